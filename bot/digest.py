"""A person's reminders of a day as one message: how many, of which kind, a button for each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from bot.messages import Outgoing
from prompts.phrases import phrase
from storage.reminders import Due


class Worded(Protocol):
    """What words the reminders of one kind."""

    def words(self, dues: Sequence[Due], day: date) -> Outgoing:
        """Return the line of these reminders as read on a day, with its buttons."""
        ...


_Kind = TypeVar("_Kind", bound=Worded)


def message(kinds: Sequence[_Kind], found: Sequence[tuple[_Kind, Due]], day: date) -> Outgoing:
    """Return the digest of what is due for one person as read on a day.

    It names nobody, but whoever is not here and in whose place they are told.
    """
    lines = [
        _line(kind, [due for of, due in found if of is kind and due.in_place_of == name], day)
        for kind in kinds
        for name in sorted({due.in_place_of for of, due in found if of is kind})
    ]
    heading = phrase("reminders.heading", count=len(lines))
    listed = [phrase("reminders.line", text=line.text) for line in lines]
    rows = tuple(row for line in lines for row in line.buttons)
    return Outgoing("\n".join([heading, *listed]), rows)


def _line(kind: Worded, dues: Sequence[Due], day: date) -> Outgoing:
    said = kind.words(sorted(dues, key=lambda one: (one.due_on, one.subject)), day)
    name = dues[0].in_place_of
    text = phrase("reminders.in_place_of", text=said.text, name=name) if name else said.text
    return replace(said, text=text)
