"""Which rows of a file a list shows: its parts, as a figure names them, and what narrows it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2s
from typing import Protocol, TypeVar

from practice.letters import alike, usual_spelling
from practice.true_contacts import SetAside
from reports.casework.followed import COHORT
from reports.casework.measures import (
    ADDED,
    CHANGED_WORKER,
    RECORDED,
    REFERRALS,
    TRIAGED,
    TRUE,
)
from reports.casework.workers import CHANGED_TWICE
from reports.file_lists.stands import FILE_OF, ON_OPEN_CASES
from reports.selection import ALL, COUNTED, REST

LEFT_OUT, NEW, ON_OPEN_CASE, DUPLICATE = "left_out", "new", "on_open_case", "duplicate"
_STANDING: Mapping[str, str | None] = {
    NEW: None,
    ON_OPEN_CASE: SetAside.ON_OPEN_CASE.value,
    DUPLICATE: SetAside.DUPLICATE.value,
}
_WHOLE = (ALL,)
_OF_SHARE = (ALL, REST, COUNTED, LEFT_OUT)
_PARTS: Mapping[str, tuple[str, ...]] = {
    RECORDED.key: (ALL, *_STANDING),
    TRUE: (ALL, COUNTED, REST, ON_OPEN_CASE, DUPLICATE),
    ON_OPEN_CASES: (ALL, COUNTED),
    REFERRALS.key: _WHOLE,
    "assessments.days": (ALL, LEFT_OUT),
    ADDED: _WHOLE,
    "section47.count": _WHOLE,
    CHANGED_WORKER.key: (ALL, REST, COUNTED),
    CHANGED_TWICE: (ALL, REST, COUNTED),
    COHORT: _OF_SHARE,
}
DIMENSIONS = ("team", "source", "reason", "threshold_met")
"""By what a list is narrowed: never by who works with the child."""


def parts_of(key: str) -> tuple[str, ...]:
    """Return the names of the parts of a measure's list, everything that is counted from first."""
    return _PARTS.get(key, _OF_SHARE)


_SHORT = frozenset(
    {
        TRIAGED.key,
        "assessments.within_45_working_days",
        "assessments.child_seen_share",
        COHORT,
        "conferences.within_15_working_days",
    }
)
"""The shares of which those are to be looked at that do not count."""


def looked_at(key: str) -> str:
    """Return the part of a share that is to be looked at: what it counts, or what falls short."""
    return REST if key in _SHORT else COUNTED


def opens_with(key: str) -> str:
    """Return the part that has as many rows as stand behind the figure."""
    return COUNTED if key in {TRUE, ON_OPEN_CASES} else ALL


class Standing(Protocol):
    """What choosing asks of a row."""

    @property
    def counts(self) -> bool | None:
        """Whether it counts; None where it is left out."""

    @property
    def state(self) -> str | None:
        """As what it is set aside."""


_Row = TypeVar("_Row", bound=Standing)


def choose(rows: Iterable[_Row], part: str) -> list[_Row]:
    """Return the rows of that part, which must be one of `parts_of`."""
    return [row for row in rows if _is_of(row, part)]


def _is_of(row: Standing, part: str) -> bool:
    if part in _STANDING:
        return row.counts is not None and row.state == _STANDING[part]
    if part == ALL:
        return row.counts is not None
    return row.counts is {COUNTED: True, REST: False, LEFT_OUT: None}[part]


class Within(Protocol):
    """What narrowing asks of a row."""

    @property
    def within(self) -> Mapping[str, str]:
        """By dimension, the category it is of, in words."""


_Of = TypeVar("_Of", bound=Within)


def mark_of(category: str) -> str:
    """Return what stands for a category in an address, where what a file says has no place.

    However its capitals are written, it is one.
    """
    return blake2s(alike(category).encode(), digest_size=4).hexdigest()


def narrowed(rows: Iterable[_Of], asked: Mapping[str, str]) -> list[_Of]:
    """Return the rows that are of the category asked for in every dimension, given by its mark."""
    return [
        row
        for row in rows
        if all(mark_of(row.within.get(name, "")) == mark for name, mark in asked.items())
    ]


def categories(rows: Sequence[Within], dimension: str) -> dict[str, int]:
    """Return how many rows each category of a dimension has, the most first, then by name.

    None where all are of one.
    """
    spelt: dict[str, Counter[str]] = {}
    for row in rows:
        of = row.within.get(dimension, "")
        spelt.setdefault(alike(of), Counter())[of] += 1
    found = {usual_spelling(every): every.total() for every in spelt.values()}
    ordered = sorted(found, key=lambda name: (-found[name], name))
    return {name: found[name] for name in ordered} if len(found) > 1 else {}


def has_list(key: str) -> bool:
    """Say whether the rows behind a measure can be listed."""
    return key in FILE_OF
