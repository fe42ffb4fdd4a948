"""Assessments of each month from their rows, with what else followed contacts."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from practice.calendar import Month, months_back, working_days_between
from practice.errors import BeyondCalendarError
from reports.casework.amounts import Amounts, Counting, Stands, by_month, month_of, share_of
from reports.casework.followed import COHORT, After
from reports.casework_view import Amount
from reports.statistics.intervals import of_median
from storage import measures as queries
from storage.measures import Assessed, Scope, Session

MOST_DAYS = 45
Teams = frozenset[str]
_TELLS_SEEN_MONTHS = 13
"""Where no assessment of so many months says when its child was seen, the file does not tell."""


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    return with_parts(counting, ())[Teams(counting.scope.teams)]


def with_parts(counting: Counting, parts: Collection[Teams]) -> dict[Teams, dict[str, Amounts]]:
    """Return the same, and what it comes to in parts of which no two have a team in common.

    All is read once: a service's parts cost what it costs by itself.
    """
    every = list(parts)
    done = Done.alike(counting.session, counting.scope, every)
    after = After.alike(counting.session, counting.scope, every)
    found = {Teams(counting.scope.teams): _amounts(counting, done, after)}
    for number, part in enumerate(every):
        found[part] = _amounts(counting, done.of(number), after.of(number))
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


class Done:
    """Assessments that were authorised in a month, each as it counts."""

    def __init__(self, rows: "Sequence[_Timed]", *, tells_seen: bool) -> None:
        self._rows, self._tells_seen = rows, tells_seen
        self._all = by_month(rows, lambda one: one.month)

    @classmethod
    def read(cls, session: Session, scope: Scope) -> "Done":
        """Return those of the teams and months of `scope`, one by one."""
        rows = [_Timed.one(each) for each in queries.assessments(session, scope)]
        return cls(rows, tells_seen=_tells_seen(session, scope))

    @classmethod
    def alike(cls, session: Session, scope: Scope, parts: Sequence[Teams]) -> "Done":
        """Return the same; those that count alike are together, of each part by itself."""
        many = Counter[tuple[Month, int | None, bool, int | None]]()
        for part, started_on, ended_on, was_seen, n in queries.assessed_alike(
            session, scope, parts
        ):
            days = _working_days(started_on, ended_on)
            many[month_of(ended_on), days, bool(was_seen), part] += n
        rows = [_Timed(*alike, n) for alike, n in many.items()]
        return cls(rows, tells_seen=_tells_seen(session, scope))

    def of(self, part: int) -> "Done":
        """Return those of the part of this number."""
        rows = [one for one in self._rows if one.part == part]
        return Done(rows, tells_seen=self._tells_seen)

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
        """Return the middle number of working days, and how surely it is known."""
        rows = self._of(month)
        often = Counter[float]()
        for one in rows:
            if one.days is not None:
                often[one.days] += one.many
        known = often.total()
        left_out = sum(one.many for one in rows) - known
        middle = of_median(often)
        if middle is None:
            return Amount(month, None, None, known, left_out)
        return Amount(month, middle.value, None, known, left_out, surely=middle.between)

    def in_time(self, month: Month) -> Amount:
        """Return the share within `MOST_DAYS`."""
        return share_of(month, [(one.in_time, one.many) for one in self._of(month)])

    def child_seen(self, month: Month) -> Amount:
        """Return those that say when the child was seen; where none ever does, nothing is known."""
        counts = [(one.was_seen if self._tells_seen else None, one.many) for one in self._of(month)]
        return share_of(month, counts)

    def _of(self, month: Month) -> "Sequence[_Timed]":
        return self._all.get(month, ())


def _tells_seen(session: Session, scope: Scope) -> bool:
    year = months_back(scope.months[-1], _TELLS_SEEN_MONTHS)
    return queries.tells_seen(session, replace(scope, months=year))


@dataclass(frozen=True, slots=True)
class _Timed:
    """An assessment, or so many alike, with its working days.

    `days` and `in_time` are None where it ends before it starts, or beyond the calendar.
    """

    month: Month
    days: int | None
    was_seen: bool
    part: int | None = None
    many: int = 1
    ref: str = ""
    team_id: str = ""

    @classmethod
    def one(cls, of: Assessed) -> Self:
        """Return an assessment by itself."""
        days, seen = _working_days(of.started_on, of.authorised_on), of.child_seen_on
        was_seen = seen is not None and of.started_on <= seen <= of.authorised_on
        return cls(of.month, days, was_seen, ref=of.ref, team_id=of.team_id)

    @property
    def in_time(self) -> bool | None:
        """Whether it took no more than `MOST_DAYS`."""
        return None if self.days is None else self.days <= MOST_DAYS

    def stands(self, counts: bool | None) -> Stands:
        """Return it as a list shows it."""
        return Stands(self.ref, self.team_id, counts, self.days)


def _working_days(started_on: date, authorised_on: date) -> int | None:
    if authorised_on < started_on:
        return None
    try:
        return working_days_between(started_on, authorised_on)
    except BeyondCalendarError:
        return None
