"""Telegram's updates: from JSON to python-telegram-bot's types, and from those to `Incoming`.

A council's own Bot API server may be older or newer than the library, which then refuses an
update, and with it all that came in the same answer. Nobody's message may be lost by that: what
the library cannot read is read as far as it goes.
"""

import logging
from functools import partial
from typing import Any

from telegram import Bot, Chat, Message, Update
from telegram.ext import filters
from telegram.request import HTTPXRequest, RequestData
from typing_extensions import override

from bot.messages import Incoming

log = logging.getLogger(__name__)

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query")
"""The kinds of update that Telegram is asked for."""

# What a message may hold instead of words, and what errors.toml calls it. A moving picture is a
# file to Telegram as well, and a venue a place, so the file stands last.
_UNREADABLE = {
    "photo": "photo",
    "live_photo": "photo",
    "voice": "voice",
    "audio": "voice",
    "sticker": "sticker",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "location": "location",
    "contact": "contact",
    "document": "document",
}
UNREAD = (TypeError, ValueError, KeyError, AttributeError)
_OF_A_MESSAGE = ("message_id", "date", "text")
_OF_A_CHAT = ("id", "type")
_OF_A_TAP = ("id", "chat_instance", "data")
_OF_A_SENDER = ("id", "is_bot", "first_name")


def incoming_of(update: Update) -> Incoming | None:
    """Return what a person did in a private chat; None where there is nothing to handle.

    Nothing is: whatever is not from a private chat, what Telegram itself wrote there ("pinned a
    message"), an edit that changed no words.
    """
    query, edited, sent = update.callback_query, update.edited_message, update.message
    message = query.message if query is not None else edited or sent
    if message is None or not is_private(message.chat):
        return None
    done = partial(
        Incoming,
        CHANNEL,
        str(message.chat.id),
        str(update.update_id),
        source=str(message.message_id),
    )
    if query is not None:
        return done(button=query.data) if query.data is not None else None
    if edited is not None:
        done = partial(done, written_at=edited.date)
        return done(text=edited.text, amends=True) if edited.text is not None else None
    if sent is None or filters.StatusUpdate.ALL.check_update(update):
        return None
    done = partial(done, written_at=sent.date, replies_to=_replied_to(sent))
    return done(text=sent.text) if sent.text is not None else done(unreadable=_kind(sent))


def _replied_to(message: Message) -> str | None:
    replied = message.reply_to_message
    return str(replied.message_id) if replied is not None else None


def is_private(chat: Chat) -> bool:
    """Say whether a chat is one person's alone with the bot."""
    return chat.type == Chat.PRIVATE


def _kind(message: Message) -> str:
    held = (kind for name, kind in _UNREADABLE.items() if getattr(message, name, None))
    return next(held, "other")


class KeepingRequest(HTTPXRequest):
    """Asks for updates, and keeps the last answer as it came."""

    __slots__ = ("_payload",)
    _payload: bytes

    @override
    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *args: Any,
        **named: Any,
    ) -> tuple[int, bytes]:
        """Return the status and the body of one call."""
        self._payload = b"{}"
        code, self._payload = await super().do_request(url, method, request_data, *args, **named)
        return code, self._payload

    def received(self) -> list[object]:
        """Return the updates of the last answer, unread."""
        result = self.parse_json_payload(self._payload).get("result")
        return result if isinstance(result, list) else []


def read_updates(received: list[object], bot: Bot) -> tuple[Update, ...]:
    """Return the updates of an answer, each read as far as it goes."""
    return tuple(update for raw in received if (update := read_update(raw, bot)) is not None)


def read_update(raw: object, bot: Bot) -> Update | None:
    """Return one update; where it cannot be read, what it says in plain words and who sent it.

    None where it is no update at all.
    """
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        return None
    number = raw["update_id"]
    for attempt in (raw, _bare(raw)):
        try:
            return Update.de_json(attempt, bot)
        except UNREAD as fault:
            log.warning("update %s was not read: %s", number, type(fault).__name__)
    return Update(number)


def _bare(raw: dict[str, Any]) -> dict[str, Any]:
    bare: dict[str, Any] = {"update_id": raw["update_id"]}
    for kind in ("message", "edited_message"):
        if isinstance(raw.get(kind), dict):
            bare[kind] = _bare_message(raw[kind])
    if isinstance(query := raw.get("callback_query"), dict):
        bare["callback_query"] = {
            **_only(query, _OF_A_TAP),
            "from": _only(query.get("from"), _OF_A_SENDER),
            "message": _bare_message(query.get("message")),
        }
    return bare


def _bare_message(message: object) -> dict[str, Any]:
    chat = message.get("chat") if isinstance(message, dict) else None
    return {**_only(message, _OF_A_MESSAGE), "chat": _only(chat, _OF_A_CHAT)}


def _only(fields: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {n: fields[n] for n in names if n in fields} if isinstance(fields, dict) else {}
