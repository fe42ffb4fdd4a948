"""The page for inspection, as it is and as a summary was shown."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import Held, a_held_supervision

NOVEMBER = {"month": "2026-11"}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held")) as made:
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


async def test_it_answers_three_questions_and_each_list_opens(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/inspection", params=NOVEMBER)).text
        lists = set(re.findall(r'href="(/summary/behind\?[^"]+)"', page))
        opened = [await client.get(unescape(address)) for address in lists]
        drawn = re.findall(r'href="(/inspection/children\?[^"]+)"', page)
        six = await client.get(unescape(drawn[0]), follow_redirects=True)
    assert page.count('id="question-') == 3
    assert len(lists) > 5
    assert {one.status_code for one in [*opened, six]} == {200}
    assert ("summary read", held.person("Ruth").id) in held.audited(held.person("Ruth").team_id)


async def test_it_can_be_opened_again_as_it_was(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        await client.get("/inspection", params=NOVEMBER)
        page = (await client.get("/inspection", params=NOVEMBER)).text
        (again,) = re.findall(r'href="(/inspection\?showing=[^"]+)"', page)
        then = await client.get(again)
        none = await client.get("/inspection", params={"showing": "0" * 32})
        early = await client.get("/inspection", params={"month": "2027-03"})
    assert "As it was shown on " in then.text
    assert (none.status_code, early.status_code) == (403, 200)
    assert 'id="question-' not in early.text


async def test_the_summary_leads_to_it_and_to_the_six_children(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary", params=NOVEMBER)).text
        ways = re.findall(r'href="(/inspection[^"]*)"', page)
        opened = [await client.get(unescape(way), follow_redirects=True) for way in ways]
    assert len(ways) == 2
    assert [one.status_code for one in opened] == [200, 200]
    assert all("month=2026-11" in way for way in ways)


async def test_how_much_was_audited_stands_for_managers_alone(held: Held) -> None:
    for who, stands in (("Ruth", True), ("Sunil", False)):
        async with as_person(held, who) as client:
            page = await client.get("/inspection", params=NOVEMBER)
        assert (page.status_code, "auditors read" in page.text) == (200, stands), who
