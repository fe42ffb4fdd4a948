"""A hash chain: each event of the audit carries an HMAC over itself and the event before it.

Whoever has no key can make no event, change none and move none. What a chain cannot show by itself
is that its end was cut off: for that its head (the last number and its HMAC) is kept elsewhere.
"""

import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

FIELDS = (
    "number", "id", "at", "actor_id", "deed", "noun", "noun_id", "account", "origin", "detail",
)  # fmt: skip
"""What is authenticated of an event, in this order."""

# How the embedded file holds a moment. Other spellings of the same moment are a change too.
_STORED_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", re.ASCII)

Mac = Callable[[str], str]
"""HMAC with the audit's key."""
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """The last event of a chain: its number, and its HMAC. Number 0: there is none."""

    number: int = 0
    mac: str = ""


@dataclass(frozen=True)
class Tampering:
    """What is wrong with the events `first` to `last`: one of the reasons below."""

    why: str
    first: int
    last: int


CHANGED, MISSING, ADDED, NOT_THE_HEAD = "changed", "missing", "added", "not_the_head"


def event_mac(mac: Mac, previous: str, event: Event) -> str:
    """Return the HMAC of an event that follows the one whose HMAC is `previous`."""
    told = [_moment(event[name]) if name == "at" else event[name] for name in FIELDS]
    return mac(json.dumps([previous, *told], default=_foreign))


def _moment(stored: object) -> object:
    """Return a moment in the one spelling that is authenticated, whichever database held it."""
    if isinstance(stored, datetime):
        return f"{stored.astimezone(UTC).replace(tzinfo=None).isoformat(' ', 'microseconds')}"
    if isinstance(stored, str) and _STORED_MOMENT.fullmatch(stored):
        return stored
    return [stored]


def _foreign(value: object) -> str:
    # A column that was given a value of another kind, such as bytes: no event of ours has one.
    return f"{type(value).__name__} {value!r}"


@dataclass
class ChainCheck:
    """Reads a chain event by event, in the order of their numbers, and finds what was done to it.

    `head` is one that was kept elsewhere, or None.
    """

    mac: Mac
    head: Head | None = None
    found: list[Tampering] = field(default_factory=list)
    end: Head = Head()
    # What the event that stands last may have been before somebody changed it: with one of its
    # HMACs, the stored or the right one, the next event is of the chain all the same.
    _before: tuple[str, ...] = ("",)

    def see(self, event: Event) -> None:
        """Check the next event."""
        number = event["number"]
        if type(number) is not int or number <= self.end.number:
            at = number if type(number) is int else self.end.number
            self._find(ADDED, at, at)
            return
        right = tuple(event_mac(self.mac, before, event) for before in self._before)
        if number > self.end.number + 1:
            self._find(MISSING, self.end.number + 1, number - 1)
        elif not any(_same(one, event["mac"]) for one in right):
            self._find(CHANGED, number, number)
        if self.head and number == self.head.number and not _same(self.head.mac, event["mac"]):
            self._find(NOT_THE_HEAD, number, number)
        self.end = Head(number, str(event["mac"]))
        self._before = (self.end.mac, right[0])

    def finish(self) -> list[Tampering]:
        """Return everything that was found; the end is held against the head."""
        if self.head and self.head.number > self.end.number:
            self._find(MISSING, self.end.number + 1, self.head.number)
        return self.found

    def _find(self, why: str, first: int, last: int) -> None:
        self.found.append(Tampering(why, first, last))


def _same(one: str, other: object) -> bool:
    return isinstance(other, str) and hmac.compare_digest(one.encode(), other.encode())
