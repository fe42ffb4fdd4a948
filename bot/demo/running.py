"""The demo in service: its folder, its council, its page of roles and everything else."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from bot.channels.web.server import PortInUseError, listen
from bot.config import ServedSettings, load, load_served
from bot.demo.clockwork import Clockwork
from bot.demo.council import Made, store_council
from bot.demo.files.folder import bring_in, write
from bot.demo.folder import DemoFolder, DemoFolderError
from bot.demo.pages import ROLES, Part, roles_pages
from bot.demo.roster import council, ref_of
from bot.errors import SettingsError
from bot.serving import Runner, Services, serve, telegram_settings
from bot.store import open_store
from bot.update import DutyNumbers
from practice.registration import CPD_PIECES
from prompts.loader import shipped
from reports.all_guides import all_guides
from storage import codes, people
from storage.cipher import make_key
from storage.imports import known_teams
from storage.session import Session, Store
from storage.tables import Person

DAY = date(2026, 11, 24)
"""The demo's day, unless another is asked for."""

# Numbers kept for drama (Ofcom): they reach nobody.
DUTY = DutyNumbers("01632 960 100", "01632 960 417")
HOST = "127.0.0.1"
_ROLES = ("practitioner", "supervisor", "manager", "practice_lead", "director")
_TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - the name of a setting
_SAME_BOT = (
    "DEMO_TELEGRAM_BOT_TOKEN is of the bot in TELEGRAM_BOT_TOKEN, so the demo would take its "
    "messages. Nothing was started. Make another bot for the demo, or leave it out."
)


@dataclass(frozen=True)
class Running:
    """A demo that answers: its address, whom to try, and their codes where there is a bot."""

    address: str
    people: Sequence[tuple[Person, str | None]]


def may_start(path: Path, port: int) -> None:
    """Raise what keeps a demo from being served, before its folder is made or begun anew.

    PortInUseError and ListenError of its port, SettingsError of its settings.
    """
    try:
        listen(HOST, port).close()
    except PortInUseError as fault:
        raise PortInUseError(
            f"Port {port} is in use by another program. Nothing was started or changed. If that "
            f"is a demo, open http://{HOST}:{port}; if not, choose another port with --port."
        ) from fault
    _settings(path, make_key())


def settings_of(folder: DemoFolder) -> ServedSettings:
    """Return the settings of a demo: its own folder, key, records and bot, whatever else is set.

    Only its bot's token and the server of Telegram come from the environment. Raises SettingsError
    where its bot is the one that is served: it would take the messages of real people.
    """
    return _settings(folder.path, folder.key)


def _settings(path: Path, key: str) -> ServedSettings:
    given = load()
    token = given.demo_telegram_bot_token
    if token and _bot_of(token) == _bot_of(given.telegram_bot_token):
        raise SettingsError([_SAME_BOT])
    try:
        return load_served(
            UNDERSTORY_DATA=path,
            UNDERSTORY_KEY=key,
            UNDERSTORY_KEY_FILE=None,
            DATABASE_URL=None,
            TELEGRAM_BOT_TOKEN=token,
            PUBLIC_URL=None,
            UPDATE_MODE="polling",
            CONTENT="chat",
            TIMEZONE="Europe/London",
            CPD_PIECES=CPD_PIECES,
            DUTY_PHONE=DUTY.office,
            DUTY_PHONE_OUT_OF_HOURS=DUTY.out_of_hours,
        )
    except SettingsError as fault:
        named = [f"DEMO_{line}" if line.startswith(_TOKEN) else line for line in fault.faults]
        raise SettingsError(named) from fault


def _bot_of(token: str | None) -> str:
    """Return the bot's own number, which a new token of it keeps."""
    return (token or "").partition(":")[0]


def run(folder: DemoFolder, port: int, ready: Callable[[Running], None], made: Made) -> None:
    """Serve the demo until this process is told to stop; `ready` hears once it answers.

    `made` hears how much of its council is made, where that is not there yet.

    Raises as bot.serving.serve and bot.store.open_store do.
    """
    settings = settings_of(folder)
    with closing(open_store(settings, serving=True)) as store:
        fill(store, folder, made)
        asyncio.run(_serve(settings, store, folder, port, ready))


def fill(store: Store, folder: DemoFolder, made: Made) -> None:
    """Make the council, unless it is there, and bring in its own files, unless they were.

    Raises DemoFolderError where there are teams of another: nothing invented joins real records.
    """
    with store.reading() as session:
        teams = known_teams(session)
    if teams and council()["council"] not in teams:
        raise DemoFolderError(
            "The records in this folder are not the demo's. Nothing was changed. "
            "Choose another with --folder."
        )
    if not teams:
        store_council(store, shipped(), folder.day, made)
    write(store, folder.path, folder.day)
    bring_in(store, folder.path, folder.day, folder.clock().now())


def featured(session: Session) -> list[Part]:
    """Return whom one can be in the demo, and whom they do it with."""
    practitioner, supervisor, *others, director = _featured(session)
    return [
        Part(practitioner.id, supervisor.id),
        Part(supervisor.id, practitioner.id),
        *(Part(person.id) for person in others),
        Part(director.id, is_of_all=True),
    ]


def _featured(session: Session) -> list[Person]:
    names = council()["featured"]
    refs = [ref_of(names[role]) for role in _ROLES]
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
        all_guides(store, settings.folder),
        DUTY,
        clock=clock,
        telegram=telegram_settings(settings, store),
        public_url=settings.public_url,
        council=council()["council"],
        folder=settings.folder,
        roles=ROLES,
    )
    service = Runner(services)
    files = partial(bring_in, store, folder.path, folder.day)
    clockwork = Clockwork(store, clock, service, files)
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
        return [(person, codes.make_code(session, person.id, now)) for person in found]
