"""For whom, for when and as known at which moment a measure is scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property

from sqlalchemy import CTE, ColumnElement, Date, String, literal, select, true, union_all

from practice.calendar import Month, london_day
from practice.terms import RecordKind
from storage.measures.listing import among
from storage.records import counts
from storage.tables import Record, Submission, Supervision, table_of

_record, _submission = table_of(Record), table_of(Submission)
_supervision = table_of(Supervision)

ABOUT_A_CHILD = (RecordKind.IN_DEPTH, RecordKind.LOOKED_AT)


@dataclass(frozen=True)
class Scope:
    """Teams, months and the moment: only what was sent at or before `as_of` counts.

    `children` and `people` narrow it to what is about them, where they are given.
    """

    teams: tuple[str, ...]
    months: tuple[Month, ...]
    as_of: datetime
    children: frozenset[str] | None = None
    people: frozenset[str] | None = None

    @property
    def moment(self) -> datetime:
        """`as_of` in UTC, as moments are stored."""
        return self.as_of.astimezone(UTC)

    @property
    def today(self) -> date:
        """The day it is in London at `as_of`."""
        return london_day(self.as_of)

    @property
    def begun(self) -> tuple[Month, ...]:
        """The months that had begun by `as_of`; the others have nothing to count yet."""
        return tuple(month for month in self.months if month.first <= self.today)

    @cached_property
    def calendar(self) -> CTE:
        """The begun months as rows (month, first, last); the last stops at today."""
        # Not VALUES, which SQLAlchemy would put together anew for each statement.
        rows = [
            select(
                literal(str(month), String).label("month"),
                literal(month.first, Date).label("first"),
                literal(min(month.last, self.today), Date).label("last"),
            )
            for month in self.begun
        ]
        return union_all(*rows).cte("calendar")

    def about(self, child: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a child is one that it is about."""
        return true() if self.children is None else among(child, self.children)

    def of(self, person: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a practitioner is one that it is about."""
        return true() if self.people is None else among(person, self.people)


def sent(scope: Scope, kinds: Sequence[RecordKind] = (RecordKind.IN_DEPTH,)) -> CTE:
    """Return the records of these kinds that were sent, with the submission that counts.

    One row a record: month, record, team, child, practitioner, writer, guide, draft and submission.
    It belongs to the month of its meeting; the last submission known at `as_of` stands for it.
    """
    months = scope.calendar
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
            _record.c.team_id.in_(scope.teams),
            scope.about(_record.c.child_id),
            scope.of(_supervision.c.practitioner_id),
            counts(as_of=scope.moment),
        )
        .cte("sent")
    )
