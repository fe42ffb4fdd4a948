"""The demo in service: its folder, its council, its page of roles and everything else."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from bot.channels.web.server import listen
from bot.config import ServedSettings, load_served
from bot.demo.clockwork import Clockwork
from bot.demo.council import store_council
from bot.demo.folder import DemoFolder
from bot.demo.pages import ROLES, Part, roles_pages
from bot.demo.roster import council, ref_of
from bot.serving import Runner, Services, serve, telegram_settings
from bot.store import open_store
from bot.update import DutyNumbers
from prompts.loader import load_guides
from storage import people
from storage.session import Session, Store
from storage.tables import Person

DAY = date(2026, 11, 24)
"""The demo's day, unless another is asked for."""

# Numbers kept for drama (Ofcom): they reach nobody.
DUTY = DutyNumbers("01632 960 100", "01632 960 417")
HOST = "127.0.0.1"


@dataclass(frozen=True)
class Running:
    """A demo that answers: its address, whom to try, and their codes where there is a bot."""

    address: str
    people: Sequence[tuple[Person, str | None]]


def settings_of(folder: DemoFolder) -> ServedSettings:
    """Return the settings of a demo: its own folder, key and records, whatever else is set.

    Only how Telegram is reached comes from the environment.
    """
    return load_served(
        UNDERSTORY_DATA=folder.path,
        UNDERSTORY_KEY=folder.key,
        UNDERSTORY_KEY_FILE=None,
        DATABASE_URL=None,
        DUTY_PHONE=DUTY.office,
        DUTY_PHONE_OUT_OF_HOURS=DUTY.out_of_hours,
    )


def run(folder: DemoFolder, port: int, ready: Callable[[Running], None]) -> None:
    """Serve the demo until this process is told to stop; `ready` hears once it answers.

    Raises as bot.serving.serve and bot.store.open_store do.
    """
    # Making the council takes a while: a port that is in use is better known before.
    listen(HOST, port).close()
    settings = settings_of(folder)
    with closing(open_store(settings, serving=True)) as store:
        fill(store, folder.day)
        asyncio.run(_serve(settings, store, folder, port, ready))


def fill(store: Store, day: date) -> None:
    """Make the council, unless it is there."""
    with store.reading() as session:
        there = people.team_by_name(session, council()["council"]) is not None
    if not there:
        store_council(store, load_guides(), day)


def featured(session: Session) -> list[Part]:
    """Return whom one can be in the demo, and whom they do it with."""
    practitioner, supervisor, manager = _featured(session)
    return [
        Part(practitioner.id, supervisor.id),
        Part(supervisor.id, practitioner.id),
        Part(manager.id),
    ]


def _featured(session: Session) -> list[Person]:
    names = council()["featured"]
    refs = [ref_of(names[role]) for role in ("practitioner", "supervisor", "manager")]
    found = [people.person_by_ref(session, ref) for ref in refs]
    return [person for person in found if person is not None]


async def _serve(
    settings: ServedSettings,
    store: Store,
    folder: DemoFolder,
    port: int,
    ready: Callable[[Running], None],
) -> None:
    clock = folder.clock()
    services = Services(
        store,
        load_guides(),
        DUTY,
        clock=clock,
        telegram=telegram_settings(settings, store),
        public_url=settings.public_url,
        council=council()["council"],
        roles=ROLES,
    )
    service = Runner(services)
    clockwork = Clockwork(store, clock, service)
    clockwork.begin()
    with store.reading() as session:
        parts = featured(session)
    service.app.include_router(roles_pages(parts, clockwork))

    def answers(address: str) -> None:
        ready(Running(address, _with_codes(services)))

    await serve(service, HOST, port, answers)


def _with_codes(services: Services) -> list[tuple[Person, str | None]]:
    """Return whom to try; where there is a bot on Telegram, with a code that enrols them there."""
    if services.telegram is None:
        with services.store.reading() as session:
            return [(person, None) for person in _featured(session)]
    now = services.clock.now()
    with services.store.writing() as session:
        found = _featured(session)
        return [(person, people.make_code(session, person.id, now)) for person in found]
