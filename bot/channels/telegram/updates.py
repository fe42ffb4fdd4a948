"""From python-telegram-bot's updates to `Incoming`, each value of the type it should be of.

The library checks no types: a text that is a list arrives as one.
"""

from datetime import datetime
from functools import partial
from typing import TypeVar

from telegram import (
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

from bot.errors import BotError
from bot.messages import Incoming

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
_SHARED = frozenset({Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL})
_MOST_NUMBER = 2**63
_LONGEST_ALBUM = 64
# https://core.telegram.org/bots/api#message: 0 stands for a date that Telegram does not say. From
# 2100 on it is nonsense; how far it is from our own clock says nothing, for that may be wrong.
_DATES = range(1, 4_102_444_800)
T = TypeVar("T")


class UnmappedError(BotError):
    """An update holds nothing that can be made an `Incoming`, though it should."""


def incoming_of(update: Update) -> Incoming | None:
    """Return what a person did in a private chat; None where there is nothing to handle.

    Nothing is: whatever is not from a private chat, what Telegram itself wrote there ("pinned a
    message"), an edit of what holds no words. A caption is words; what it stands under is not kept.
    Raises UnmappedError where a value is missing or of another type than it should be.
    """
    if update.my_chat_member is not None:
        return _standing(update, update.my_chat_member)
    query, edited, sent = update.callback_query, update.edited_message, update.message
    message = query.message if query is not None else edited or sent
    if query is not None and message is None and query.inline_message_id is None:
        raise UnmappedError("a tap on nothing")
    if message is None or not is_private(message.chat):
        return None
    done = partial(
        Incoming,
        CHANNEL,
        _number(message.chat.id),
        str(update.update_id),
        source=_number(message.message_id),
    )
    if query is not None:
        return done(button=_text(query.data)) if query.data is not None else None
    if edited is not None:
        return _edited(done, edited)
    if sent is None or filters.StatusUpdate.ALL.check_update(update):
        return None
    return _sent(done, sent)


def _edited(done: partial[Incoming], edited: Message) -> Incoming | None:
    words = _words(edited)
    if words is None:
        return None
    return done(text=words, written_at=_written_at(edited), amends=True, **_origin(edited))


def _sent(done: partial[Incoming], sent: Message) -> Incoming:
    done = partial(
        done,
        written_at=_written_at(sent),
        replies_to=_replied_to(sent),
        album=_album(sent),
        **_origin(sent),
    )
    if sent.text is not None:
        return done(text=_text(sent.text))
    kind = _kind(sent)
    return done(text=_text(sent.caption), beside=kind) if sent.caption else done(unreadable=kind)


def _of(kind: type[T], value: object) -> T:
    """Return a value of a type; raises UnmappedError where it is of another."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise UnmappedError(f"{type(value).__name__} in the place of {kind.__name__}")
    return value


def _number(value: object) -> str:
    """Return the number of a chat or a message as text; raises UnmappedError."""
    number = _of(int, value)
    if not -_MOST_NUMBER < number < _MOST_NUMBER:
        raise UnmappedError("a number that is too large")
    return str(number)


def _text(value: object) -> str:
    """Return a text in which half of a surrogate pair, which nothing can store, is a "?"."""
    return _of(str, value).encode(errors="replace").decode()


def _written_at(message: Message) -> datetime | None:
    """Return when a message was written; None where Telegram does not say, or nonsense."""
    written_at = _of(datetime, message.date)
    return written_at if int(written_at.timestamp()) in _DATES else None


def _album(message: Message) -> str | None:
    album = message.media_group_id
    fits = isinstance(album, str) and album.isprintable() and len(album) <= _LONGEST_ALBUM
    return _text(album) if fits else None


def _words(message: Message) -> str | None:
    words = message.text if message.text is not None else message.caption
    return _text(words) if words is not None else None


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
    return {"forwarded_from": _text(name)}


def _standing(update: Update, change: ChatMemberUpdated) -> Incoming | None:
    """Return that a person blocked the bot, or let it write to them again."""
    if not is_private(change.chat):
        return None
    status = _of(str, change.new_chat_member.status)
    reachable = status not in {ChatMember.BANNED, ChatMember.LEFT}
    return Incoming(CHANNEL, _number(change.chat.id), str(update.update_id), reachable=reachable)


def _replied_to(message: Message) -> str | None:
    replied = message.reply_to_message
    return _number(replied.message_id) if replied is not None else None


def is_private(chat: Chat) -> bool:
    """Say whether a chat is one person's alone with the bot; raises UnmappedError."""
    kind = _of(str, _of(Chat, chat).type)
    if kind not in _SHARED | {Chat.PRIVATE}:
        raise UnmappedError("a chat of no known type")
    return kind == Chat.PRIVATE


def _kind(message: Message) -> str:
    held = (kind for name, kind in _UNREADABLE.items() if getattr(message, name, None))
    return next(held, "other")
