"""The council of a whole day, served for real: Sunil, his Priya with 17 children, Tom, and Ruth."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import select

from bot.channels.telegram.settings import TelegramSettings
from bot.clock import MovableClock
from bot.serving import Runner, Services
from bot.update import DutyNumbers
from prompts.loader import shipped
from storage import codes
from storage.session import Store
from storage.tables import Person
from tests.factories import a_child, a_person, a_team, an_involvement, make_store

START = datetime(2026, 11, 24, 10, 20, tzinfo=UTC)
DUE_DAY = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


@dataclass
class Running:
    """A council in service: its address, and its clock."""

    store: Store
    service: Runner
    clock: MovableClock
    loop: asyncio.AbstractEventLoop
    address: str = ""

    def code(self, name: str) -> str:
        with self.store.writing() as session:
            person = session.exec(select(Person).where(Person.name == name)).one()
            return codes.make_code(session, person.id, self.clock.now())

    def to_the_due_day(self) -> None:
        self.clock.forward(DUE_DAY - self.clock.now())
        asyncio.run_coroutine_threadsafe(self.service.tick(), self.loop).result(60)


def make_people(store: Store) -> None:
    with store.writing() as session:
        service = a_team(session, "Safeguarding service")
        team = a_team(session, "Safeguarding 1", service)
        ruth = a_person(session, "Ruth Adeyemi", "manager", team=service)
        sunil = a_person(session, "Sunil Mehta", "supervisor", team=team, supervisor=ruth)
        opened = date(2026, 6, 1)
        for name, first, count in (("Priya Shah", 401, 17), ("Tom Reid", 501, 2)):
            worker = a_person(session, name, team=team, supervisor=sunil)
            for number in range(first, first + count):
                child = a_child(session, f"CH-{number:04}", opened_on=opened)
                an_involvement(session, child, worker, started_on=opened)


@contextmanager
def served(
    folder: Path, telegram: TelegramSettings | None = None, records: bytes | None = None
) -> Iterator[Running]:
    """Serve the council on a free port of this machine until the test ends.

    With `records`, an embedded file, the council is the one that it holds.
    """
    store = make_store(folder, records=records, waits_for_the_disk=False)
    if records is None:
        make_people(store)
    clock = MovableClock(START)
    loop = asyncio.new_event_loop()
    services = Services(
        store, shipped(), DutyNumbers("01632 960 100", "01632 960 417"), clock, telegram
    )
    running = Running(store, Runner(services), clock, loop)
    stop, ready = asyncio.Event(), threading.Event()

    def listens(address: str) -> None:
        running.address = address
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(running.service.run("127.0.0.1", 0, stop, listens))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(60)
        yield running
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
        store.close()
