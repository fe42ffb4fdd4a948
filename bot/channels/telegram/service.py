"""Telegram by polling or by webhook: always commit before acknowledging (at-least-once).

Why: docs/decisions/0005-commit-before-acknowledging.md.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from hmac import compare_digest

from telegram import Update
from telegram.error import Conflict, TelegramError

from bot.backoff import Backoff, set_within, unless
from bot.channels.telegram.application import build_application
from bot.channels.telegram.channel import TelegramChannel, seconds_to_wait
from bot.channels.telegram.handler import BestEffort, NotStoredError, UpdateHandler
from bot.channels.telegram.parsing import (
    Received,
    beyond_reading,
    captions_first,
    last_number,
    received_all,
    received_body,
)
from bot.channels.telegram.settings import TelegramSettings
from bot.channels.telegram.updates import KINDS
from bot.clock import Clock
from bot.errors import BotError
from bot.messages import UpdateReceiver

log = logging.getLogger(__name__)

_POLL_SECONDS = 50
_MOST_UPDATES = 100
_POSTED_WITHIN_SECONDS = 0.5
_UNCONFIRMED_SECONDS = 1.0
_OK, _UNAUTHORIZED, _UNAVAILABLE = 200, 401, 503


class _UnreadAnswerError(BotError):
    """An answer is no JSON: one of the updates in it hides all others."""


class Telegram:
    """One bot: what it receives goes to `receiver`, what it sends comes through `channel`."""

    def __init__(self, telegram: TelegramSettings, receiver: UpdateReceiver, clock: Clock) -> None:
        self._settings = telegram
        self._application, self._asking = build_application(telegram.token, telegram.api_url)
        bot, limiter = self._application.bot, telegram.limiter
        self._best_effort = BestEffort(bot, limiter)
        self._handler = UpdateHandler(
            self._application, receiver, clock, self._best_effort, telegram.duty
        )
        self._open = False
        self.caught_up: Callable[[], None] = lambda: None
        self._last: int | None = None
        self.channel = TelegramChannel(bot, limiter, telegram.pages)

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until `stop` is set and finish the update in hand; no outage ends it."""
        try:
            if await self._persist(stop, "Telegram cannot be used", self._application.initialize):
                self._open = True
                self._best_effort.show_commands()
                await self._receive(stop)
        finally:
            self._open = False
            await self._best_effort.end()

    async def close(self) -> None:
        """Give back the connections; nothing can be sent any more."""
        await self._application.shutdown()

    async def handle_webhook(self, body: bytes, secret: str) -> int:
        """Return the status for one posted update: 200 only once it is stored.

        401 for another secret, 503 where it must be posted again. What cannot be read but comes
        with the secret is Telegram's too: it is set aside, and 200.
        """
        hook = self._settings.webhook
        if hook is None or not compare_digest(secret.encode(), hook.secret.encode()):
            return _UNAUTHORIZED
        if not self._open:
            return _UNAVAILABLE
        received = received_body(body, self._application.bot)
        try:
            for update in await self._handler.admit([received]):
                await self._handler.take(update)
        except NotStoredError as fault:
            log.warning("update %s waits: %s", received.number, type(fault.__cause__).__name__)
            return _UNAVAILABLE
        return _OK

    async def _receive(self, stop: asyncio.Event) -> None:
        hook, bot = self._settings.webhook, self._application.bot
        if hook is None:
            await self._poll(stop)
            return

        async def set_webhook() -> object:
            return await bot.set_webhook(
                hook.url, secret_token=hook.secret, allowed_updates=list(KINDS)
            )

        await self._persist(stop, "the webhook cannot be set", set_webhook)
        # Telegram posts at once what waits; nothing says when that was all.
        await set_within(stop, _POSTED_WITHIN_SECONDS)
        self.caught_up()
        await stop.wait()

    async def _poll(self, stop: asyncio.Event) -> None:
        """Ask for updates; the offset moves past one only after it is stored.

        The next question after that confirms it, and needs no offset itself: after a quiet week
        Telegram's numbers may be lower than before.
        """
        offset: int | None = None
        backoff, most = Backoff("Telegram cannot be polled"), _MOST_UPDATES
        while not stop.is_set():
            try:
                updates = await unless(stop, partial(self._ask, offset, most))
            except _UnreadAnswerError:
                most = 1
                continue
            except TelegramError as fault:
                if isinstance(fault, Conflict):
                    await self._end_webhook()
                await set_within(stop, backoff.failed(fault, seconds_to_wait(fault)))
                continue
            backoff.worked()
            most = _MOST_UPDATES
            offset = await self._take_all(stop, updates or [])
            self.caught_up()

    async def _take_all(self, stop: asyncio.Event, updates: Sequence[Received]) -> int | None:
        """Store updates that came together; return the offset that confirms them, if any does."""
        for update in await self._handler.admit(captions_first(updates)):
            if not await self._persist(
                stop, "an update waits", partial(self._handler.take, update)
            ):
                return None
        last = last_number(updates)
        if updates and (last is None or last == self._last):
            # Nothing confirms them, so they come again at once, until one with a number follows.
            await set_within(stop, _UNCONFIRMED_SECONDS)
        self._last = last
        return None if last is None else last + 1

    async def _ask(self, offset: int | None, most: int) -> list[Received]:
        """Return the next updates, `most` at most.

        Raises _UnreadAnswerError where one of several hides all others, and TelegramError.
        """
        bot, asking = self._application.bot, self._asking
        asking.payload = b""
        parsed: tuple[Update, ...] = ()
        try:
            parsed = await bot.get_updates(
                offset=offset, limit=most, timeout=_POLL_SECONDS, allowed_updates=KINDS
            )
        except TelegramError as fault:
            first = beyond_reading(asking.payload)
            if first is None:
                raise
            if most > 1:
                raise _UnreadAnswerError from fault
            return [first]
        except Exception as fault:  # noqa: BLE001 - the library reads all of it or nothing
            log.warning("an answer was not read as a whole: %s", type(fault).__name__)
        return received_all(asking.payload, bot, parsed)

    async def _end_webhook(self) -> None:
        """End a webhook set in another mode; what waits there waits on."""
        try:
            if (await self._application.bot.get_webhook_info()).url:
                await self._application.bot.delete_webhook()
        except TelegramError:
            return

    async def _persist(
        self, stop: asyncio.Event, what: str, work: Callable[[], Awaitable[object]]
    ) -> bool:
        """Do `work` until it succeeds; return whether it did before `stop` was set."""
        backoff = Backoff(what)
        while not stop.is_set():
            try:
                await work()
            except (TelegramError, NotStoredError) as fault:
                await set_within(stop, backoff.failed(fault, seconds_to_wait(fault)))
            else:
                backoff.worked()
                return True
        return False
