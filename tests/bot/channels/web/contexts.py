"""A small council behind the pages, and the real server in front of it."""

import asyncio
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from fastapi import FastAPI

from bot.channels.web.app import create_app
from bot.channels.web.channel import WEB, WebIncoming
from bot.channels.web.context import WebContext
from bot.channels.web.server import serve
from bot.clock import MovableClock
from bot.dialogue import Dialogue
from bot.update import DutyNumbers
from prompts.loader import Guides, shipped
from storage import codes, transcript, web_sessions
from storage.ids import new_id
from storage.session import Session, Store
from storage.tables import Child, Person, Team
from tests import factories
from tests.conversations import fixed_reader
from tests.factories import make_store

MORNING = datetime(2026, 10, 12, 8, 2, tzinfo=UTC)
"""A Monday, two minutes past nine in London."""

HOST = "127.0.0.1"


@cache
def guides() -> Guides:
    return shipped()


@dataclass(frozen=True)
class Council:
    """An context with a supervisor, her practitioner, a manager above, and someone elsewhere."""

    context: WebContext
    team: Team
    practitioner: Person
    supervisor: Person
    manager: Person
    elsewhere: Person
    child: Child

    @property
    def store(self) -> Store:
        return self.context.store

    def code(self, person: Person) -> str:
        with self.store.writing() as session:
            return codes.make_code(session, person.id, self.context.clock.now())

    def session_of(self, person: Person) -> str:
        """Return the token of a browser in which the person is signed in."""
        now = self.context.clock.now()
        with self.store.writing() as session:
            return web_sessions.start(session, person.id, now)

    def tell(self, person: Person, text: str) -> None:
        """Let the person say something in another browser, through another process's eyes."""
        other = Store(self.store.url, self.store.cipher)
        incoming = WebIncoming(WEB, person.id, f"{person.id}.elsewhere{new_id()}", text=text)
        Dialogue(other, guides(), DUTY, fixed_reader.at_once()).receive(
            incoming, self.context.clock.now()
        )
        other.close()

    def said(self, person: Person) -> list[str]:
        """Return what the person is kept as having said, oldest first."""
        with self.store.reading() as session:
            return [s.body for s in transcript.lines(session, person.id, WEB) if not s.ours]


DUTY = DutyNumbers("01632 960 417", "01632 960 999")


@contextmanager
def a_council(folder: Path, /, **context: Any) -> Iterator[Council]:
    busy_seconds = context.pop("busy_seconds", 10.0)
    records, ids = _peopled()
    store = make_store(folder, busy_seconds, records, waits_for_the_disk=False)
    made = WebContext(
        store=store,
        dialogue=Dialogue(store, guides(), DUTY, fixed_reader.at_once()),
        clock=MovableClock(MORNING),
        guides=guides(),
        council="Ashdown Council",
        reader=fixed_reader.at_once(),
    )
    try:
        yield _opened(replace(made, **context), ids)
    finally:
        store.close()


def _opened(context: WebContext, ids: Mapping[str, str]) -> Council:
    with context.store.reading() as session:
        return Council(
            context,
            team=session.get_one(Team, ids["team"]),
            practitioner=session.get_one(Person, ids["practitioner"]),
            supervisor=session.get_one(Person, ids["supervisor"]),
            manager=session.get_one(Person, ids["manager"]),
            elsewhere=session.get_one(Person, ids["elsewhere"]),
            child=session.get_one(Child, ids["child"]),
        )


@cache
def _peopled() -> tuple[bytes, Mapping[str, str]]:
    """Return the council's embedded file, made once a process, and the ids of who is in it."""
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        with store.writing() as session:
            ids = _people(session)
        store.close()
        return factories.records_in(Path(folder)), ids


def _people(session: Session) -> Mapping[str, str]:
    service = factories.a_team(session, "Ashdown Children's Services")
    team = factories.a_team(session, "Assessment East", service)
    other_team = factories.a_team(session, "Assessment West", service)
    manager = factories.a_person(session, "Marian Cole", "manager", team=service)
    supervisor = factories.a_person(session, "Sunil Rao", "supervisor", team=team)
    practitioner = factories.a_person(session, "Priya Nair", team=team, supervisor=supervisor)
    elsewhere = factories.a_person(session, "Wanda West", "supervisor", team=other_team)
    child = factories.a_child(session, "CH-0417")
    factories.an_involvement(session, child, practitioner)
    for person in (manager, supervisor, practitioner, elsewhere):
        code = codes.make_code(session, person.id, MORNING)
        codes.use_code(session, code, WEB, person.id, MORNING)
    known: Mapping[str, Team | Person | Child] = {
        "team": team,
        "manager": manager,
        "supervisor": supervisor,
        "practitioner": practitioner,
        "elsewhere": elsewhere,
        "child": child,
    }
    return {name: row.id for name, row in known.items()}


class Server:
    """The real server in a thread of its own; it can be stopped and started again."""

    def __init__(self, context: WebContext, app: FastAPI | None = None) -> None:
        self._context = context
        self._app = app
        self._port = 0
        self.address = ""
        self.start()

    def start(self) -> None:
        app = self._app or create_app(self._context)
        ready = threading.Event()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, args=(app, ready), daemon=True)
        self._thread.start()
        ready.wait()

    def _run(self, app: FastAPI, ready: threading.Event) -> None:
        def answers(address: str) -> None:
            self.address = address
            self._port = int(address.rpartition(":")[2])
            ready.set()

        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            await serve(app, HOST, self._port, answers, self._stop)

        try:
            asyncio.run(main())
        finally:
            ready.set()

    def stop(self) -> None:
        """Stop, and return once the server has."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()


@contextmanager
def serving(context: WebContext, app: FastAPI | None = None) -> Iterator[Server]:
    server = Server(context, app)
    try:
        yield server
    finally:
        server.stop()


def over_asgi(context: WebContext, app: FastAPI | None = None, **more: Any) -> httpx.AsyncClient:
    """Return a browser without a line: it asks the application itself."""
    transport = httpx.ASGITransport(app=app or create_app(context), raise_app_exceptions=False)
    base = more.pop("base_url", f"http://{HOST}")
    return httpx.AsyncClient(transport=transport, base_url=base, **more)


def signed_in(council: Council, person: Person, app: FastAPI | None = None) -> httpx.AsyncClient:
    """Return the browser of somebody who is signed in."""
    cookies = {"understory": council.session_of(person)}
    return over_asgi(council.context, app, cookies=cookies)


def field(page: str, name: str) -> str:
    """Return the value of the first hidden field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return found[1]


async def form(client: httpx.AsyncClient, path: str = "/") -> dict[str, str]:
    """Return the csrf token of a page."""
    return {"csrf": field((await client.get(path)).text, "csrf")}


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


async def try_code(client: httpx.AsyncClient, code: str) -> httpx.Response:
    """Try to come in with a code, as Firefox on Windows."""
    sent = {**await form(client, "/enter"), "code": code}
    return await client.post("/enter", data=sent, headers={"user-agent": FIREFOX})
