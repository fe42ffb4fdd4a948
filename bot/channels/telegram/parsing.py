"""From Telegram's JSON to python-telegram-bot's updates, whatever came in their place.

A council's own Bot API server may be older or newer than the library, which then refuses an
update, and with it all that came in the same answer. Nobody's message may be lost by that: what
the library cannot read is read as far as it goes, and what is beyond reading is kept as it came.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, Update

from bot.channels.telegram.updates import KINDS, UnmappedError, incoming_of
from bot.messages import Incoming

log = logging.getLogger(__name__)

_MOST_NUMBER = 2**53
_MOST_CHAT = 2**63
_MOST_APART = 100_000
_MOST_DATE = 2**32
# Telegram names the number first: https://core.telegram.org/bots/api#update
_FIRST_NUMBER = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[\s*\{\s*"update_id"\s*:\s*(\d{1,15})\s*[,}]'
)
_FORWARDED = ("forward_origin", "forward_date")


@dataclass(frozen=True)
class Received:
    """One update as it came: its number (None where it has none), as JSON, and what it says.

    `update` is None where it cannot be read; `incoming` is None there too, and where a person did
    nothing that is to be handled. `address` is the private chat it came from, None where it does
    not say.
    """

    number: int | None
    body: str
    update: Update | None = None
    incoming: Incoming | None = None
    address: str | None = None

    @property
    def key(self) -> str | None:
        """The name under which it counts once; None where it has no number."""
        return None if self.number is None else str(self.number)


def received(raw: object, bot: Bot, whole: bytes = b"", parsed: Update | None = None) -> Received:
    """Return one update, read as far as it goes; never raises.

    `whole` is the answer that it came in, kept where the update by itself cannot be written down.
    `parsed` is the update where the library has read it already.
    """
    number, address = _number_of(raw), _private_chat_of(raw)
    body = _written_down(raw, whole)
    if number is None or not isinstance(raw, dict):
        return Received(number, body, address=address)
    attempts: tuple[Callable[[], Update], ...] = (
        lambda: parsed or Update.de_json(raw, bot),
        lambda: Update.de_json(_bare(raw), bot),
    )
    for attempt in attempts:
        try:
            update = attempt()
            incoming = _incoming_of(raw, update)
        except Exception as fault:  # noqa: BLE001 - it says anything, and may break anything
            log.warning("update %s was not read: %s", number, type(fault).__name__)
        else:
            return Received(number, body, update, incoming, address)
    return Received(number, body, address=address)


def received_body(body: bytes, bot: Bot) -> Received:
    """Return the update that a webhook was posted; never raises."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return Received(None, _text_of(body))
    return received(raw, bot, body)


def received_all(answer: bytes, bot: Bot, parsed: Sequence[Update] = ()) -> list[Received]:
    """Return the updates of an answer to a poll, in order.

    `parsed` are its updates where the library has read them. Raises ValueError or RecursionError
    where the answer is no JSON.
    """
    result = json.loads(answer.decode(errors="replace")).get("result")
    raws: list[object] = result if isinstance(result, list) else []
    known = parsed if len(parsed) == len(raws) else [None] * len(raws)
    return [received(raw, bot, answer, update) for raw, update in zip(raws, known, strict=True)]


def captions_first(updates: Sequence[Received]) -> list[Received]:
    """Return updates that came together in order, the pictures of an album after its caption.

    An album is one message: with its words known, its other pictures need no answer.
    """
    albums: dict[str, int] = {}
    names = [_message_of(place, update.incoming) for place, update in enumerate(updates)]
    for place, name in enumerate(names):
        albums.setdefault(name, place)

    def place_of(place: int) -> tuple[int, bool, int]:
        incoming = updates[place].incoming
        captioned = incoming is not None and incoming.text is not None
        return albums[names[place]], not captioned, place

    return [updates[place] for place in sorted(range(len(updates)), key=place_of)]


