"""Children discussed, in depth or looked at, and those who were not."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, select
from sqlmodel import Session

from practice.terms import Discussion, RecordKind
from storage.measures.meetings import open_involvements, sent_meetings
from storage.measures.scope import ABOUT_A_CHILD, EVERYBODY, Asked, Scope, sent
from storage.records import counts
from storage.tables import AgendaItem, Child, Line, Record, Submission, table_of

_item, _line = table_of(AgendaItem), table_of(Line)
_record, _submission = table_of(Record), table_of(Submission)
_child = table_of(Child)


def discussed(asked: Asked) -> Select[Any]:
    """Select children with an open involvement; those in depth or looked at count.

    The state is the kind of the record; a child in depth once is in depth.
    """
    records = _said_something_of(asked)
    workers = open_involvements(asked)
    return select(
        workers.c.month,
        workers.c.team_id,
        workers.c.child_id.label("unit_id"),
        case(
            (records.c.kind == RecordKind.IN_DEPTH, 2),
            (records.c.kind == RecordKind.LOOKED_AT, 1),
            else_=0,
        ).label("weight"),
        records.c.kind.label("state"),
        records.c.record_id,
        workers.c.child_id,
        func.coalesce(records.c.person_id, workers.c.person_id).label("person_id"),
        records.c.held_on,
        func.coalesce(records.c.held_on, workers.c.since).label("since"),
    ).join(
        records,
        and_(records.c.month == workers.c.month, records.c.child_id == workers.c.child_id),
        isouter=True,
    )


def _said_something_of(asked: Asked) -> CTE:
    """Return the records of children, but for lines sent again as *not discussed*."""
    name, records = "said_something_of", sent(asked, ABOUT_A_CHILD)
    not_back = ~_taken_back(records.c.submission_id)
    return asked.once(name, lambda: select(records).where(not_back).cte(name))


def _taken_back(submission_id: ColumnElement[str]) -> ColumnElement[bool]:
    # The line says what the agenda item says, and keeps what it said at an earlier moment.
    return exists().where(
        _line.c.submission_id == submission_id, _line.c.became == Discussion.NOT_DISCUSSED
    )


def last_discussed(session: Session, scope: Scope, ids: Collection[str]) -> dict[str, date]:
    """Return, by child of these, the day each was last discussed with anybody, by the end.

    From the newest record of each backwards: of the rest nothing is read.
    """
    last = (
        select(_record.c.held_on)
        .join(_submission, _submission.c.record_id == _record.c.id)
        .where(
            _record.c.child_id == _child.c.id,
            _record.c.kind.in_(ABOUT_A_CHILD),
            _record.c.held_on <= scope.months[-1].last,
            counts(as_of=EVERYBODY.moment),
            ~_taken_back(_submission.c.id),
        )
        .order_by(_record.c.held_on.desc())
        .limit(1)
        .correlate(_child)
        .scalar_subquery()
    )
    statement = select(_child.c.id, last).where(_child.c.id.in_(ids))
    rows = session.connection().execute(statement, scope.values)
    return {child_id: day for child_id, day in rows if day is not None}


def reasons_not_discussed(session: Session, scope: Scope) -> dict[str, str | None]:
    """Return, by child, why the child was not discussed at a meeting of the months of `scope`."""
    if not scope.begun:
        return {}
    meetings = sent_meetings(EVERYBODY)
    statement = (
        select(_item.c.child_id, _item.c.reason)
        .join(meetings, meetings.c.id == _item.c.supervision_id)
        .where(_item.c.became == Discussion.NOT_DISCUSSED)
        .order_by(meetings.c.held_on, meetings.c.id)
    )
    return {
        row.child_id: row.reason for row in session.connection().execute(statement, scope.values)
    }
