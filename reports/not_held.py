"""Supervisions that were due in a month and not held: how many, why, of how many nobody said."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile

from practice.access import Viewer
from practice.calendar import Month, months_back
from practice.oversight_access import may_read_missed
from practice.terms import MissedBecause
from prompts.days import day_words
from prompts.phrases import phrase
from reports import kept
from reports.remembered import standing_of_teams
from storage import measures as queries
from storage import missed
from storage.measures import Scope, Session
from storage.missed import Said

LONG = 3
"""Whoever had no supervision for so many months at a stretch waits long."""
_YEAR = 12


@dataclass(frozen=True)
class NotHeld:
    """Of how many practitioners who had no supervision who says why, and of how many nobody does.

    `in_time` of `agreed` supervisions were held by the day that the two had agreed. `stretches` are
    for how many months at a stretch each of those who wait long has had none, the longest first.
    """

    because: tuple[tuple[MissedBecause, int], ...]
    unsaid: int
    in_time: int
    agreed: int
    stretches: tuple[int, ...] = ()


def count(session: Session, scope: Scope, begins: date | None) -> NotHeld:
    """Return what is said of the practitioners of a month of some teams who had no supervision.

    The first that is written down of theirs was on the day that it `begins`.
    """
    (month,) = scope.months
    stands = standing_of_teams(session, scope)
    unmet = stands.remember("unmet", lambda: _unmet(session, scope))
    told = missed.said(session, unmet, month, scope.moment)
    counts = Counter(one.because for one in told.values())
    because = tuple((why, counts[why]) for why in MissedBecause if counts[why])
    agreed = kept.parts(session, scope, kept.ON_AGREED_DAYS.key)[kept.ON_AGREED_DAYS.key]
    days = kept.tallies(agreed, scope.months)[month]
    waits = sorted(stretches(session, scope, unmet, begins).values(), reverse=True)
    long = tuple(months for months in waits if months >= LONG)
    return NotHeld(because, len(unmet) - len(told), days.numerator, days.denominator, long)


def stretches(
    session: Session, scope: Scope, practitioners: Collection[str], begins: date | None
) -> dict[str, int]:
    """Return for how many months at a stretch, up to that of `scope`, these had no supervision.

    Of those of whom it was more than one. No month counts that is not over, or lies before the
    first supervision of the teams, and none in which somebody had no case; a year is looked back.
    """
    (last,) = scope.months
    year = months_back(last, _YEAR)
    over = [one for one in year if begins and one >= Month.of(begins) and one.last < scope.today]
    met = queries.last_meetings(session, scope, practitioners)
    none = {
        who: [one for one in over if who not in met or met[who] < one.first]
        for who in practitioners
    }
    waits = {who: months for who, months in none.items() if len(months) > 1}
    worked = queries.months_with_a_case(session, replace(scope, months=tuple(year)), waits)
    found = ((who, _stretch(months, worked.get(who, ()))) for who, months in waits.items())
    return {who: months for who, months in found if months > 1}


def _stretch(months: Sequence[Month], worked: Collection[Month]) -> int:
    """Return how many of the last months were worked in, without a gap."""
    return len(list(takewhile(lambda one: one in worked, reversed(months))))


def _unmet(session: Session, scope: Scope) -> frozenset[str]:
    key = kept.MET_OF.key
    parts = kept.parts(session, scope, key)[key]
    return frozenset(part.state or "" for part in parts if not part.counted)


def reasons(
    session: Session, practitioners: Collection[str], scope: Scope, viewer: Viewer | None
) -> dict[str, str]:
    """Return, by practitioner of these, why they had no supervision, where `viewer` may know it."""
    told = missed.said(session, practitioners, scope.months[0], scope.moment)
    return {
        one: worded(said)
        for one, said in told.items()
        if viewer is None or may_read_missed(viewer, said.facts)
    }


def worded(said: Said) -> str:
    """Return why in words; for whoever may know it."""
    told = {"words": said.words} if said.words else {}
    if said.put_off_to:
        told["day"] = day_words(said.put_off_to)
    return phrase(f"missed.because.{said.because}", **told)
