"""Sending to Telegram: the channel of the outbox, and what an error means for a message."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.constants import MessageLimit
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.channels.telegram.rate_limit import RateLimiter
from bot.channels.telegram.requests import NotTelegramError
from bot.channels.telegram.splitting import pieces, units
from bot.channels.telegram.updates import CHANNEL
from bot.messages import Button, DeliveryError, Link, Outgoing, Picture, Shown

# A message on its way through one of these cannot have left.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_MOST_OF_A_CAPTION = int(MessageLimit.CAPTION_LENGTH)
# Telegram's own words for a chat that nothing reaches; any other refusal is of one message or a
# fault on the way.
_UNREACHABLE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot can't initiate conversation",
    "chat not found",
    "peer_id_invalid",
    "user not found",
    "input_user_deactivated",
)


class TelegramChannel:
    """The channel that the outbox sends through."""

    name = CHANNEL

    def __init__(self, bot: Bot, limiter: RateLimiter, pages: str | None = None) -> None:
        """Send through `bot`; `pages` is where people open the pages, None where nobody can."""
        self._bot = bot
        self._limiter = limiter
        self._pages = pages

    async def send(self, address: str, message: Outgoing) -> Shown:
        """Send one message, a long one as several; return how the last was shown.

        Raises DeliveryError.
        """
        try:
            if message.deletes is None:
                return await self._send(address, message)
            # Gone already, or older than the 48 hours in which a bot may: there is no more to do.
            with suppress(BadRequest):
                await self._bot.delete_message(address, int(message.deletes))
        except TelegramError as fault:
            raise delivery_error(fault) from fault
        return Shown()

    async def _send(self, address: str, message: Outgoing) -> Shown:
        # Half of a surrogate pair is no text to Telegram.
        text = "\n".join([message.text, *self._leads(message.links)])
        text = text.encode(errors="replace").decode()
        if message.picture is not None:
            whole = f"{text}\n{message.picture.words}"
            if units(whole) <= _MOST_OF_A_CAPTION:
                return await self._show(address, message, message.picture, whole, message.buttons)
            caption, *_ = pieces(message.picture.words, _MOST_OF_A_CAPTION)
            await self._show(address, message, message.picture, caption)
        *first, last = pieces(text)
        for piece in first:
            await self._make_room(address, message)
            await say(self._bot, address, piece)
        await self._make_room(address, message)
        sent = await say(self._bot, address, last, message.buttons)
        return Shown(str(sent.message_id), sent.date)

    async def _show(
        self,
        address: str,
        message: Outgoing,
        picture: Picture,
        caption: str,
        rows: Sequence[Sequence[Button]] = (),
    ) -> Shown:
        """Send a picture with its words under it: Telegram has no other place for these."""
        await self._make_room(address, message)
        sent = await self._bot.send_photo(
            address,
            picture.png,
            caption=caption,
            reply_markup=keyboard(rows),
            protect_content=True,
        )
        return Shown(str(sent.message_id), sent.date)

    async def _make_room(self, address: str, message: Outgoing) -> None:
        """Wait until Telegram's limits let a message go; what is urgent is counted and goes."""
        if message.urgent:
            self._limiter.reserve(address)
        else:
            await self._limiter.wait(address)

    def _leads(self, links: Sequence[Link]) -> list[str]:
        """Return the first page that a message leads to, as a line: addresses here are long."""
        pages = self._pages
        return [f"{link.label}: {pages.rstrip('/')}{link.path}" for link in links[:1] if pages]


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


def delivery_error(fault: TelegramError) -> DeliveryError:
    """Return what the outbox must know of `fault`: a reason of ours, never Telegram's words.

    A connection that breaks looks the same whether Telegram took the message or not.
    """
    match fault:
        case RetryAfter():
            seconds = seconds_to_wait(fault)
            return DeliveryError("too many messages", permanent=False, retry_after=seconds)
        case Forbidden() | BadRequest() | ChatMigrated():
            return _refused(fault)
        case InvalidToken():
            return DeliveryError("the bot's token is refused", permanent=False)
        case _ if _never_arrived(fault):
            return DeliveryError("Telegram cannot be reached", permanent=False)
        case _:
            return DeliveryError("the answer was lost", permanent=False, perhaps_sent=True)


def _refused(fault: TelegramError) -> DeliveryError:
    said = fault.message.casefold()
    if isinstance(fault, ChatMigrated) or any(words in said for words in _UNREACHABLE):
        return DeliveryError("blocked or left", permanent=True, gone=True)
    if isinstance(fault, Forbidden):
        return DeliveryError("refused for an unknown reason", permanent=False)
    return DeliveryError("Telegram refuses the message", permanent=True)


def _never_arrived(fault: TelegramError) -> bool:
    turned_back = isinstance(fault, NotTelegramError) and fault.refused
    return turned_back or isinstance(fault.__cause__, _NEVER_LEFT)


def seconds_to_wait(fault: Exception) -> float:
    """Return the seconds that Telegram asks to wait; 0 where it asks for none."""
    if not isinstance(fault, RetryAfter):
        return 0.0
    asked = fault.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
