"""Every command and page of one person, while their own history grows and while the council does.

Counted in steps of SQLite's machine, which no other work disturbs, and in the processor's time. In
steps nothing may grow with a higher power than FLAT, or GROWING where the work itself must grow. A
summary is measured in test_summaries.py: its tallies, once made, must not be undone.
`pytest -m benchmark -n 0 -s tests/benchmarks/test_everything.py`.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session
from typing_extensions import override

from bot import departures, pages_of_work, reminders, undelivered
from bot.channels.web.app import create_app
from bot.channels.web.context import WebContext
from bot.channels.web.sessions import form_token
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.permissions import record_choices
from bot.registered_commands import COMMANDS
from bot.reminder_ticks import ReminderTicks
from practice.calendar import Month
from reports import kept
from reports.selection import LISTED
from storage import journal, record_list, record_walk
from storage.access import viewer_of
from storage.cipher import Cipher
from storage.ids import new_id
from storage.session import Store, embedded_url
from storage.tables import Person
from tests.benchmarks.council import NOW
from tests.benchmarks.figures import FIGURES, FLAT, GROWING, Figure
from tests.benchmarks.growing import SIZES, Growth, milliseconds, new_folder
from tests.benchmarks.lived_in import TELEGRAM, LivedIn, a_lived_in_council, chat_of
from tests.benchmarks.test_speed import say
from tests.bot.channels.web.contexts import DUTY, guides, over_asgi
from tests.conversations import fixed_reader
from tests.factories import KEY, make_store
from tests.storage.plans import StepCounter

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

TEAMS, YEARS = 3, 1
MONTH = Month(2026, 10)
SENT = "0123456789abcdef"
SMALL_PAGE = 10
"""A page of the list holds so few here that a second is full after a year: like beside like."""
CHOICES = "what a list can be narrowed to"
GUIDE_USE = "practice lead: GET /guides/use"
FULL_TICK = "a tick that reads everybody"
GROWS = {
    CHOICES: "each child there ever was a record of is offered",
    "behind records.agreed": "each month before is asked whether records of it wait",
    GUIDE_USE: "every answer of the whole council is counted, for the one who tends the guides",
    FULL_TICK: "once a day and each quarter of an hour, in pages with rests",
}
"""The work that must grow, and why."""


class _UndoneError(Exception):
    pass


class Rehearsal(Store):
    """The records of a council, in which nothing stays: what is measured twice finds the same."""

    @override
    @contextmanager
    def writing(self) -> Iterator[Session]:
        try:
            with super().writing() as session:
                yield session
                session.flush()
                session.expunge_all()
                _undo()
        except _UndoneError:
            pass


def _undo() -> None:
    raise _UndoneError


@pytest.fixture(autouse=True)
def _small_pages_without_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_list, "PAGE", SMALL_PAGE)
    monkeypatch.setattr(record_walk, "_AT_ONCE", SMALL_PAGE)
    monkeypatch.setattr(journal, "PAGE", SMALL_PAGE)
    monkeypatch.setattr(pages_of_work, "sleep", lambda _: None)


@pytest.mark.parametrize("grows", ["teams", "years"])
def test_every_command_and_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], grows: str
) -> None:
    counted, measured = [], []
    for size in SIZES:
        folder = new_folder(tmp_path, size)
        teams = TEAMS * size if grows == "teams" else TEAMS
        years = YEARS * size if grows == "years" else YEARS
        with closing(make_store(folder, waits_for_the_disk=False)) as store:
            lived_in = a_lived_in_council(store, teams, years)
            # As whoever looks at the summary does first; here its own number would be undone.
            kept.bring_up_to_date(store, lived_in.of.team.id, MONTH, NOW)
        with closing(Everything(folder, lived_in)) as everything:
            steps, ms = everything.costs()
        counted.append(steps)
        measured.append(ms)
    found = [Growth(work, SIZES, [at[work] for at in counted]) for work in counted[0]]
    times = [Growth(work, SIZES, [at[work] for at in measured]) for work in measured[0]]
    say(capsys, f"while the {grows} grow, steps", *(one.told("steps") for one in found))
    say(capsys, f"while the {grows} grow, the processor's time", *map(str, times))
    FIGURES.extend(figures(found, grows))
    assert [one.told("steps") for one in found if one.exponent > limit(one.work)] == []


def limit(work: str) -> float:
    return GROWING if reason(work) else FLAT


def reason(work: str) -> str:
    """Return why a piece of work must grow; "" where it must not."""
    return next((why for name, why in GROWS.items() if name in work), "")


def figures(found: list[Growth], grows: str) -> Iterator[Figure]:
    """Yield a figure for all that must be flat, one for each that grows, and the details."""
    flat = [one for one in found if not reason(one.work)]
    steepest = max(flat, key=lambda one: one.exponent)
    work = f"{len(flat)} commands, pages and ticks while the {grows} grow"
    floor = f"steepest: {steepest.work}; limit {FLAT}"
    yield Figure(work, exponent=steepest.exponent, floor=floor)
    for one in found:
        why = reason(one.work)
        floor = f"grows: {why}; limit {GROWING}" if why else ""
        name = f"{one.work}, while the {grows} grow"
        yield Figure(name, exponent=one.exponent, floor=floor, is_detail=not why)


class Everything:
    """Whatever the people of a council can ask for, each of it undone again."""

    def __init__(self, folder: Path, lived_in: LivedIn) -> None:
        self._lived_in = lived_in
        self._store = Rehearsal(embedded_url(folder), Cipher(KEY))
        self._counter = StepCounter(self._store)
        self._ticks = ReminderTicks()
        self._dialogue = Dialogue(self._store, guides(), DUTY, fixed_reader.at_once())
        clock = MovableClock(NOW)
        self._context = WebContext(self._store, self._dialogue, clock, guides(), "Ashdown")
        self._app = create_app(self._context)

    def close(self) -> None:
        self._store.close()

    def costs(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return the steps and the milliseconds of each piece of work."""
        steps, ms = {}, {}
        for name, work in self.works():
            work()
            steps[name] = float(self._counter.steps(work))
            ms[name] = milliseconds(work, rounds=3)
        for name in steps:
            if "GET /records" in name and "{id}" not in name:
                # What a list offers has a line of its own, for that grows; the page must not.
                steps[name] -= steps[f"{name.partition(':')[0]}: {CHOICES}"]
        return steps, ms

    def works(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for person in self._lived_in.people:
            for said in self._said():
                yield f"{person.role}: {said[0]}", self._saying(person, **said[1])
            for path in self._paths():
                yield f"{person.role}: GET {path[0]}", self._getting(person, path[1])
            yield f"{person.role}: POST /say", self._posting(person, "/say", text="/help")
            yield f"{person.role}: {CHOICES}", partial(self._choices, person)
        manager = self._lived_in.of.manager
        for measure in LISTED[1:]:
            yield (
                f"manager: behind {measure.key}",
                self._getting(manager, self._behind(measure.key)),
            )
        yield from self._of_lead()
        yield from self._all_ticks()

    def _of_lead(self) -> Iterator[tuple[str, Callable[[], object]]]:
        lead = self._lived_in.lead
        for said in ("/audit", "/help", "/journal"):
            yield f"practice lead: {said}", self._saying(lead, text=said)
        for path in ("/guides", "/guides/check", "/guides/preview", "/records"):
            yield f"practice lead: GET {path}", self._getting(lead, path)
        yield f"practice lead: {CHOICES}", partial(self._choices, lead)
        yield GUIDE_USE, self._getting(lead, "/guides/use?guide=case-supervision")

    def _all_ticks(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for tick in (departures.tick, undelivered.tick):
            yield f"{tick.__module__}.tick", partial(tick, self._store, NOW)
        yield FULL_TICK, lambda: ReminderTicks()(self._store, NOW)
        self._ticks(self._store, NOW)
        yield "a tick after nothing changed", lambda: self._ticks(self._store, NOW)
        changed = {self._lived_in.of.practitioner.id}
        yield "a tick after one record changed", partial(reminders.tick, self._store, NOW, changed)

    def _choices(self, person: Person) -> None:
        with self._store.reading() as session:
            record_choices(session, viewer_of(session, person))

    def _behind(self, key: str) -> str:
        team = self._lived_in.of.team.id
        return f"/summary/behind?team={team}&month={MONTH}&measure={key}"

    def _said(self) -> Iterator[tuple[str, dict[str, str]]]:
        for command in COMMANDS.keys() - {"summary"}:
            yield f"/{command}", {"text": f"/{command}"}
        yield "a story", {"text": "She hid behind the sofa when he came in, and would not talk."}
        for name, asked in (
            ("supervise", self._lived_in.of.practitioner.id),
            ("due", self._lived_in.child_ref),
            ("read", self._lived_in.meeting),
            ("agree", self._lived_in.meeting),
            ("prepare", self._lived_in.of.practitioner.id),
            ("decision", self._lived_in.child_ref),
            ("handover", self._lived_in.child),
            ("audit", ""),
            ("journal", ""),
            ("brief", ""),
            ("seen", self._lived_in.of.practitioner.id),
            ("discard", ""),
            ("unsigned", ""),
            ("share", ""),
            ("tell", ""),
            ("where", ""),
        ):
            yield f"!{name}", {"button": f"!{name}:{asked}"}

    def _paths(self) -> Iterator[tuple[str, str]]:
        lived_in = self._lived_in
        for path in ("/", "/here", "/leave", "/settings", "/records", "/whole", "/health"):
            yield path, path
        yield "/journal", "/journal"
        yield "/summary/behind", self._behind(LISTED[0].key)
        yield "/records?page=2", "/records?page=2"
        yield "/records?waits=you", "/records?waits=you"
        yield "/records?waits=others", "/records?waits=others"
        yield "/records?child", f"/records?child={lived_in.child}"
        yield "/records?practitioner", f"/records?practitioner={lived_in.of.practitioner.id}"
        yield "/records/{id}", f"/records/{lived_in.record}"

    def _saying(self, person: Person, **said: str) -> Callable[[], object]:
        def say_it() -> None:
            key = new_id()
            incoming = Incoming(TELEGRAM, chat_of(person), key, source=key, **said)  # type: ignore[arg-type]
            assert self._dialogue.receive(incoming, NOW).stored

        return say_it

    def _getting(self, person: Person, path: str) -> Callable[[], object]:
        return lambda: asyncio.run(self._ask(person, "GET", path))

    def _posting(self, person: Person, path: str, **form: str) -> Callable[[], object]:
        return lambda: asyncio.run(self._ask(person, "POST", path, **form))

    async def _ask(self, person: Person, method: str, path: str, **form: str) -> None:
        token = self._lived_in.tokens[person.id]
        sent = {"csrf": form_token(token), "token": SENT, **form} if form else None
        async with over_asgi(self._context, self._app, cookies={"understory": token}) as browser:
            answer = await browser.request(method, path, data=sent)
        assert answer.status_code < 500, (path, answer.status_code)
