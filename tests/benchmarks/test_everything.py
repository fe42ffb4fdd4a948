"""Every command and page of one person, while their own history grows and while the council does.

Counted in steps of SQLite's machine, which no other work disturbs, and in the processor's time. A
summary is measured in test_summaries.py: its tallies, once made, must not be undone. No figure is a
failure: `pytest -m benchmark -n 0 -s tests/benchmarks/test_everything.py`.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import Session
from typing_extensions import override

from bot import departures, reminders, undelivered
from bot.channels.web.app import create_app
from bot.channels.web.context import WebContext
from bot.channels.web.sessions import form_token
from bot.clock import MovableClock
from bot.dialogue import COMMANDS, Dialogue
from bot.messages import Incoming
from reports.selection import LISTED
from storage.cipher import Cipher
from storage.ids import new_id
from storage.session import Store, embedded_url
from storage.tables import Person
from tests.benchmarks.council import NOW
from tests.benchmarks.figures import exponent
from tests.benchmarks.growing import SIZES, growths, milliseconds, new_folder
from tests.benchmarks.lived_in import TELEGRAM, LivedIn, a_lived_in_council, chat_of
from tests.benchmarks.test_speed import say
from tests.bot.channels.web.contexts import DUTY, guides, over_asgi
from tests.conversations import fixed_reader
from tests.factories import KEY, make_store
from tests.storage.plans import StepCounter

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

TEAMS, YEARS = 3, 1
SENT = "0123456789abcdef"


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
        with closing(Everything(folder, lived_in)) as everything:
            steps, ms = everything.costs()
        counted.append(steps)
        measured.append(ms)
    say(capsys, f"while the {grows} grow, steps", *lines(counted))
    grown = growths(measured, SIZES, f"while the {grows} of the council grow")
    say(capsys, f"{TEAMS} {grows}, 4 and 16 times", *map(str, grown))


class Everything:
    """Whatever the people of a council can ask for, each of it undone again."""

    def __init__(self, folder: Path, lived_in: LivedIn) -> None:
        self._lived_in = lived_in
        self._store = Rehearsal(embedded_url(folder), Cipher(KEY))
        self._counter = StepCounter(self._store)
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
        return steps, ms

    def works(self) -> Iterator[tuple[str, Callable[[], object]]]:
        for person in self._lived_in.people:
            for said in self._said():
                yield f"{person.role}: {said[0]}", self._saying(person, **said[1])
            for path in self._paths():
                yield f"{person.role}: GET {path[0]}", self._getting(person, path[1])
            yield f"{person.role}: POST /say", self._posting(person, "/say", text="/help")
        for tick in (departures.tick, reminders.tick, undelivered.tick):
            yield f"{tick.__module__}.tick", partial(tick, self._store, NOW)

    def _said(self) -> Iterator[tuple[str, dict[str, str]]]:
        for command in COMMANDS.keys() - {"summary"}:
            yield f"/{command}", {"text": f"/{command}"}
        yield "a story", {"text": "She hid behind the sofa when he came in, and would not talk."}
        for name, asked in (
            ("supervise", self._lived_in.of.practitioner.id),
            ("due", self._lived_in.child_ref),
            ("read", self._lived_in.meeting),
            ("agree", self._lived_in.meeting),
            ("discard", ""),
            ("unsigned", ""),
            ("share", ""),
            ("tell", ""),
            ("where", ""),
        ):
            yield f"!{name}", {"button": f"!{name}:{asked}"}

    def _paths(self) -> Iterator[tuple[str, str]]:
        lived_in = self._lived_in
        for path in ("/", "/here", "/leave", "/settings", "/records", "/health"):
            yield path, path
        behind = "/summary/behind"
        yield behind, f"{behind}?team={lived_in.of.team.id}&month=2026-10&measure={LISTED[0].key}"
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


def lines(counted: list[dict[str, float]]) -> Iterator[str]:
    for name in counted[0]:
        of = [one[name] for one in counted]
        sizes = SIZES[: len(of)]
        yield f"{name}: {' / '.join(f'{n:.0f}' for n in of)}, exponent {exponent(sizes, of):.2f}"
