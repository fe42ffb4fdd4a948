"""What the list of records is narrowed to: a child, a practitioner, what waits.

Children and people stand in addresses by id alone: no name and no reference is left in a browser's
history. What is not in the person's own list is not found.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from bot.channels.web.errors import NotFoundError
from bot.channels.web.words import words
from storage.record_list import Choices, Waits, Wanted

_SEVERAL = 2


@dataclass(frozen=True)
class Selection:
    """One field of the form: its name, its label, and its options (value, label, chosen)."""

    name: str
    label: str
    options: list[tuple[str, str, bool]]


def asked_for(
    child: Annotated[str, Query()] = "",
    practitioner: Annotated[str, Query()] = "",
    waits: Annotated[str, Query()] = "",
) -> Wanted:
    """Return what is asked for; raises NotFoundError for a way of waiting that there is not."""
    if waits and waits not in set(Waits):
        raise NotFoundError
    return Wanted(child, practitioner, Waits(waits) if waits else None)


def must_be_listed(wanted: Wanted, known: Choices) -> None:
    """Raise NotFoundError where a child or a practitioner is asked for who is not in the list."""
    pairs = ((wanted.child_id, known.children), (wanted.practitioner_id, known.practitioners))
    if any(chosen and chosen not in dict(listed) for chosen, listed in pairs):
        raise NotFoundError


def selections(wanted: Wanted, known: Choices) -> list[Selection]:
    """Return the fields of the form; one that offers a single practitioner is left out."""
    waiting = [(way, words(f"records.waits_{way}")) for way in Waits]
    fields = [_selection("child", known.children, wanted.child_id)]
    if len(known.practitioners) >= _SEVERAL:
        fields.append(_selection("practitioner", known.practitioners, wanted.practitioner_id))
    return [*fields, _selection("waits", waiting, wanted.waits or "")]


def _selection(name: str, offered: Iterable[tuple[str, str]], chosen: str) -> Selection:
    every = ("", words(f"records.any_{name}"), not chosen)
    options = [(value, label, value == chosen) for value, label in offered]
    return Selection(name, words(f"records.by_{name}"), [every, *options])


def query_of(wanted: Wanted) -> str:
    """Return what an address says of what is wanted; "" where that is everything."""
    asked = {
        "child": wanted.child_id,
        "practitioner": wanted.practitioner_id,
        "waits": wanted.waits or "",
    }
    return urlencode({name: value for name, value in asked.items() if value})
