"""The composition root: everything that runs, wired together in one place."""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot import departures, memory, threads, undelivered
from bot.channels.telegram.settings import TelegramSettings, webhook_of
from bot.channels.web import server
from bot.channels.web.app import create_app, reopen
from bot.channels.web.channel import WEB, WebChannel
from bot.channels.web.context import WebContext
from bot.clock import DEMO_FILE, Clock
from bot.config import ServedSettings
from bot.delivery import LEASE, Delivery
from bot.dialogue import Dialogue
from bot.errors import SettingsError
from bot.evidence_reader import EvidenceReader
from bot.messages import Channel
from bot.notifying import NotifyingDialogue
from bot.parts import Parts
from bot.reminder_ticks import ReminderTicks
from bot.scheduler import Scheduler
from bot.store import open_store
from bot.update import DutyNumbers
from practice.registration import CPD_PIECES
from practice.supervision import OURS, DepthPolicy
from prompts.loader import Guides, shipped
from reports.all_guides import all_guides, note_guides
from storage.clock_jumps import warn_of_rows_dated_ahead
from storage.errors import StorageError
from storage.session import Store

if TYPE_CHECKING:
    from bot.channels.telegram.service import Telegram

log = logging.getLogger(__name__)

_INVENTED = (
    "UNDERSTORY_DATA is the demo's folder, and its people are invented. Nothing was started. "
    "Set another folder, or leave out TELEGRAM_BOT_TOKEN and PUBLIC_URL."
)
_TICKING = "ticking"


@dataclass(frozen=True)
class Services:
    """What is served, and how. `council` names it on its pages; `roles` is the demo's first page.

    `telegram` is None where there is no bot on Telegram. `lease` is Delivery's. `folder` is the
    data's, in which a council's own guides lie.
    """

    store: Store
    guides: Guides
    duty: DutyNumbers
    clock: Clock = field(default_factory=Clock)
    telegram: TelegramSettings | None = None
    public_url: str | None = None
    council: str | None = None
    roles: str | None = None
    lease: timedelta = LEASE
    reader: EvidenceReader = field(default_factory=EvidenceReader)
    folder: Path | None = None
    cpd_pieces: int = CPD_PIECES
    depth: DepthPolicy = OURS


def open_services(settings: ServedSettings) -> Services:
    """Return what the settings say is to be served, its records open and up to date.

    Raises SettingsError, FolderError, a StorageError or BrokenGuideError where it cannot be.
    """
    _refuse_demo(settings)
    shipped()
    duty = DutyNumbers(settings.duty_phone, settings.duty_phone_out_of_hours)
    store = open_store(settings, serving=True)
    guides = all_guides(store, settings.folder)
    telegram = telegram_settings(settings, store)
    return Services(
        store,
        guides,
        duty,
        telegram=telegram,
        public_url=settings.public_url,
        folder=settings.folder,
        cpd_pieces=settings.cpd_pieces,
        depth=DepthPolicy(settings.depth_every, settings.depth_weeks),
    )


def _refuse_demo(settings: ServedSettings) -> None:
    is_for_real_people = settings.telegram_bot_token or settings.public_url
    if is_for_real_people and (settings.folder / DEMO_FILE).exists():
        raise SettingsError([_INVENTED])


def telegram_settings(settings: ServedSettings, store: Store) -> TelegramSettings | None:
    """Return how Telegram is reached; None where no token is set."""
    if not settings.telegram_bot_token:
        return None
    hook = None
    if settings.update_mode == "webhook":
        hook = webhook_of(settings.public_url or "", store.cipher)
    token, api_url = settings.telegram_bot_token, settings.telegram_api_url
    duty = DutyNumbers(settings.duty_phone, settings.duty_phone_out_of_hours)
    return TelegramSettings(token, api_url, hook, pages=settings.public_url, duty=duty)


