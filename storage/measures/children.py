"""Children discussed, in depth or looked at, and those who were not."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, select
from sqlmodel import Session

from practice.terms import Discussion, RecordKind
from storage.measures.meetings import open_involvements, sent_meetings
from storage.measures.scope import ABOUT_A_CHILD, EVERYBODY, Asked, Scope, sent
from storage.records import counts
from storage.tables import AgendaItem, Involvement, Line, Record, Submission, table_of

_item, _line = table_of(AgendaItem), table_of(Line)
_record, _submission = table_of(Record), table_of(Submission)
_involvement = table_of(Involvement)


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
    records = sent(asked, ABOUT_A_CHILD)
    return select(records).where(~_taken_back(records.c.submission_id)).cte("said_something_of")


def _taken_back(submission_id: ColumnElement[str]) -> ColumnElement[bool]:
    # The line says what the agenda item says, and keeps what it said at an earlier moment.
    return exists().where(
        _line.c.submission_id == submission_id, _line.c.became == Discussion.NOT_DISCUSSED
    )


def last_discussed(session: Session, scope: Scope) -> dict[str, date]:
    """Return, by child of the teams, the day each was last discussed with anybody, by the end.

    Of the rest of the council nothing is read.
    """
    theirs = select(_involvement.c.child_id).where(EVERYBODY.by_teams(_involvement.c.team_id))
    statement = (
        select(_record.c.child_id, func.max(_record.c.held_on))
        .join(_submission, _submission.c.record_id == _record.c.id)
        .where(
            _record.c.child_id.in_(theirs),
            _record.c.kind.in_(ABOUT_A_CHILD),
            _record.c.held_on <= scope.months[-1].last,
            counts(as_of=EVERYBODY.moment),
            ~_taken_back(_submission.c.id),
        )
        .group_by(_record.c.child_id)
    )
    return {row[0]: row[1] for row in session.connection().execute(statement, scope.values)}


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
