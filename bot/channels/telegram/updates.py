"""Telegram's updates: from JSON to python-telegram-bot's types, and from those to `Incoming`.

A council's own Bot API server may be older or newer than the library, which then refuses an
update, and with it all that came in the same answer. Nobody's message may be lost by that: what
the library cannot read is read as far as it goes.
"""

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any

from telegram import (
    Bot,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    Update,
)
from telegram.ext import filters
from telegram.request import RequestData
from typing_extensions import override

from bot.channels.telegram.requests import TelegramRequest
from bot.messages import Incoming

log = logging.getLogger(__name__)

CHANNEL = "telegram"
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
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
_OF_A_MESSAGE = ("message_id", "date", "text", "caption", "media_group_id")
_OF_A_FORWARD = {"forward_origin", "forward_date"}
_OF_A_CHAT = ("id", "type")
_OF_A_TAP = ("id", "chat_instance", "data")
_OF_A_SENDER = ("id", "is_bot", "first_name")


def incoming_of(update: Update) -> Incoming | None:
    """Return what a person did in a private chat; None where there is nothing to handle.

    Nothing is: whatever is not from a private chat, what Telegram itself wrote there ("pinned a
    message"), an edit of what holds no words. A caption is words; what it stands under is not kept.
    """
    if update.my_chat_member is not None:
        return _standing(update, update.my_chat_member)
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
        done = partial(done, written_at=edited.date, amends=True)
        words = _words(edited)
        return done(text=words, **_origin(edited)) if words is not None else None
    if sent is None or filters.StatusUpdate.ALL.check_update(update):
        return None
    done = partial(done, written_at=sent.date, replies_to=_replied_to(sent), **_origin(sent))
    return _sent(partial(done, album=sent.media_group_id), sent)


def _sent(done: partial[Incoming], sent: Message) -> Incoming:
    if sent.text is not None:
        return done(text=sent.text)
    kind = _kind(sent)
    return done(text=sent.caption, beside=kind) if sent.caption else done(unreadable=kind)


def captions_first(updates: Sequence[Update]) -> list[Update]:
    """Return updates that came together in order, the pictures of an album after its caption.

    An album is one message: with its words known, its other pictures need no answer.
    """
    albums: dict[str, int] = {}
    for place, update in enumerate(updates):
        albums.setdefault(_message_of(update), place)

    def place_of(numbered: tuple[int, Update]) -> tuple[int, bool, int]:
        place, update = numbered
        captioned = update.message is not None and bool(update.message.caption)
        return albums[_message_of(update)], not captioned, place

    return [update for _, update in sorted(enumerate(updates), key=place_of)]


def _message_of(update: Update) -> str:
    """Return a name for the message that an update is, or is a part of."""
    album = update.message.media_group_id if update.message is not None else None
    return f"album {album}" if album else str(update.update_id)


def _words(message: Message) -> str | None:
    return message.text if message.text is not None else message.caption


def _origin(message: Message) -> dict[str, str]:
    """Return whose words a forwarded message holds, for `Incoming`; nothing for one's own.

    Servers older than the library say it in fields that it does not know (`forward_date`).
    """
    origin = message.forward_origin
    if origin is None:
        return {"forwarded_from": ""} if "forward_date" in message.api_kwargs else {}
    match origin:
        case MessageOriginUser():
            name = origin.sender_user.full_name
        case MessageOriginHiddenUser():
            name = origin.sender_user_name
        case MessageOriginChat():
            name = origin.sender_chat.effective_name or ""
        case MessageOriginChannel():
            name = origin.chat.effective_name or ""
        case _:
            name = ""
    return {"forwarded_from": name}


def _standing(update: Update, change: ChatMemberUpdated) -> Incoming | None:
    """Return that a person blocked the bot, or let it write to them again."""
    if not is_private(change.chat):
        return None
    reachable = change.new_chat_member.status not in {ChatMember.BANNED, ChatMember.LEFT}
    return Incoming(CHANNEL, str(change.chat.id), str(update.update_id), reachable=reachable)


def _replied_to(message: Message) -> str | None:
    replied = message.reply_to_message
    return str(replied.message_id) if replied is not None else None


def is_private(chat: Chat) -> bool:
    """Say whether a chat is one person's alone with the bot."""
    return chat.type == Chat.PRIVATE


def _kind(message: Message) -> str:
    held = (kind for name, kind in _UNREADABLE.items() if getattr(message, name, None))
    return next(held, "other")


class KeepingRequest(TelegramRequest):
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
    held = message if isinstance(message, dict) else {}
    # Whose words they are may be what cannot be read; that they are another's is kept.
    origin = {"forward_date": 0} if held.keys() & _OF_A_FORWARD else {}
    return {**_only(held, _OF_A_MESSAGE), "chat": _only(held.get("chat"), _OF_A_CHAT), **origin}


def _only(fields: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {n: fields[n] for n in names if n in fields} if isinstance(fields, dict) else {}
