"""Assessments, section 47 enquiries and conferences of each month, from their rows."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from statistics import median
from typing import Protocol, TypeVar

from practice.calendar import Month, add_working_days, months_back, working_days_between
from practice.errors import BeyondCalendarError
from reports.casework.amounts import Amounts, Counting, Stands, share
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import Assessed, Enquiry, Followed, Scope, Session

COHORT = "section47.to_conference"
MOST_DAYS = 45
CONFERENCE_DAYS = 15
_T = TypeVar("_T")
Teams = frozenset[str]
_TELLS_SEEN_MONTHS = 13
"""Where no assessment of so many months says when its child was seen, the file does not tell."""


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    return with_parts(counting, ())[Teams(counting.scope.teams)]


def with_parts(counting: Counting, parts: Collection[Teams]) -> dict[Teams, dict[str, Amounts]]:
    """Return the same, and what it comes to in parts of which no two have a team in common.

    Every row is read once: a service's parts cost what it costs by itself.
    """
    done = Done.read(counting.session, counting.scope)
    after = After.read(counting.session, counting.scope)
    found = {Teams(counting.scope.teams): _amounts(counting, done, after)}
    for part, their_done, their_after in zip(parts, done.of(parts), after.of(parts), strict=True):
        found[part] = _amounts(counting, their_done, their_after)
    return found


def _amounts(counting: Counting, done: "Done", after: "After") -> dict[str, Amounts]:
    by_file: dict[str, dict[str, Callable[[Month], Amount]]] = {
        "assessments": {
            "assessments.days": done.days,
            "assessments.within_45_working_days": done.in_time,
            "assessments.child_seen_share": done.child_seen,
        },
        "section47": {
            "section47.count": after.enquiries,
            COHORT: after.to_conference,
        },
        "conferences": {"conferences.within_15_working_days": after.in_time},
    }
    return {
        key: counting.each(file, of)
        for file, measures in by_file.items()
        for key, of in measures.items()
    }


def cohort(session: Session, scope: Scope) -> dict[str, tuple[int, int]]:
    """Return, by team, how many enquiries of the months of `scope` led to a conference.

    And of how many: of those that began long enough ago.
    """
    followed = queries.followed(session, scope)
    led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
    found: dict[str, tuple[int, int]] = {}
    for one in followed.enquiries:
        if _due(one) < scope.today and one.team_id and Month.of(one.started_on) in scope.months:
            n, of = found.get(one.team_id, (0, 0))
            found[one.team_id] = (n + (one.ref in led), of + 1)
    return found


class Done:
    """Assessments that were authorised in a month, each as it counts."""

    def __init__(self, rows: "Sequence[_Timed]", *, tells_seen: bool) -> None:
        self._rows, self._tells_seen = rows, tells_seen
        self._all = _by_month(rows, lambda one: one.month)

    @classmethod
    def read(cls, session: Session, scope: Scope) -> "Done":
        """Return those of the teams and months of `scope`."""
        year = replace(scope, months=months_back(scope.months[-1], _TELLS_SEEN_MONTHS))
        rows = [_Timed(one) for one in queries.assessments(session, scope)]
        return cls(rows, tells_seen=queries.tells_seen(session, year))

    def of(self, parts: Collection[Teams]) -> list["Done"]:
        """Return those of each part."""
        rows = _by_part(self._rows, parts)
        return [Done(rows[part], tells_seen=self._tells_seen) for part in parts]

    def timed(self, month: Month) -> list[Stands]:
        """Return all with their working days; one that ends before it starts is left out."""
        return [one.stands(None if one.days is None else True) for one in self._of(month)]

    def on_time(self, month: Month) -> list[Stands]:
        """Return all; those within `MOST_DAYS` count."""
        return [one.stands(one.in_time) for one in self._of(month)]

    def seen(self, month: Month) -> list[Stands]:
        """Return all; those count that say when the child was seen, in time.

        Where none of a year does, all are left out: the file does not tell.
        """
        return [
            Stands(one.ref, one.team_id, one.was_seen if self._tells_seen else None)
            for one in self._of(month)
        ]

    def days(self, month: Month) -> Amount:
        """Return the middle number of working days."""
        rows = self._of(month)
        days = [one.days for one in rows if one.days is not None]
        middle = float(median(days)) if days else None
        return Amount(month, middle, None, len(days), len(rows) - len(days))

    def in_time(self, month: Month) -> Amount:
        """Return the share within `MOST_DAYS`."""
        return _share(month, [one.in_time for one in self._of(month)])

    def child_seen(self, month: Month) -> Amount:
        """Return those that say when the child was seen; where none ever does, nothing is known."""
        rows = self._of(month)
        if not self._tells_seen:
            return Amount(month, None, None, 0, len(rows))
        return _share(month, [one.was_seen for one in rows])

    def _of(self, month: Month) -> "Sequence[_Timed]":
        return self._all.get(month, ())


class _Timed:
    """An assessment with its working days, which are counted once for all that asks for them.

    `days` and `in_time` are None where it ends before it starts, or beyond the calendar.
    """

    def __init__(self, one: Assessed) -> None:
        self.ref, self.team_id, self.month = one.ref, one.team_id, one.month
        self.days = _working_days(one)
        self.in_time = None if self.days is None else self.days <= MOST_DAYS
        seen = one.child_seen_on
        self.was_seen = seen is not None and one.started_on <= seen <= one.authorised_on

    def stands(self, counts: bool | None) -> Stands:
        return Stands(self.ref, self.team_id, counts, self.days)


def _share(month: Month, counts: Collection[bool | None]) -> Amount:
    counted = [one for one in counts if one is not None]
    return share(month, sum(counted), len(counted), len(counts) - len(counted))


def _working_days(one: Assessed) -> int | None:
    if one.authorised_on < one.started_on:
        return None
    try:
        return working_days_between(one.started_on, one.authorised_on)
    except BeyondCalendarError:
        return None


class After:
    """What followed the enquiries that began in a month, and the conferences held in it."""

    def __init__(self, followed: Followed, until: date, today: date) -> None:
        self._followed, self._until, self._today = followed, until, today
        self._led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
        self._enquiries = _by_month(followed.enquiries, lambda one: Month.of(one.started_on))
        self._conferences = _by_month(followed.conferences, lambda one: Month.of(one.held_on))

    @classmethod
    def read(cls, session: Session, scope: Scope) -> "After":
        """Return those of the teams and months of `scope`; `until` is the newest conference."""
        until = queries.latest(session, "conferences", scope) or date.min
        return cls(queries.followed(session, scope), until, scope.today)

    def of(self, parts: Collection[Teams]) -> list["After"]:
        """Return those of each part."""
        begun = _by_part(self._followed.enquiries, parts)
        held = _by_part(self._followed.conferences, parts)
        each = (Followed(begun[part], held[part]) for part in parts)
        return [After(followed, self._until, self._today) for followed in each]

    def begun(self, month: Month) -> list[Stands]:
        """Return the enquiries that began in the month; all count."""
        return [Stands(one.ref, one.team_id or "", True) for one in self._of(month)]

    def led(self, month: Month) -> list[Stands]:
        """Return the same; those count whose conference was held, and the newest are left out.

        All of the newest, those that led to one too: else only the quick ones would be counted.
        None where no file of conferences reaches so far.
        """
        if not self._reaches(month):
            return []
        return [
            Stands(one.ref, one.team_id or "", one.ref in self._led if self._is_ripe(one) else None)
            for one in self._of(month)
        ]

    def held(self, month: Month) -> list[Stands]:
        """Return the conferences of the month; those in time count, if the enquiry is known."""
        return [
            Stands(
                one.ref,
                one.team_id or "",
                one.held_on <= _due(one.enquiry) if one.enquiry else None,
                since=one.enquiry.began_on if one.enquiry else None,
            )
            for one in self._conferences.get(month, [])
        ]

    def enquiries(self, month: Month) -> Amount:
        """Return how many began."""
        n = len(self._of(month))
        return Amount(month, n, n)

    def to_conference(self, month: Month) -> Amount:
        """Return the same enquiries' conferences, whenever held.

        Where no file of conferences reaches so far, that none followed is not known.
        """
        if not self._reaches(month):
            return Amount(month, missing="conferences")
        made = _share(month, [one.counts for one in self.led(month)])
        return replace(made, is_early=bool(made.left_out))

    def in_time(self, month: Month) -> Amount:
        """Return the conferences in time, of those whose enquiry is known."""
        return _share(month, [one.counts for one in self.held(month)])

    def _reaches(self, month: Month) -> bool:
        return self._until >= month.first

    def _is_ripe(self, one: Enquiry) -> bool:
        return _due(one) < self._today

    def _of(self, month: Month) -> list[Enquiry]:
        return self._enquiries.get(month, [])


def _by_month(rows: Iterable[_T], month_of: Callable[[_T], Month]) -> Mapping[Month, list[_T]]:
    found = defaultdict[Month, list[_T]](list)
    for row in rows:
        found[month_of(row)].append(row)
    return found


class _OfTeam(Protocol):
    @property
    def team_id(self) -> str | None: ...


_Row = TypeVar("_Row", bound=_OfTeam)


def _by_part(rows: Iterable[_Row], parts: Collection[Teams]) -> Mapping[Teams, list[_Row]]:
    part_of = {team: part for part in parts for team in part}
    found: dict[Teams, list[_Row]] = {part: [] for part in parts}
    for row in rows:
        if (part := part_of.get(row.team_id or "")) is not None:
            found[part].append(row)
    return found


def _due(enquiry: Enquiry) -> date:
    return _due_after(enquiry.began_on)


@lru_cache(maxsize=4096)  # ten years of days: many enquiries begin on each
def _due_after(began_on: date) -> date:
    return add_working_days(began_on, CONFERENCE_DAYS)
