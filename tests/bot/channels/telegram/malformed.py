"""Two hundred updates, each malformed in another way, each with a mark of its own."""

import copy
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from tests.bot.served import PRIYA, SUNIL

HOW_MANY = 200
_CHAT = {"id": PRIYA, "type": "private", "first_name": "Priya"}
_SENDER = {"id": PRIYA, "is_bot": False, "first_name": "Priya"}
_MESSAGE: dict[str, Any] = {"message_id": 3, "date": 1_800_000_000, "chat": _CHAT, "from": _SENDER}
_MISSING = object()
_ODD: tuple[object, ...] = (
    *(_MISSING, None, True, 0, -1, 1.5, 10**18, -(10**18), 10**300, "", "x", "1", "\ud800"),
    *("\x00", [], [1], {}, {"id": []}, [[{}]], "x" * 5000),
)
_PLACES: tuple[tuple[str, ...], ...] = (
    *(("message",), ("message", "chat"), ("message", "chat", "id"), ("message", "chat", "type")),
    *(("message", "date"), ("message", "text"), ("message", "from"), ("message", "message_id")),
    *(("message", "reply_to_message"), ("message", "forward_origin"), ("message", "entities")),
    *(("message", "media_group_id"), ("message", "caption"), ("message", "photo")),
    *(("edited_message", "date"), ("edited_message", "chat"), ("edited_message", "text")),
    *(("callback_query", "message"), ("callback_query", "data"), ("callback_query", "from")),
    *(("callback_query", "id"), ("callback_query", "message", "chat", "id"), ("update_id",)),
    *(("my_chat_member", "chat"), ("my_chat_member", "new_chat_member"), ("my_chat_member",)),
)


def mark(number: int) -> str:
    """Return what stands in an update and nowhere else."""
    return f"zz{number}zz"


def malformed() -> list[dict[str, Any]]:
    """Return the updates, the same ones each time."""
    return list(islice(_spread(), HOW_MANY))


def _spread() -> Iterator[dict[str, Any]]:
    """Yield one odd value in each place, then the next in each, until all were in all."""
    numbers = count()
    for turn in range(len(_ODD)):
        for at, place in enumerate(_PLACES):
            odd = _ODD[(turn + at) % len(_ODD)]
            update = _sound(place[0], mark(next(numbers)))
            _put(update, place, odd)
            yield update


def _sound(kind: str, words: str) -> dict[str, Any]:
    message = {**copy.deepcopy(_MESSAGE), "text": words}
    match kind:
        case "callback_query":
            query = {"id": "1", "from": _SENDER, "chat_instance": "1", "data": words}
            return {kind: {**copy.deepcopy(query), "message": {**message, "text": "Well?"}}}
        case "my_chat_member":
            was = {"user": _SENDER, "status": "member", "mark": words}
            chat = {"id": SUNIL, "type": "private", "first_name": "Sunil"}
            held = {"chat": chat, "from": _SENDER, "date": 1_800_000_000}
            return {kind: copy.deepcopy({**held, "old_chat_member": was, "new_chat_member": was})}
        case "edited_message":
            return {kind: {**message, "edit_date": 1_800_000_001}}
        case _:
            return {"message": message}


def _put(update: dict[str, Any], place: tuple[str, ...], odd: object) -> None:
    *path, last = place
    held = update
    for name in path:
        held = held[name]
    if odd is not _MISSING:
        held[last] = odd
    elif last == "update_id":
        held[last] = None  # the stand-in leaves it out
    else:
        held.pop(last, None)
