"""Who looks at calls in doubt, and where no name of a child may stand."""

import logging
from html import unescape

import pytest

from bot.channels.web.sessions import form_token
from storage.tables import Person
from tests.bot.channels.web.contexts import signed_in
from tests.bot.channels.web.doubt_cards import NO, PATH, YES, audited, hidden, seen, tap, through
from tests.bot.channels.web.doubted import NAMES, Doubted


async def test_a_manager_of_one_team_sees_no_child_of_another(calls: Doubted) -> None:
    east = {**calls.at, "team": calls.council.team.id}
    async with (
        signed_in(calls.council, calls.of_east) as edda,
        signed_in(calls.council, calls.council.manager) as marian,
    ):
        page = unescape((await edda.get(PATH, params=east)).text)
        assert "4 calls wait to be looked at" in page
        assert "1 more waits for a manager above both teams." in page
        while 'class="us-pair__answers"' in page:
            assert "Penhaligon" not in page
            _, page = await tap(edda, hidden(page), NO)
        page = await seen(marian, calls)
        assert "Penhaligon" in page
        card = {**hidden(page), **east, "csrf": form_token(edda.cookies["understory"])}
        refused = await edda.post(PATH, data={**card, "answer": "yes"})
        assert refused.status_code == 403
    assert "CO-WEST" not in calls.held()


@pytest.mark.parametrize("who", ["practitioner", "supervisor", "elsewhere"])
async def test_nobody_but_managers_looks_at_contacts(calls: Doubted, who: str) -> None:
    person: Person = getattr(calls.council, who)
    async with signed_in(calls.council, person) as client:
        for team in (calls.council.team.id, calls.council.manager.team_id, "0" * 32):
            answer = await client.get(PATH, params={"team": team, "month": str(calls.month)})
            assert answer.status_code == 403
            assert not any(name in answer.text for name in NAMES)
        page = (await client.get("/summary", params={"month": str(calls.month)})).text
        assert "/contacts/doubts" not in page
    assert ("team", person.id) in audited(calls, "contacts in doubt refused")


async def test_no_name_stands_in_a_log_or_an_address(
    calls: Doubted, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with signed_in(calls.council, calls.council.manager) as client:
        await through(client, calls, YES)
    assert not any(name in caplog.text for name in (*NAMES, "CO-SURE", "CH-1001"))
