"""Sending to Telegram: what the outbox hands over, and courtesies that may as well fail."""

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress

from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.error import BadRequest, TelegramError

from bot.channels.telegram.faults import delivery_error
from bot.channels.telegram.incoming import CHANNEL
from bot.channels.telegram.pace import Pace
from bot.channels.telegram.texts import pieces
from bot.messages import Button, Outgoing
from prompts.phrases import phrase, phrases


class TelegramChannel:
    """The channel that the outbox sends through."""

    name = CHANNEL

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    async def send(self, address: str, message: Outgoing) -> str | None:
        """Send one message, a long one as several; return the id of the last.

        Raises DeliveryError.
        """
        try:
            if message.deletes is None:
                return await self._send(address, message)
            await self._take_away(address, message.deletes)
        except TelegramError as fault:
            raise delivery_error(fault) from fault
        return None

    async def _send(self, address: str, message: Outgoing) -> str | None:
        # Half of a surrogate pair is no text to Telegram.
        *first, last = pieces(message.text.encode(errors="replace").decode())
        for piece in first:
            await self._pace.room(address)
            await say(self._bot, address, piece)
        await self._pace.room(address)
        sent = await say(self._bot, address, last, message.buttons)
        return str(sent.message_id)

    async def _take_away(self, address: str, message_id: str) -> None:
        # Gone already, or older than the 48 hours in which a bot may: there is no more to do.
        with suppress(BadRequest):
            await self._bot.delete_message(address, int(message_id))


async def say(bot: Bot, address: str, text: str, rows: Sequence[Sequence[Button]] = ()) -> Message:
    """Send one text, which can be neither forwarded nor saved and shows no preview of a link."""
    return await bot.send_message(
        address,
        text,
        reply_markup=keyboard(rows),
        protect_content=True,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return rows of buttons as Telegram takes them; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in rows]
    )


class Courtesies:
    """Small things done beside the conversation; each may fail, and none holds anything up."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
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
        if message is None or data.startswith("!") or not self._pace.spare(str(message.chat.id)):
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

    def say_unreachable(self, chat_id: str) -> None:
        """Tell a chat that the records cannot be reached, and that what it sent is not lost."""
        if self._pace.spare(chat_id):
            self._begin(say(self._bot, chat_id, phrase("telegram.unreachable")))

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
