"""Two people on one call in doubt: one answer is stored, and the other is told."""

import asyncio
import re
from datetime import timedelta
from html import unescape

from practice.contact_answers import ContactQuestion
from storage import link_answers
from tests.bot.channels.web.contexts import signed_in
from tests.bot.channels.web.doubt_cards import BACK, NO, PATH, YES, hidden, seen, stored, tap
from tests.bot.channels.web.doubted import Doubted


async def test_of_two_people_on_one_card_the_first_answers_and_the_second_is_told(
    calls: Doubted,
) -> None:
    async with (
        signed_in(calls.council, calls.of_east) as edda,
        signed_in(calls.council, calls.council.manager) as marian,
    ):
        east = {**calls.at, "team": calls.council.team.id}
        first = hidden(unescape((await edda.get(PATH, params=east)).text))
        second = hidden(await seen(marian, calls))
        assert first["contact"] == second["contact"]
        await tap(edda, first, YES)
        _, page = await tap(marian, second, NO)
        assert "Edda East answered this while you looked:" in page
        assert "Your answer was not stored." in page
        ((answer, by),) = calls.held().values()
        assert (answer, by) == (YES, calls.of_east.id)
        back = re.findall(r'name="of" value="(\w+)"', page)[0]
        await marian.post(BACK, data={**second, "of": back})
    assert calls.held() == {}


async def test_of_two_who_tap_at_the_very_same_time_one_answer_is_stored(calls: Doubted) -> None:
    east = {**calls.at, "team": calls.council.team.id}
    async with (
        signed_in(calls.council, calls.of_east) as edda,
        signed_in(calls.council, calls.council.manager) as marian,
    ):
        first = hidden(unescape((await edda.get(PATH, params=east)).text))
        second = hidden(await seen(marian, calls))
        answers = await asyncio.gather(
            edda.post(PATH, data={**first, "answer": "yes"}),
            marian.post(PATH, data={**second, "answer": "no"}),
            marian.post(PATH, data={**second, "answer": "no"}),
        )
    notices = sorted(one.headers["location"].split("notice=")[1].split("&")[0] for one in answers)
    assert notices in (["met", "met", "saved"], ["met", "saved", "saved"])
    assert stored(calls) == 1


async def test_an_answer_that_another_clock_dated_ahead_is_seen_all_the_same(
    calls: Doubted,
) -> None:
    ahead = calls.council.context.clock.now() + timedelta(hours=1)
    async with signed_in(calls.council, calls.council.manager) as client:
        card = hidden(await seen(client, calls))
        with calls.council.store.writing() as session:
            asked = (ContactQuestion(card["question"]), card["contact"], card["other"])
            shown = link_answers.as_they_are(session, *asked)
            link_answers.give(session, shown, YES, calls.of_east.id, ahead)
        _, page = await tap(client, card, NO)
        assert "Edda East answered this while you looked:" in page
        assert hidden(page)["contact"] != card["contact"]
    assert stored(calls) == 1
