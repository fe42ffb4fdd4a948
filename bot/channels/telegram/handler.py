"""Handles updates: commit before acknowledging; courtesies beside that are best effort."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import TelegramError
from telegram.ext import CallbackContext, TypeHandler

from bot import logs
from bot.channels.telegram.application import TelegramApplication
from bot.channels.telegram.channel import say
from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.updates import incoming_of, is_private
from bot.clock import Clock
from bot.conversations import tonight
from bot.errors import BotError
from bot.messages import Receiver
from bot.update import DutyNumbers
from prompts.phrases import phrase, phrases
from prompts.spoken_words import Meaning, meaning_of
from storage.errors import StorageError

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]


class NotStoredError(BotError):
    """An update is neither stored nor set aside: it must come again."""


class UpdateHandler:
    """Passes updates through the application to the dialogue, one thread each."""

    def __init__(
        self,
        application: TelegramApplication,
        receiver: Receiver,
        clock: Clock,
        best_effort: "BestEffort",
        duty: DutyNumbers,
    ) -> None:
        self._duty = duty
        self._application = application
        self._receiver = receiver
        self._clock = clock
        self._best_effort = best_effort
        self._done: set[int] = set()
        self._faults: dict[int, Exception] = {}
        self._told: set[str] = set()
        application.add_handler(TypeHandler(Update, self._handle))
        application.add_error_handler(self._note)

    async def take(self, update: Update) -> None:
        """Return once an update is stored, or needs no storing.

        Raises NotStoredError where the records cannot be reached: nothing is stored then, the chat
        is told once, and the update must come again.
        """
        number = update.update_id
        await self._application.process_update(update)
        fault = self._faults.pop(number, None)
        if number in self._done:
            self._done.discard(number)
            return
        self._tell(update)
        if fault is not None and not isinstance(fault, StorageError):
            logs.log_fault(log, f"update {number} is not stored", fault)
        raise NotStoredError from fault

    async def _handle(self, update: Update, _context: Context) -> None:
        incoming = incoming_of(update)
        if incoming is not None:
            now = self._clock.now()
            await asyncio.to_thread(self._receiver.receive, incoming, now)
            self._told -= {incoming.address, f"{incoming.address} {update.update_id}"}
        elif _is_said_in_a_group(update):
            self._best_effort.leave(update)
        self._best_effort.tapped(update)
        self._done.add(update.update_id)

    async def _note(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._faults[update.update_id] = context.error

    def _tell(self, update: Update) -> None:
        chat = update.effective_chat
        if chat is None:
            return
        # Once a chat, but whoever asks for the number is told it each time they ask.
        told = f"{chat.id} {update.update_id}" if _asks_tonight(update) else str(chat.id)
        if told in self._told:
            return
        self._told.add(told)
        ring = tonight.from_settings(self._duty, self._clock.now())
        self._best_effort.say_unreachable(str(chat.id), ring)


def _asks_tonight(update: Update) -> bool:
    incoming = incoming_of(update)
    if incoming is None:
        return False
    said = incoming.button or incoming.text or ""
    return said.split("@")[0] in {"!now", "/now"} or meaning_of(said) is Meaning.TONIGHT


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

    def tapped(self, update: Update) -> None:
        """End the waiting that a tap shows, and take the used buttons away.

        Buttons that give a command stay: they work again. The others have answered; where the
        limits leave no room they stay too, and say so when they are tapped.
        """
        query = update.callback_query
        if query is None:
            return
        self._begin(self._bot.answer_callback_query(query.id))
        message, data = query.message, query.data or ""
        if (
            message is None
            or data.startswith("!")
            or not self._limiter.try_take(str(message.chat.id))
        ):
            return
        self._begin(self._bot.edit_message_reply_markup(message.chat.id, message.message_id))

    def leave(self, update: Update) -> None:
        """Leave a group, saying why: what is said in a group is not for a bot to read."""
        chat = update.effective_chat
        if chat is not None:
            self._begin(self._leave(chat.id))

    async def _leave(self, chat_id: int) -> None:
        with suppress(TelegramError):
            await say(self._bot, str(chat_id), phrase("telegram.group"))
        await self._bot.leave_chat(chat_id)

    def say_unreachable(self, chat_id: str, ring: str) -> None:
        """Tell a chat that the records cannot be reached and nothing is lost, and whom to ring."""
        if self._limiter.try_take(chat_id):
            self._begin(say(self._bot, chat_id, f"{phrase('telegram.unreachable')}\n{ring}"))

    def show_commands(self) -> None:
        """Let Telegram's menu list the commands."""
        listed = [BotCommand(name, what) for name, what in phrases("telegram.commands").items()]
        self._begin(self._bot.set_my_commands(listed))

    async def end(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self, call: Awaitable[object]) -> None:
        async def attempt() -> None:
            with suppress(TelegramError):
                await call

        task = asyncio.ensure_future(attempt())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
