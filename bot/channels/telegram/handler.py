"""Handles updates: commit before acknowledging; courtesies beside that are best effort."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext, TypeHandler

from bot import logs
from bot.channels.telegram.application import TelegramApplication
from bot.channels.telegram.channel import say
from bot.channels.telegram.parsing import Received
from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.strangers import StrangerBudget
from bot.channels.telegram.updates import CHANNEL, UnmappedError, is_private
from bot.clock import Clock
from bot.conversations import tonight
from bot.errors import BotError
from bot.messages import Arrival, Incoming, Precedence, Unread, UpdateReceiver
from bot.update import DutyNumbers
from prompts.phrases import phrase, phrases
from prompts.spoken_words import Meaning, meaning_of
from storage.errors import StorageError

log = logging.getLogger(__name__)

_MOST_GROUPS = 100
_LEAVES_AGAIN_AFTER = 600.0
Context = CallbackContext[Any, Any, Any, Any]


class NotStoredError(BotError):
    """An update is neither stored nor set aside: it must come again."""


@dataclass
class _Turn:
    """One update on its way through the application."""

    received: Received
    done: bool = False
    fault: Exception | None = None


class UpdateHandler:
    """Passes updates through the application to the dialogue, one thread each."""

    def __init__(
        self,
        application: TelegramApplication,
        receiver: UpdateReceiver,
        clock: Clock,
        best_effort: "BestEffort",
        duty: DutyNumbers,
    ) -> None:
        self._duty = duty
        self._application = application
        self._receiver = receiver
        self._clock = clock
        self._best_effort = best_effort
        self._turns: dict[int, _Turn] = {}
        self._told: set[str] = set()
        self._budget = StrangerBudget()
        application.add_handler(TypeHandler(Update, self._handle))
        application.add_error_handler(self._note)

    async def admit(self, updates: Sequence[Received]) -> list[Received]:
        """Return what is to be handled of updates that came together, in which order.

        Each chat keeps its order. Whose chat asks for the duty number comes first, then people who
        are enrolled, then strangers, as far as their budget goes: nothing of theirs is written
        before.
        """
        arrivals = [Arrival(u.address, _said(u.incoming)) for u in updates]
        try:
            found = await asyncio.to_thread(
                self._receiver.precedences, CHANNEL, arrivals, self._clock.now()
            )
        except Exception as fault:  # noqa: BLE001 - in order as they came, each by itself
            if not isinstance(fault, StorageError):
                logs.log_fault(log, "the order of updates is unknown", fault)
            return list(updates)
        of_chat: dict[str | None, Precedence] = {}
        for arrival, one in zip(arrivals, found, strict=True):
            of_chat[arrival.address] = min(one, of_chat.get(arrival.address, one))
        heard = [u for u, one in zip(updates, found, strict=True) if self._hears(u, one)]
        return sorted(heard, key=lambda update: of_chat[update.address])

    def _hears(self, update: Received, precedence: Precedence) -> bool:
        wants_in = precedence is Precedence.WANTS_IN
        if update.address is None or precedence < Precedence.WANTS_IN:
            return True
        return self._budget.allows(update.address, wants_in=wants_in)

    async def take(self, received: Received) -> None:
        """Return once an update is stored or set aside, or needs no storing.

        Raises NotStoredError where the records cannot be reached: nothing is stored then, the chat
        is told once, and the update must come again.
        """
        fault = await self._through_the_application(received)
        if fault is None:
            return
        if not isinstance(fault, StorageError):
            fault = await self._set_aside(received, fault)
        if fault is not None:
            self._tell(received)
            raise NotStoredError from fault

    async def _through_the_application(self, received: Received) -> Exception | None:
        """Return what kept an update from being handled; None where it was."""
        if received.update is None:
            return UnmappedError()
        turn = self._turns[id(received.update)] = _Turn(received)
        try:
            await self._application.process_update(received.update)
        except Exception as fault:  # noqa: BLE001 - whatever it was, it is of this one update
            return turn.fault or fault
        finally:
            del self._turns[id(received.update)]
        return turn.fault or (None if turn.done else UnmappedError())

    async def _handle(self, update: Update, _context: Context) -> None:
        turn = self._turns[id(update)]
        incoming = turn.received.incoming
        if incoming is not None:
            now = self._clock.now()
            await asyncio.to_thread(self._receiver.receive, incoming, now)
            self._told -= {incoming.address, f"{incoming.address} {update.update_id}"}
        turn.done = True
        self._best_effort.beside(update, handled=incoming is not None)

    async def _note(self, update: object, context: Context) -> None:
        if isinstance(context.error, Exception) and id(update) in self._turns:
            self._turns[id(update)].fault = context.error

    async def _set_aside(self, received: Received, why: Exception) -> Exception | None:
        """Keep an update that cannot be handled; return what hinders that, None where nothing."""
        if not isinstance(why, UnmappedError):
            logs.log_fault(log, f"update {received.number} cannot be handled", why)
        unread = Unread(CHANNEL, received.key, received.body, type(why).__name__, received.address)
        try:
            await asyncio.to_thread(self._receiver.set_aside, unread, self._clock.now())
        except Exception as fault:  # noqa: BLE001 - not kept is not acknowledged, whatever it was
            return fault
        log.warning("update %s could not be read and was set aside", received.number)
        return None

    def _tell(self, received: Received) -> None:
        chat = received.address
        if chat is None:
            return
        # Once a chat, but whoever asks for the number is told it each time they ask.
        told = f"{chat} {received.number}" if _asks_tonight(received.incoming) else chat
        if told in self._told:
            return
        self._told.add(told)
        ring = tonight.from_settings(self._duty, self._clock.now())
        self._best_effort.say_unreachable(chat, ring)


def _asks_tonight(incoming: Incoming | None) -> bool:
    if incoming is None:
        return False
    said = incoming.button or incoming.text or ""
    return said.split("@")[0] in {"!now", "/now"} or meaning_of(said) is Meaning.TONIGHT


def _said(incoming: Incoming | None) -> str | None:
    return None if incoming is None else incoming.text or incoming.button


def _is_said_in_a_group(update: Update) -> bool:
    # Leaving a group is an update of its own, from a group: it is no reason to leave it again.
    chat = update.effective_chat
    return chat is not None and not is_private(chat) and update.my_chat_member is None


class BestEffort:
    """Courtesies beside the conversation: each may fail, and none holds anything up."""

    def __init__(self, bot: Bot, limiter: RateLimiter) -> None:
        self._bot = bot
        self._limiter = limiter
        self._tasks: set[asyncio.Task[None]] = set()
        self._leaving: dict[int, float] = {}

    def beside(self, update: Update, *, handled: bool) -> None:
        """Do what politeness asks beside an update; nothing that goes wrong in it matters."""
        try:
            if not handled and _is_said_in_a_group(update):
                self.leave(update)
            self.tapped(update)
        except Exception as fault:  # noqa: BLE001 - the update itself is stored
            logs.log_fault(log, "a courtesy failed", fault)

    def tapped(self, update: Update) -> None:
        """End the waiting that a tap shows, and take the used buttons away.

        Buttons that give a command stay: they work again. The others have answered; where the
        limits leave no room they stay too, and say so when they are tapped.
        """
        query = update.callback_query
        if query is None:
            return
        self._begin(partial(self._bot.answer_callback_query, query.id))
        message, data = query.message, query.data or ""
        if (
            message is None
            or data.startswith("!")
            or not self._limiter.try_take(str(message.chat.id))
        ):
            return
        chat_id, used = message.chat.id, message.message_id
        self._begin(partial(self._bot.edit_message_reply_markup, chat_id, used))

    def leave(self, update: Update) -> None:
        """Leave a group, once, saying why: what is said in a group is not for a bot to read."""
        chat, now = update.effective_chat, time.monotonic()
        self._leaving = {c: at for c, at in self._leaving.items() if now - at < _LEAVES_AGAIN_AFTER}
        if chat is None or chat.id in self._leaving or len(self._leaving) >= _MOST_GROUPS:
            return
        self._leaving[chat.id] = now
        self._begin(partial(self._leave, chat.id))

    async def _leave(self, chat_id: int) -> None:
        with suppress(TelegramError):
            await self._limiter.wait(str(chat_id))
            await say(self._bot, str(chat_id), phrase("telegram.group"))
        await self._bot.leave_chat(chat_id)

    def say_unreachable(self, chat_id: str, ring: str) -> None:
        """Tell a chat that the records cannot be reached and nothing is lost, and whom to ring."""
        if self._limiter.try_take(chat_id):
            said = f"{phrase('telegram.unreachable')}\n{ring}"
            self._begin(partial(say, self._bot, chat_id, said))

    def show_commands(self) -> None:
        """Let Telegram's menu list the commands."""
        listed = [BotCommand(name, what) for name, what in phrases("telegram.commands").items()]
        self._begin(partial(self._bot.set_my_commands, listed))

    async def end(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, call: Callable[[], Awaitable[object]]) -> None:
        # It is called where it is awaited: one that is given up before its turn was never begun.
        async def attempt() -> None:
            with suppress(TelegramError):
                await call()

        task = asyncio.ensure_future(attempt())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
