"""What an update of Telegram's says, in the words of the dialogue."""

from telegram import CallbackQuery, Chat, Message, Update
from telegram.ext import filters

from bot.messages import Incoming

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


def incoming_of(update: Update) -> Incoming | None:
    """Return what a person did in a private chat; None where there is nothing to handle.

    Nothing is: whatever is not from a private chat, what Telegram itself wrote there ("pinned a
    message"), an edit that changed no words.
    """
    if update.callback_query is not None:
        return _tapped(update.update_id, update.callback_query)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    return _sent(update, update.message) if update.message is not None else None


def is_private(chat: Chat) -> bool:
    """Say whether a chat is one person's alone with the bot."""
    return chat.type == Chat.PRIVATE


def _tapped(number: int, query: CallbackQuery) -> Incoming | None:
    message = query.message
    if message is None or query.data is None or not is_private(message.chat):
        return None
    return Incoming(
        CHANNEL,
        str(message.chat.id),
        str(number),
        button=query.data,
        source=str(message.message_id),
    )


def _edited(number: int, message: Message) -> Incoming | None:
    if message.text is None or not is_private(message.chat):
        return None
    return Incoming(
        CHANNEL,
        str(message.chat.id),
        str(number),
        text=message.text,
        source=str(message.message_id),
        amends=True,
    )


def _sent(update: Update, message: Message) -> Incoming | None:
    if not is_private(message.chat) or filters.StatusUpdate.ALL.check_update(update):
        return None
    return Incoming(
        CHANNEL,
        str(message.chat.id),
        str(update.update_id),
        text=message.text,
        unreadable=None if message.text is not None else _kind(message),
        source=str(message.message_id),
    )


def _kind(message: Message) -> str:
    held = (kind for name, kind in _UNREADABLE.items() if getattr(message, name, None))
    return next(held, "other")
