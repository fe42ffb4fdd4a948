"""A question of a summary: taken up on its page, answered by its owner, refused to others."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest

from bot.channels.web.sessions import form_token
from bot.clock import MovableClock
from practice.calendar import london_day
from prompts.days import day_words
from storage import absences, enquiries
from storage.absences import Stretch
from storage.enquiries import Taken
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import Held
from tests.bot.channels.web.questioned import a_questioned_council
from tests.reports.factories import a_case, a_meeting, a_record, a_submission

NOVEMBER = {"month": "2026-11"}
ABOUT = "children.discussed_share"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with a_questioned_council(tmp_path) as made:
        yield made


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


def taken(held: Held) -> list[Taken]:
    with held.context.store.reading() as session:
        return enquiries.waiting_for(session, held.person("Sunil").id)


async def take_up(held: Held, owner: str) -> httpx.Response:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary", params=NOVEMBER)).text
        form = page[page.index('<form class="us-take-up"') :]
        sent = dict(HIDDEN.findall(form[: form.index("</form>")]))
        sent |= {"owner": held.person(owner).id, "weeks": "1"}
        return await client.post("/enquiries", data=sent)


async def test_a_question_is_taken_up_on_the_page_and_stands_there(held: Held) -> None:
    answer = await take_up(held, "Sunil")
    assert answer.status_code == 303
    (one,) = taken(held)
    assert one.asked.about == ABOUT
    assert one.asked.finding.startswith("8 of the 9 children not discussed belong to 1 ")
    again = await take_up_again(held)
    assert [found.id for found in taken(held)] == [one.id]
    assert again == 0
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary", params=NOVEMBER)).text
        shown = await client.get(answer.headers["location"])
        listed = await client.get(
            unescape(re.findall(r'href="(/summary/behind[^"]+)"', shown.text)[0])
        )
    assert f'href="/enquiries/{one.id}"' in page
    assert "Sunil Mehta" in shown.text
    stood = r"<p [^>]+>Children discussed: \d+ of \d+ in November 2026, when it was taken up\. No"
    assert re.search(stood, shown.text)
    assert 'us-list__title">8 children not discussed, where most of them are' in listed.text
    assert "Omar Hill: 8. Supervised by Sunil" in listed.text


async def test_the_list_says_who_of_those_to_ask_is_away(held: Held) -> None:
    answer, now = await take_up(held, "Sunil"), held.context.clock.now()
    days = Stretch(london_day(now), london_day(now) + timedelta(10))
    with held.context.store.writing() as session:
        absences.say(session, held.person("Sunil").id, days, None, now)
    async with as_person(held, "Ruth") as client:
        shown = await client.get(answer.headers["location"])
        href = unescape(re.findall(r'href="(/summary/behind[^"]+)"', shown.text)[0])
        listed = unescape((await client.get(href)).text)
    away = f"Sunil Mehta is away until {day_words(days.last)}."
    assert f"Omar Hill: 8. Supervised by Sunil Mehta. {away}" in listed


async def take_up_again(held: Held) -> int:
    async with as_person(held, "Ruth") as client:
        page = (await client.get("/summary", params=NOVEMBER)).text
    return page.count('<form class="us-take-up"')


async def test_its_owner_answers_with_a_record_and_nobody_else_does(held: Held) -> None:
    await take_up(held, "Sunil")
    (one,) = taken(held)
    address = f"/enquiries/{one.id}"
    record = held.record_of("CH-0402")
    async with as_person(held, "Sunil") as client:
        page = (await client.get(address)).text
        sent = {name: value for name, value in HIDDEN.findall(page) if name in {"csrf", "reader"}}
        empty = await client.post(f"{address}/answer", data={**sent, "text": " "})
        done = await client.post(
            f"{address}/answer",
            data={**sent, "text": "Omar was at court all week.", "record": [record, "0" * 32]},
        )
        shown = (await client.get(address)).text
    assert empty.status_code == 422
    assert done.status_code == 303
    assert "Omar was at court all week." in shown
    assert f'href="/records/{record}"' in shown
    async with as_person(held, "Ruth") as client:
        page = (await client.get(address)).text
        sent = {"csrf": form_token(client.cookies["understory"])}
        refused = await client.post(f"{address}/answer", data={**sent, "text": "I say so."})
        summary = (await client.get("/summary", params=NOVEMBER)).text
    assert "<textarea" not in page
    assert refused.status_code == 403
    assert "Omar was at court all week." in summary


async def test_it_does_not_open_to_a_practitioner_nor_does_one_that_there_is_not(
    held: Held,
) -> None:
    await take_up(held, "Sunil")
    (one,) = taken(held)
    async with as_person(held, "Priya") as client:
        refused = await client.get(f"/enquiries/{one.id}")
        absent = await client.get("/enquiries/nothing")
    assert (refused.status_code, absent.status_code) == (403, 403)
    assert refused.text == absent.text
    assert ("enquiry refused", held.person("Priya").id) in held.audited(one.id)


async def test_its_page_says_what_the_figure_stands_at_in_the_last_whole_month(held: Held) -> None:
    await take_up(held, "Sunil")
    (one,) = taken(held)
    with held.context.store.writing() as session:
        omar = session.merge(held.person("Omar"))
        meeting = a_meeting(session, omar, date(2026, 12, 1))
        a_submission(session, a_record(session, meeting, a_case(session, omar)))
    clock = held.context.clock
    assert isinstance(clock, MovableClock)
    clock.forward(datetime(2027, 1, 5, 9, tzinfo=UTC) - clock.now())
    async with as_person(held, "Ruth") as client:
        page = (await client.get(f"/enquiries/{one.id}")).text
    then = f"{one.asked.numerator} of {one.asked.denominator} in November 2026"
    assert re.search(rf"Children discussed: {then}, 1 of \d+ in December 2026\. That is no", page)
