"""From a record back to the list it was opened from; a refusal keeps the ways on."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from bot.channels.web.way_back import list_address
from tests import factories
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import SENT_AGAIN, Held, a_held_supervision
from tests.each import each

WAY_BACK = re.compile(r'class="govuk-back-link" href="([^"]+)">([^<]+)<')
DISCUSSED = "/summary/behind?measure=children.discussed_share&month=2026-11&show=counted&sort=child"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    with a_held_supervision(tmp_path_factory.mktemp("held"), until=SENT_AGAIN) as made:
        with made.context.store.writing() as session:
            factories.a_person(session, "Wanda West", "practitioner")
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


async def opened_from(client: httpx.AsyncClient, listed: str) -> str:
    """Return the page of the first record of a list."""
    page = (await client.get(listed)).text
    return (await client.get(unescape(re.findall(r'href="(/records/[^"]+)"', page)[0]))).text


@pytest.mark.long
@pytest.mark.parametrize(
    ("listed", "called"),
    [
        ("/records?page=1", "Back to the records"),
        ("/records?waits=you&page=1", "Back to the records"),
        (DISCUSSED, "Back to the list"),
    ],
)
async def test_a_record_leads_back_to_its_list_as_it_was_narrowed(
    held: Held, listed: str, called: str
) -> None:
    async with as_person(held, "Sunil") as client:
        page = await opened_from(client, listed)
        ((href, label),) = WAY_BACK.findall(page)
        before = (await client.get(listed)).text.partition("<main")[2]
        after = (await client.get(unescape(href))).text.partition("<main")[2]
    assert (label, after) == (called, before)


async def test_a_record_that_no_list_led_to_leads_to_all_records(held: Held) -> None:
    async with as_person(held, "Sunil") as client:
        page = (await client.get(f"/records/{held.record_of('CH-0402')}")).text
    assert WAY_BACK.findall(page) == [("/records", "Back to the records")]


@each(
    "asked",
    [
        "https://elsewhere.example/records?page=2",
        "//elsewhere.example/records?page=2",
        "javascript:alert(1)",
        "/leave",
        "/records/../leave",
        "/records?page=" + "9" * 600,
        "/summary/behind/../../leave",
        "http://[",
    ],
)
def test_what_is_no_list_of_ours_leads_to_all_records(asked: str) -> None:
    assert list_address(asked) == "/records"


def test_only_what_a_list_is_asked_for_is_kept() -> None:
    asked = "/records?page=2&evil=<script>&child=1#x"
    assert list_address(asked) == "/records?page=2&child=1"


async def test_words_that_were_not_taken_keep_the_way_back(held: Held) -> None:
    record = held.record_of("CH-0404")
    async with as_person(held, "Sunil") as client:
        page = (await client.get(f"/records/{record}?back=/records%3Fpage%3D1")).text
        hidden = dict(re.findall(r'name="(\w+)" value="([^"]+)"', page))
        fields = {**hidden, "text": ""}
        again = (await client.post(f"/records/{record}/addenda", data=fields)).text
        added = await client.post(f"/records/{record}/addenda", data={**fields, "text": "Later."})
    assert WAY_BACK.findall(again) == [("/records?page=1", "Back to the records")]
    there = added.headers["location"]
    assert there == f"/records/{record}?back=%2Frecords%3Fpage%3D1#added"


async def test_a_refusal_keeps_the_navigation_of_whoever_is_refused(held: Held) -> None:
    async with as_person(held, "Wanda") as client:
        refused = await client.get(f"/records/{held.record_of('CH-0402')}")
        missing = await client.get("/records?page=0")
    async with over_asgi(held.context) as client:
        stranger = await client.get(f"/records/{held.record_of('CH-0402')}")
    for answer in (refused, missing):
        assert answer.status_code == 404
        nav = answer.text.partition('<nav class="us-nav"')[2].partition("</nav>")[0]
        assert re.findall(r'href="([^"]+)"', nav) == [
            *("/", "/records", "/progress", "/settings", "/leave")
        ]
    assert "us-nav" not in stranger.text
