"""What stands for a person, under headings: dates to act by, outcomes, actions. Keyset pages.

What is shown next is whatever comes after the last line that was shown, so that nothing is left out
where something was answered meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from storage.deadlines import (
    Deadline,
    Undated,
    actions_due,
    actions_without_date,
    acts_by,
    may_be_told_of,
    reviews,
)
from storage.session import Session

RECENT = timedelta(weeks=2)
"""How long after its day an action is told of; what was due before stands under its own heading."""
FIRST, MOST = 3, 10
"""Lines under each heading at first, and of one heading that is gone on with."""
_GOES_ON = ">"

Standing = Deadline | Undated


class Heading(StrEnum):
    """What lines stand under, in the order of the list; its letter stands in buttons."""

    ACT_BY = "act_by"
    REVIEW = "review"
    RECENT = "recent"
    OLDER = "older"
    AHEAD = "ahead"
    UNDATED = "undated"


_LETTERS = dict(zip("brtoau", Heading, strict=True))


@dataclass(frozen=True)
class Part:
    """Lines under one heading: those shown, how many came before them, how many there are."""

    heading: Heading
    shown: tuple[Standing, ...]
    before: int
    total: int

    @property
    def left(self) -> int:
        """How many come after those shown."""
        return self.total - self.before - len(self.shown)

    @property
    def goes_on(self) -> str:
        """What /due is asked for to show what comes after: at most 18 letters and a reference."""
        letter = next(letter for letter, one in _LETTERS.items() if one is self.heading)
        day, ref = _key(self.shown[-1])
        return f"{_GOES_ON}{letter}{day.isoformat()}:{ref}"


def standing_for(session: Session, person_id: str, on: date) -> dict[Heading, list[Standing]]:
    """Return all that stands for a person on a day, by heading, each in order of its day."""
    whose = may_be_told_of(session, person_id, on)
    actions = _of(person_id, actions_due(session, date.min, date.max, on, whose))
    found: dict[Heading, list[Standing]] = {
        Heading.ACT_BY: _of(person_id, acts_by(session, date.min, date.max, on, whose, words=True)),
        Heading.REVIEW: [*reviews(session, person_id, on)],
        Heading.RECENT: [one for one in actions if _is_recent(one, on)],
        Heading.OLDER: [one for one in actions if _day(one) < on - RECENT],
        Heading.AHEAD: [one for one in actions if _day(one) >= on],
        Heading.UNDATED: _of(person_id, actions_without_date(session, on, whose)),
    }
    return {heading: sorted(its, key=_key) for heading, its in found.items() if its}


def first_parts(found: dict[Heading, list[Standing]]) -> list[Part]:
    """Return the first lines under each heading."""
    return [_part(heading, its, 0, FIRST) for heading, its in found.items()]


def part_after(found: dict[Heading, list[Standing]], asked: str) -> Part | None:
    """Return what comes after the line that `Part.goes_on` named; None where nothing does."""
    heading = _LETTERS.get(asked[1:2])
    day, _, ref = asked[2:].partition(":")
    its = found.get(heading, []) if heading else []
    before = sum(_goes_before(one, day, ref) for one in its)
    return _part(heading, its, before, MOST) if heading and before < len(its) else None


def is_part(asked: str) -> bool:
    """Say whether /due is asked to go on with a heading."""
    return asked.startswith(_GOES_ON)


def of_child(found: dict[Heading, list[Standing]], ref: str) -> list[tuple[Heading, Standing]]:
    """Return what stands for the person about one child."""
    return [(heading, one) for heading, its in found.items() for one in its if one.child_ref == ref]


def _part(heading: Heading, its: Sequence[Standing], before: int, most: int) -> Part:
    # A button for one line more is longer than the line.
    end = len(its) if len(its) - before <= most + 1 else before + most
    # Two of one child and day are not parted: what comes after is told by these alone.
    while end < len(its) and _key(its[end]) == _key(its[end - 1]):
        end += 1
    return Part(heading, tuple(its[before:end]), before, len(its))


def _of(person_id: str, found: Iterable[Standing]) -> list[Standing]:
    return [one for one in found if person_id in one.person_ids]


def _is_recent(one: Standing, on: date) -> bool:
    return on - RECENT <= _day(one) < on


def _day(one: Standing) -> date:
    return one.day if isinstance(one, Deadline) else date.min


def _key(one: Standing) -> tuple[date, str]:
    return _day(one), one.child_ref


def _goes_before(one: Standing, day: str, ref: str) -> bool:
    its_day, its_ref = _key(one)
    return (its_day.isoformat(), its_ref) <= (day, ref)
