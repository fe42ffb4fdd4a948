"""A card that is a whole record, on a page of its own: well set, with the answers it offers."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response

from bot.channels.web.channel import WEB
from bot.channels.web.chat import WHOLE, options_values
from bot.channels.web.context import context_of
from bot.channels.web.pages import page
from bot.channels.web.sessions import SignedIn, signed_in
from bot.channels.web.transcript import conversation
from bot.channels.web.words import words
from bot.messages import Outgoing, from_json
from prompts.card import Role
from storage import transcript
from storage.transcript import Said

router = APIRouter()

_SEE_OTHER = 303
_LONGEST_NAME = 60
_SEVERAL = 2

_Line = tuple[str, str]


@router.get(WHOLE)
def show(
    request: Request,
    who: Annotated[SignedIn, Depends(signed_in)],
    entry: Annotated[str, Query()] = "",
) -> Response:
    """Return the page of a card that is folded in the conversation, or of the one that stands.

    It leads back to the conversation where that is no such card of this person's.
    """
    context = context_of(request)
    with context.store.reading() as session:
        lines = transcript.lines(session, who.person.id, WEB)
    spoken = conversation(lines)
    line = _line(lines, entry) if entry else _standing(lines, spoken.card)
    message = from_json(line.body) if line else None
    if line is None or message is None or not message.folds:
        return RedirectResponse("/#newest", _SEE_OTHER)
    stands = _card(line) == spoken.card
    values = {
        **options_values(context, who, spoken),
        **sections(message),
        "back": {"href": "/#newest", "label": words("names.back")},
        "stands": stands,
        "whole": True,
    }
    return page(context, "whole.html", values, person=who.person)


def _card(line: Said) -> str:
    return f"{line.card[0]}:{line.card[1]}" if line.card else ""


def _line(lines: list[Said], entry: str) -> Said | None:
    return next((line for line in lines if line.ours and line.id == entry), None)


def _standing(lines: list[Said], card: str) -> Said | None:
    return next((line for line in reversed(lines) if line.ours and _card(line) == card), None)


def sections(message: Outgoing) -> dict[str, object]:
    """Return what templates/whole.html expects of a message: its title, its lines, its question."""
    roles = {said: role for role, said in message.passages}
    lines = message.text.split("\n")
    place = next((line for line in lines if roles.get(line) == Role.PLACE), "")
    asked = next((line for line in lines if roles.get(line) == Role.ASK), "")
    before, _, after = message.text.partition(place) if place else ("", "", message.text)
    return {
        "title": place,
        "lead": before.strip(),
        "parts": list(_parts(after.strip().removesuffix(asked).rstrip().split("\n"), roles)),
        "asked": asked,
    }


def _parts(lines: list[str], roles: dict[str, str]) -> Iterator[tuple[str, list[_Line]]]:
    """Yield the headings of a text with the lines under each."""
    heading, under = "", list[_Line]()
    for line in lines:
        if roles.get(line) == Role.NAME:
            yield heading, _once_named(under)
            heading, under = line, []
        else:
            name, colon, answer = line.partition(": ")
            is_named = colon and len(name) <= _LONGEST_NAME
            under.append((name, answer) if is_named else ("", line))
    yield heading, _once_named(under)


def _once_named(lines: list[_Line]) -> list[_Line]:
    """Return lines in which an entry, such as an action, is named once above all said of it.

    Its fields come after it as they are called: "Action 1, who: Priya" as "Who: Priya".
    """
    heads = [name.rpartition(", ")[0] for name, _ in lines]
    shown: list[_Line] = []
    for number, (name, answer) in enumerate(lines):
        head, beside = heads[number], heads[max(number - 1, 0) : number + 2]
        if not head or beside.count(head) < _SEVERAL:
            shown.append((name, answer))
            continue
        is_first = number == 0 or heads[number - 1] != head
        inner = name.removeprefix(f"{head}, ")
        shown.append((head if is_first else "", f"{inner[:1].upper()}{inner[1:]}: {answer}"))
    return shown
