"""The whole program running inside a test's event loop, and people of a council on phones."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.settings import TelegramSettings, webhook_of
from bot.clock import Clock, MovableClock
from bot.serving import Runner, Services
from bot.update import DutyNumbers
from storage.session import Session, Store
from storage.tables import Identity, Person
from tests.botapi import StandIn
from tests.conversations.play import SHIPPED, loaded
from tests.factories import (
    a_child,
    a_person,
    a_team,
    an_involvement,
    make_store,
    records_in,
)

LONDON = ZoneInfo("Europe/London")
A_TUESDAY = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)
DUTY = DutyNumbers("01632 960 100", "01632 960 417")
PRIYA, SUNIL = 501, 502
SHORT_LEASE = timedelta(seconds=0.5)


def a_council(folder: Path, busy_seconds: float = 10.0) -> Store:
    """Return records with Sunil, who supervises Priya, and her child CH-0417; both on Telegram."""
    return make_store(folder, busy_seconds, _council_records(), waits_for_the_disk=False)


@cache
def _council_records() -> bytes:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), waits_for_the_disk=False)
        with store.writing() as session:
            _people(session)
        store.close()
        return records_in(Path(folder))


def _people(session: Session) -> None:
    team = a_team(session, "Safeguarding 1")
    sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
    priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
    # Begun after the first of the month: nobody is reminded of it in November.
    an_involvement(session, a_child(session, "CH-0417"), priya, date(2026, 11, 2))
    enrol(session, priya, PRIYA)
    enrol(session, sunil, SUNIL)


def enrol(session: Session, person: Person, chat: int) -> None:
    """Store that a person talks to the bot in a chat."""
    session.add(
        Identity(channel="telegram", address=str(chat), person_id=person.id, enrolled_at=A_TUESDAY)
    )
    session.flush()


def some_services(
    store: Store,
    telegram: StandIn | None = None,
    *,
    clock: Clock | None = None,
    public_url: str | None = None,
    lease: timedelta = SHORT_LEASE,
    limiter: RateLimiter | None = None,
) -> Services:
    """Return services on a Tuesday morning; by webhook where it has a public address.

    Its people answer faster than Telegram would let it write to them, unless a limiter is given.
    """
    hook = webhook_of(public_url, store.cipher) if public_url else None
    limiter = limiter or RateLimiter(burst=1000)
    settings = (
        TelegramSettings(telegram.token, telegram.url, hook, limiter, duty=DUTY)
        if telegram
        else None
    )
    clock = clock or MovableClock(A_TUESDAY)
    return Services(
        store, loaded(SHIPPED), DUTY, clock, telegram=settings, public_url=public_url, lease=lease
    )


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@dataclass
class Served:
    """A service that runs."""

    service: Runner
    address: str
    stop: asyncio.Event


@asynccontextmanager
async def served(services: Services, port: int = 0) -> AsyncIterator[Served]:
    """Run services until the block ends; what goes wrong in it is raised at the end."""
    stop = asyncio.Event()
    addresses: asyncio.Queue[str] = asyncio.Queue()
    service = Runner(services)
    running = asyncio.create_task(service.run("127.0.0.1", port, stop, addresses.put_nowait))
    ready = asyncio.create_task(addresses.get())
    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        ready.cancel()
        await running
    try:
        yield Served(service, await ready, stop)
    finally:
        stop.set()
        await running