class Runner:
    """Runs the services. Raises GuideChangedError where a used guide reads differently now.

    `app` is the web application, to which the demo adds its pages.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        note_guides(services.store, services.guides, services.clock.now())
        warn_of_rows_dated_ahead(services.store, services.clock.now())
        channels: dict[str, Channel] = {WEB: WebChannel()}
        self._parts = Parts()
        self._reminders = ReminderTicks()
        catches_up = services.telegram is not None
        self._delivery = Delivery(
            services.store, channels, services.clock, services.lease, catches_up=catches_up
        )
        self.dialogue = NotifyingDialogue(
            Dialogue(
                services.store, services.guides, services.duty, services.reader, services.depth
            ),
            self._delivery,
        )
        self._telegram = self._opened_telegram()
        if self._telegram is not None:
            self._telegram.caught_up = self._delivery.caught_up
            channels[self._telegram.channel.name] = self._telegram.channel
        self.app = create_app(self._web_context())

    def _opened_telegram(self) -> "Telegram | None":
        if self._services.telegram is None:
            return None
        # Its library is a third of all there is to load, and not everybody has a bot.
        from bot.channels.telegram.service import Telegram  # noqa: PLC0415

        return Telegram(self._services.telegram, self.dialogue, self._services.clock)

    def _web_context(self) -> WebContext:
        services = self._services
        return WebContext(
            store=services.store,
            dialogue=self.dialogue,
            clock=services.clock,
            deliver_now=self._delivery.deliver_now,
            guides=services.guides,
            council=services.council,
            public_url=services.public_url,
            webhook=self._telegram.handle_webhook if self._telegram else None,
            roles=services.roles,
            reader_trouble=services.reader.trouble,
            reader=services.reader,
            folder=services.folder,
            duty=services.duty,
            cpd_pieces=services.cpd_pieces,
            parts_down=self._parts.down,
        )

    async def tick(self) -> None:
        """Make the reminders that are due by now, and send what is due."""
        try:
            for tick in (departures.tick, self._reminders, undelivered.tick):
                await asyncio.to_thread(tick, self._services.store, self._services.clock.now())
        except StorageError as fault:
            log.warning("nothing was looked up for reminders: %s", type(fault).__name__)
        self._delivery.deliver_now()
        await asyncio.to_thread(memory.give_back)

    async def _tick_noted(self) -> None:
        try:
            await self.tick()
        except Exception:
            self._parts.fell(_TICKING)
            raise
        self._parts.works(_TICKING)

    async def run(
        self, host: str, port: int, stop: asyncio.Event, ready: Callable[[str], None] | None = None
    ) -> None:
        """Serve until `stop` is set; `ready` is given the address once it answers.

        Nothing else begins before the server listens. A part that breaks later is begun again, and
        the others go on. Raises PortInUseError or ListenError.
        """
        threads.take_short_turns()
        addresses: list[str] = []
        listening = asyncio.Event()

        def listens(address: str) -> None:
            addresses.append(address)
            listening.set()
            if ready is not None:
                ready(address)

        web = asyncio.create_task(server.serve(self.app, host, port, listens, stop))
        begun = asyncio.create_task(listening.wait())
        await asyncio.wait({web, begun}, return_when=asyncio.FIRST_COMPLETED)
        begun.cancel()
        if not addresses:
            await web
            return
        port = urlsplit(addresses[0]).port or port
        await self._run_parts(lambda: self._serve_again(host, port, stop), web, stop)

    async def _serve_again(self, host: str, port: int, stop: asyncio.Event) -> None:
        reopen(self.app)
        await server.serve(self.app, host, port, None, stop)

    async def _run_parts(
        self,
        serve_again: Callable[[], Awaitable[None]],
        web: "asyncio.Task[None]",
        stop: asyncio.Event,
    ) -> None:
        """Run all parts until `stop` is set; what is received last is still delivered."""
        self._warn()
        received = asyncio.Event()
        begun = [web]

        async def serve_web() -> None:
            await (begun.pop() if begun else serve_again())

        keep = self._parts.keep_running
        receiving = [
            keep("web", serve_web, stop),
            keep(_TICKING, lambda: self._tick_on(stop), stop),
        ]
        if self._telegram is not None:
            telegram = self._telegram
            receiving.append(keep("telegram", lambda: telegram.run(stop), stop))
        delivering = asyncio.create_task(keep("delivery", self._delivery.run, received))
        try:
            await asyncio.gather(*receiving)
        finally:
            stop.set()
            received.set()
            self._delivery.stop()
            await delivering
            await asyncio.to_thread(self._services.reader.close)
            if self._telegram is not None:
                await self._telegram.close()

    async def _tick_on(self, stop: asyncio.Event) -> None:
        """Tick at once and then each minute, until `stop` is set."""
        self._reminders.begin()
        scheduler = Scheduler(self._tick_noted)
        first = asyncio.create_task(self._tick_noted())
        scheduler.start()
        try:
            await stop.wait()
        finally:
            self._reminders.end()
            scheduler.stop()
            await asyncio.gather(first, return_exceptions=True)

    def _warn(self) -> None:
        for fault in self._services.guides.faults:
            log.warning("a guide of the council's is left out: %s", fault)
        duty = self._services.duty
        if duty.office is None or duty.out_of_hours is None:
            log.warning(
                "a duty number is missing: people are told 999 and the switchboard instead; "
                "set DUTY_PHONE and DUTY_PHONE_OUT_OF_HOURS"
            )


async def serve(
    runner: Runner, host: str, port: int, ready: Callable[[str], None] | None = None
) -> None:
    """Run until this process is told to end (SIGTERM or SIGINT).

    Told once is enough: told again, by a terminal and whatever runs it, it still closes the records
    in peace. So signals are ignored from then on.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        await runner.run(host, port, stop, ready)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
            signal.signal(number, signal.SIG_IGN)