def last_number(updates: Sequence[Received]) -> int | None:
    """Return the number of the last update of an answer; None where none has one.

    One far from the others is wrong: confirming all up to it could confirm what was never served.
    """
    numbers = sorted(update.number for update in updates if update.number is not None)
    middle = numbers[len(numbers) // 2] if numbers else 0
    return max((one for one in numbers if abs(one - middle) <= _MOST_APART), default=None)


def _message_of(place: int, incoming: Incoming | None) -> str:
    """Return a name for the message that an update is, or is a part of."""
    album = incoming.album if incoming is not None else None
    return f"album {album}" if album else str(place)


def beyond_reading(answer: bytes) -> Received | None:
    """Return the first update of an answer that is no JSON; None where that holds none."""
    found = _FIRST_NUMBER.match(answer)
    return Received(int(found[1]), _text_of(answer)) if found else None


def _incoming_of(raw: Mapping[str, Any], update: Update) -> Incoming | None:
    """Return what an update says; raises where it should say something and does not."""
    held = next((getattr(update, kind) for kind in KINDS if kind in raw), None)
    if held is None and (any(kind in raw for kind in KINDS) or not _is_another_kind(raw)):
        raise UnmappedError("no update of a known kind")
    return incoming_of(update)


def _is_another_kind(raw: Mapping[str, Any]) -> bool:
    """Say whether an update is of a kind that is not asked for, such as a post in a channel."""
    return any(kind in raw for kind in Update.ALL_TYPES)


def _number_of(raw: object) -> int | None:
    """Return the number of an update; None where the offset could not be moved by it.

    A negative offset makes Telegram forget all that waits.
    """
    number = raw.get("update_id") if isinstance(raw, dict) else None
    fits = isinstance(number, int) and not isinstance(number, bool) and 0 < number < _MOST_NUMBER
    return number if fits else None


def _private_chat_of(raw: object) -> str | None:
    """Return the private chat that an update names, however little else of it can be read."""
    for kind in KINDS:
        held = raw.get(kind) if isinstance(raw, dict) else None
        if kind == "callback_query" and isinstance(held, dict):
            held = held.get("message")
        chat = held.get("chat") if isinstance(held, dict) else None
        if isinstance(chat, dict) and chat.get("type", "private") == "private":
            number = chat.get("id")
            # A group's number is negative.
            if type(number) is int and 0 < number < _MOST_CHAT:
                return str(number)
    return None


def _written_down(raw: object, whole: bytes) -> str:
    try:
        return json.dumps(raw)
    except (ValueError, RecursionError):
        return _text_of(whole)


def _text_of(answer: bytes) -> str:
    return answer.decode("ascii", errors="backslashreplace")


# --- what of an update is enough to handle it, where the rest cannot be read ---


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    return type(value) is int and abs(value) < _MOST_CHAT


_Fields = Mapping[str, Callable[[object], bool]]
_OF_A_MESSAGE: _Fields = {
    "message_id": _is_number,
    "text": _is_text,
    "caption": _is_text,
    "media_group_id": _is_text,
}
_OF_A_CHAT: _Fields = {"id": _is_number, "type": _is_text}
_OF_A_TAP: _Fields = {"id": _is_text, "chat_instance": _is_text, "data": _is_text}
_OF_A_SENDER: _Fields = {"id": _is_number, "is_bot": _is_number, "first_name": _is_text}
_WORDS = {"text", "caption", "data"}
_SENDER = {"id": 0, "is_bot": False, "first_name": ""}


def _bare(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the words of an update and who sent it; raises UnmappedError where words are none."""
    bare: dict[str, Any] = {"update_id": raw["update_id"]}
    for kind in ("message", "edited_message"):
        if isinstance(raw.get(kind), dict):
            bare[kind] = _bare_message(raw[kind])
    if isinstance(query := raw.get("callback_query"), dict):
        bare["callback_query"] = {
            "id": "",
            "chat_instance": "",
            **_only(query, _OF_A_TAP),
            "from": {**_SENDER, **_only(query.get("from"), _OF_A_SENDER)},
            "message": _bare_message(query.get("message")),
        }
    return bare


def _bare_message(message: object) -> dict[str, Any]:
    held = message if isinstance(message, dict) else {}
    date = held.get("date")
    fits = type(date) is int and 0 < date < _MOST_DATE
    bare = {**_only(held, _OF_A_MESSAGE), "date": date if fits else 0}
    # Whose words they are may be what cannot be read; that they are another's is kept.
    origin = {"forward_date": 0} if held.keys() & set(_FORWARDED) else {}
    return {**bare, "chat": _only(held.get("chat"), _OF_A_CHAT), **origin}


def _only(fields: object, wanted: _Fields) -> dict[str, Any]:
    held = fields if isinstance(fields, dict) else {}
    kept = {name: held[name] for name, fits in wanted.items() if name in held and fits(held[name])}
    if any(held.get(name) is not None for name in _WORDS - kept.keys()):
        raise UnmappedError("words that are no text")
    return kept
