"""Supervisions that were due in a month and not held: how many, why, of how many nobody said."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from practice.access import Viewer
from practice.oversight_access import may_read_missed
from practice.terms import MissedBecause
from prompts.days import day_words
from prompts.phrases import phrase
from reports import kept
from reports.remembered import standing_of_teams
from storage import missed
from storage.measures import Scope, Session
from storage.missed import Said


@dataclass(frozen=True)
class NotHeld:
    """Of how many practitioners who had no supervision who says why, and of how many nobody does.

    `in_time` of `agreed` supervisions were held by the day that the two had agreed.
    """

    because: tuple[tuple[MissedBecause, int], ...]
    unsaid: int
    in_time: int
    agreed: int


def count(session: Session, scope: Scope) -> NotHeld:
    """Return what is said of the practitioners of a month of some teams who had no supervision."""
    (month,) = scope.months
    stands = standing_of_teams(session, scope)
    unmet = stands.remember("unmet", lambda: _unmet(session, scope))
    told = missed.said(session, unmet, month, scope.moment)
    counts = Counter(one.because for one in told.values())
    because = tuple((why, counts[why]) for why in MissedBecause if counts[why])
    agreed = kept.parts(session, scope, kept.ON_AGREED_DAYS.key)[kept.ON_AGREED_DAYS.key]
    days = kept.tallies(agreed, scope.months)[month]
    return NotHeld(because, len(unmet) - len(told), days.numerator, days.denominator)


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
