"""What comes from Telegram: each update is stored before anybody is told that it arrived."""

import asyncio
import logging
from datetime import datetime
from typing import Any, Protocol

from telegram import Update
from telegram.ext import CallbackContext, TypeHandler

from bot import journal
from bot.channels.telegram.channel import Courtesies
from bot.channels.telegram.door import TelegramApplication
from bot.channels.telegram.incoming import incoming_of, is_private
from bot.clock import Clock
from bot.errors import BotError
from bot.messages import Incoming
from storage.errors import StorageError

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]


class Receiver(Protocol):
    """The dialogue, as far as Telegram needs it."""

    def receive(self, incoming: Incoming, now: datetime) -> object:
        """Handle one update in one committed transaction; raises StorageError where it cannot."""
        ...


class NotStoredError(BotError):
    """An update is neither stored nor set aside: it must come again."""


class Reception:
    """Passes updates through the application to the dialogue, one thread each."""

    def __init__(
        self,
        application: TelegramApplication,
        receiver: Receiver,
        clock: Clock,
        courtesies: Courtesies,
    ) -> None:
        self._application = application
        self._receiver = receiver
        self._clock = clock
        self._courtesies = courtesies
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
            where = journal.places(fault)
            log.error("update %s is not stored: %s at %s", number, type(fault).__name__, where)
        raise NotStoredError from fault

    async def _handle(self, update: Update, _context: Context) -> None:
        incoming = incoming_of(update)
        if incoming is not None:
            now = self._clock.now()
            await asyncio.to_thread(self._receiver.receive, incoming, now)
            self._told.discard(incoming.address)
        elif update.effective_chat is not None and not is_private(update.effective_chat):
            self._courtesies.leave(update)
        self._courtesies.tapped(update)
        self._done.add(update.update_id)

    async def _note(self, update: object, context: Context) -> None:
        if isinstance(update, Update) and context.error is not None:
            self._faults[update.update_id] = context.error

    def _tell(self, update: Update) -> None:
        chat = update.effective_chat
        if chat is not None and str(chat.id) not in self._told:
            self._told.add(str(chat.id))
            self._courtesies.say_unreachable(str(chat.id))
