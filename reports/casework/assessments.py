"""Assessments, section 47 enquiries and conferences of each month, from their rows."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from statistics import median
from typing import Self, TypeVar

from practice.calendar import Month, add_working_days, months_back, working_days_between
from practice.errors import BeyondCalendarError
from reports.casework.amounts import Amounts, Counting, Stands, share
from reports.casework_view import Amount
from storage import measures as queries
from storage.measures import (
    Assessed,
    Enquiry,
    Followed,
    Held,
    Scope,
    Session,
)

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
            many[_month_of(ended_on), days, bool(was_seen), part] += n
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
        """Return the middle number of working days."""
        rows = self._of(month)
        often = Counter[int]()
        for one in rows:
            if one.days is not None:
                often[one.days] += one.many
        middle = float(median(often.elements())) if often else None
        known = often.total()
        return Amount(month, middle, None, known, sum(one.many for one in rows) - known)

    def in_time(self, month: Month) -> Amount:
        """Return the share within `MOST_DAYS`."""
        return _share(month, [(one.in_time, one.many) for one in self._of(month)])

    def child_seen(self, month: Month) -> Amount:
        """Return those that say when the child was seen; where none ever does, nothing is known."""
        counts = [(one.was_seen if self._tells_seen else None, one.many) for one in self._of(month)]
        return _share(month, counts)

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


def _share(month: Month, counts: Iterable[tuple[bool | None, int]]) -> Amount:
    """Return the share of those that count, each with how many it is; None is left out."""
    many = Counter[bool | None]()
    for counted, n in counts:
        many[counted] += n
    return share(month, many[True], many[True] + many[False], many[None])


def _working_days(started_on: date, authorised_on: date) -> int | None:
    if authorised_on < started_on:
        return None
    try:
        return working_days_between(started_on, authorised_on)
    except BeyondCalendarError:
        return None


class After:
    """What followed the enquiries that began in a month, and the conferences held in it."""

    def __init__(self, followed: Followed, until: date, today: date) -> None:
        self._followed, self._until, self._today = followed, until, today
        self._led = {one.enquiry.ref for one in followed.conferences if one.enquiry}
        self._enquiries = _by_month(followed.enquiries, lambda one: _month_of(one.started_on))
        self._conferences = _by_month(followed.conferences, lambda one: _month_of(one.held_on))

    @classmethod
    def read(cls, session: Session, scope: Scope) -> "After":
        """Return those of the teams and months of `scope`, one by one."""
        return cls(queries.followed(session, scope), _until(session, scope), scope.today)

    @classmethod
    def alike(cls, session: Session, scope: Scope, parts: Sequence[Teams]) -> "After":
        """Return the same; enquiries that count alike are together, of each part by itself."""
        found = queries.followed_alike(session, scope, parts)
        return cls(found, _until(session, scope), scope.today)

    def of(self, part: int) -> "After":
        """Return those of the part of this number."""
        begun = [one for one in self._followed.enquiries if one.part == part]
        held = [one for one in self._followed.conferences if one.part == part]
        return After(Followed(begun, held), self._until, self._today)

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
        return [Stands(one.ref, one.team_id or "", self._is_led(one)) for one in self._of(month)]

    def held(self, month: Month) -> list[Stands]:
        """Return the conferences of the month; those in time count, if the enquiry is known."""
        return [
            Stands(
                one.ref,
                one.team_id or "",
                _is_in_time(one),
                since=one.enquiry.began_on if one.enquiry else None,
            )
            for one in self._conferences.get(month, [])
        ]

    def enquiries(self, month: Month) -> Amount:
        """Return how many began."""
        n = sum(one.many for one in self._of(month))
        return Amount(month, n, n)

    def to_conference(self, month: Month) -> Amount:
        """Return the same enquiries' conferences, whenever held.

        Where no file of conferences reaches so far, that none followed is not known.
        """
        if not self._reaches(month):
            return Amount(month, missing="conferences")
        made = _share(month, [(self._is_led(one), one.many) for one in self._of(month)])
        return replace(made, is_early=bool(made.left_out))

    def in_time(self, month: Month) -> Amount:
        """Return the conferences in time, of those whose enquiry is known."""
        return _share(month, [(_is_in_time(one), 1) for one in self._conferences.get(month, [])])

    def _reaches(self, month: Month) -> bool:
        return self._until >= month.first

    def _is_led(self, one: Enquiry) -> bool | None:
        return one.ref in self._led if _due(one) < self._today else None

    def _of(self, month: Month) -> list[Enquiry]:
        return self._enquiries.get(month, [])


def _until(session: Session, scope: Scope) -> date:
    """Return the day of the newest conference."""
    return queries.latest(session, "conferences", scope) or date.min


def _is_in_time(one: Held) -> bool | None:
    return one.held_on <= _due(one.enquiry) if one.enquiry else None


def _by_month(rows: Iterable[_T], month_of: Callable[[_T], Month]) -> Mapping[Month, list[_T]]:
    found = defaultdict[Month, list[_T]](list)
    for row in rows:
        found[month_of(row)].append(row)
    return found


@lru_cache(maxsize=8192)  # twenty years of days: many rows are of each
def _month_of(day: date) -> Month:
    return Month.of(day)


def _due(enquiry: Enquiry) -> date:
    return _due_after(enquiry.began_on)


@lru_cache(maxsize=4096)  # ten years of days: many enquiries begin on each
def _due_after(began_on: date) -> date:
    return add_working_days(began_on, CONFERENCE_DAYS)
