"""For whom, for when and as known at which moment a measure is asked: parameters, and their values.

Statements are put together once, with parameters: putting a measure's together takes longer than
carrying it out.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, String, bindparam, select, true

from practice.calendar import Month, london_day, months_back
from practice.terms import RecordKind
from storage.listing import among, listed, named_months
from storage.records import counts
from storage.tables import Record, Submission, Supervision, table_of

_record, _submission = table_of(Record), table_of(Submission)
_supervision = table_of(Supervision)

ABOUT_A_CHILD = (RecordKind.IN_DEPTH, RecordKind.LOOKED_AT)

CHILD, PERSON = "child_id", "person_id"
"""Who may be shared by teams, by the column that a measure's query names them in."""


QUARTER = 3
"""So many months before a month may what counts in it have been agreed."""


@dataclass(frozen=True)
class Scope:
    """Teams, months and the moment: only what was sent at or before `as_of` counts."""

    teams: tuple[str, ...]
    months: tuple[Month, ...]
    as_of: datetime

    @property
    def moment(self) -> datetime:
        """`as_of` in UTC, as moments are stored."""
        return self.as_of.astimezone(UTC)

    @cached_property
    def today(self) -> date:
        """The day it is in London at `as_of`."""
        return london_day(self.as_of)

    @cached_property
    def begun(self) -> tuple[Month, ...]:
        """The months that had begun by `as_of`; the others have nothing to count yet."""
        return tuple(month for month in self.months if month.first <= self.today)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the parameters of `Asked`. The last day of a month stops at today."""
        begun, today = self.begun, self.today
        days = [(str(m), str(m.first), str(min(m.last, today))) for m in begun]
        return {
            "months": json.dumps(days),
            "since": (since := min((month.first for month in begun), default=today)),
            "quarter_before": months_back(Month.of(since), QUARTER + 1)[0].first,
            "until": max((month.last for month in begun), default=today),
            "teams": listed(self.teams),
            "moment": self.moment,
        }


@dataclass(frozen=True)
class Asked:
    """The parameters of a statement about a scope, which is carried out with its values.

    Where `only` is CHILD or PERSON, of those alone: `ids` are theirs, and `named` names each with
    the month that is meant. Where it `leaves_out`, of all but those whom `but_child_id` and
    `but_person_id` name so.
    """

    only: str = ""
    leaves_out: bool = False
    _once: dict[str, CTE] = field(default_factory=dict, compare=False, repr=False)

    moment = bindparam("moment", type_=_submission.c.submitted_at.type)
    since, until = bindparam("since", type_=Date), bindparam("until", type_=Date)
    quarter_before = bindparam("quarter_before", type_=Date)

    def once(self, name: str, make: Callable[[], CTE]) -> CTE:
        """Return what has this name in a statement: made once, and read by all who ask for it."""
        if name not in self._once:
            self._once[name] = make().prefix_with("MATERIALIZED")
        return self._once[name]

    @property
    def calendar(self) -> CTE:
        """The begun months as rows (month, first, last); the last stops at today."""
        return self.once("calendar", lambda: named_months(bindparam("months", type_=String)))

    def by_teams(self, team: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a team is one of those asked about."""
        return among(team, bindparam("teams", type_=String))

    def within(self, day: ColumnElement[date]) -> ColumnElement[bool]:
        """Return the condition that a day is not before the months asked about, nor after them.

        The calendar says it of each month; only said as a range are other years not read.
        """
        return day.between(self.since, self.until)

    def about(self, child: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a child is one that it is about."""
        return self._of_ids(CHILD, child)

    def of(self, person: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a practitioner is one that it is about."""
        return self._of_ids(PERSON, person)

    def takes(self, shared_by: str, named: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that whoever is named, with a month, is not left out."""
        if self.only:
            return among(named, bindparam("named", type_=String))
        if self.leaves_out and shared_by:
            return ~among(named, bindparam(f"but_{shared_by}", type_=String))
        return true()

    def _of_ids(self, kind: str, column: ColumnElement[str]) -> ColumnElement[bool]:
        return among(column, bindparam("ids", type_=String)) if self.only == kind else true()


EVERYBODY = Asked()
BUT_SHARED = Asked(leaves_out=True)
ONLY_SHARED = {kind: Asked(only=kind) for kind in (CHILD, PERSON)}


def sent(asked: Asked, kinds: Sequence[RecordKind] = (RecordKind.IN_DEPTH,)) -> CTE:
    """Return the records of these kinds that were sent, with the submission that counts.

    One row a record: month, record, team, child, practitioner, writer, guide, draft and submission.
    It belongs to the month of its meeting; the last submission known at the moment stands for it.
    """
    name = "_".join(["sent", *(kind.name.lower() for kind in kinds)])
    return asked.once(name, lambda: _sent(asked, kinds, name))


def _sent(asked: Asked, kinds: Sequence[RecordKind], name: str) -> CTE:
    months = asked.calendar
    return (
        select(
            months.c.month,
            _record.c.id.label("record_id"),
            _record.c.kind,
            _record.c.team_id,
            _record.c.child_id,
            _record.c.draft_id,
            _record.c.writer_id,
            _record.c.guide,
            _record.c.version,
            _record.c.held_on,
            _supervision.c.practitioner_id.label("person_id"),
            _submission.c.id.label("submission_id"),
        )
        .join(months, _record.c.held_on.between(months.c.first, months.c.last))
        .join(_supervision, _supervision.c.id == _record.c.supervision_id)
        .join(_submission, _submission.c.record_id == _record.c.id)
        .where(
            _record.c.kind.in_(kinds),
            asked.by_teams(_record.c.team_id),
            asked.within(_record.c.held_on),
            asked.about(_record.c.child_id),
            asked.of(_supervision.c.practitioner_id),
            counts(as_of=asked.moment),
        )
        .cte(name)
    )
