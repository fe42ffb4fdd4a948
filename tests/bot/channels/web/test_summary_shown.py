"""A summary opens again as it was shown, and says whether it reads otherwise now."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest
from sqlmodel import select

from bot.clock import MovableClock
from storage.tables import AuditEvent, Child, Person, SummaryShowing, SummaryView
from tests.bot.channels.web.contexts import over_asgi
from tests.bot.channels.web.meetings import Held, a_held_supervision
from tests.reports.factories import a_meeting, a_record, a_submission

NOVEMBER = "/summary?month=2026-11"
BEFORE = re.compile(r'href="(/summary/shown/[^"]+)">([^<]+)<')
AGAIN = "This is what was shown on {}."
ALIKE, DIFFERS = "It reads the same now.", "The records have changed since, or days have passed."


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    with ExitStack() as stack:
        yield stack.enter_context(a_held_supervision(tmp_path))


def as_person(held: Held, first_name: str) -> httpx.AsyncClient:
    token = held.session_of(held.person(first_name))
    return over_asgi(held.context, cookies={"understory": token})


def later(held: Held, by: timedelta) -> None:
    assert isinstance(held.context.clock, MovableClock)
    held.context.clock.forward(by)


def change(held: Held) -> None:
    """Let a meeting about a child be sent that was held this month."""
    with held.context.store.writing() as session:
        worker = session.get_one(Person, held.person("Priya").id)
        child = session.exec(select(Child).order_by(Child.id)).first()
        assert child is not None
        now = held.context.clock.now()
        meeting = a_meeting(session, worker, now.date(), 41, sent_at=now)
        a_submission(session, a_record(session, meeting, child), 1, now)


def told_of(held: Held, showing_id: str) -> list[str]:
    with held.context.store.reading() as session:
        of_it = select(AuditEvent.deed).where(AuditEvent.noun_id == showing_id)
        return list(session.exec(of_it))


def figures(page: str) -> str:
    """Return the sentences of the first screen."""
    return page[page.index("<h1") : page.index('id="figures"')]


async def test_what_was_shown_opens_as_it_was_after_the_records_change(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        first = await client.get(NOVEMBER)
        assert BEFORE.findall(first.text) == []
        change(held)
        second = await client.get(NOVEMBER)
        ((address, day),) = BEFORE.findall(second.text)
        then = await client.get(address)
    assert then.status_code == 200
    without_links = re.compile(r"(?s)<ul class=.us-lists.>.*?</ul>|<a .*?</a>|\s+")
    told = [without_links.sub(" ", figures(one.text)).split() for one in (first, second, then)]
    assert told[0] == told[2] != told[1]
    assert AGAIN.format(day) in then.text
    assert DIFFERS in then.text
    assert "See it as it is now" in then.text
    assert NOVEMBER.removesuffix("?month=2026-11") in unescape(then.text)


async def test_what_still_reads_the_same_says_so_and_is_kept_once(held: Held) -> None:
    async with as_person(held, "Ruth") as client:
        for _ in range(3):
            await client.get(NOVEMBER)
        later(held, timedelta(minutes=20))
        page = await client.get(NOVEMBER)
        ((address, _),) = BEFORE.findall(page.text)
        then = await client.get(address)
    async with as_person(held, "Sunil") as client:
        await client.get(NOVEMBER)
    assert ALIKE in then.text
    assert told_of(held, address.rpartition("/")[2]) == ["summary shown"]
    with held.context.store.reading() as session:
        assert len(session.exec(select(SummaryShowing)).all()) == 2
        views = session.exec(select(SummaryView)).all()
    assert len(views) == 2
    assert all("better" not in one.view for one in views)


async def test_whoever_may_no_longer_see_the_team_is_refused_what_was_shown_to_them(
    held: Held,
) -> None:
    ruth = held.person("Ruth")
    async with as_person(held, "Ruth") as client:
        await client.get(NOVEMBER)
        ((address, _),) = BEFORE.findall((await client.get(NOVEMBER)).text)
        assert (await client.get(address)).status_code == 200
        with held.context.store.writing() as session:
            session.get_one(Person, ruth.id).role = "practitioner"
        refused = await client.get(address)
        absent = await client.get("/summary/shown/nothing")
    assert (refused.status_code, refused.text) == (absent.status_code, absent.text)
    assert refused.status_code == 403
