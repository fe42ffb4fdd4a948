"""Shared reflections that their writers take into a child's record; who may, practice.access says.

Only one that is about one child is: what it says of each of several cannot be told apart.
"""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.access import Visibility
from practice.terms import RecordKind
from storage import audit
from storage.tables import Record, TakenIn

_others = aliased(Record)


def to_take(
    session: Session, writer_id: str, child_id: str, since: date | None, most: int
) -> list[Record]:
    """Return the last reflections of a person's that are shared, about this child alone.

    Dated on or after a day (None: ever), oldest first.
    """
    same = select(func.count()).where(col(_others.draft_id) == col(Record.draft_id))
    found = (
        select(Record)
        .where(col(Record.child_id) == child_id, col(Record.writer_id) == writer_id)
        .where(col(Record.kind) == RecordKind.REFLECTION)
        .where(col(Record.visibility) == Visibility.SHARED, same.scalar_subquery() == 1)
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
        .limit(most)
    )
    if since is not None:
        found = found.where(col(Record.held_on) >= since)
    return list(reversed(session.scalars(found).all()))


def take(session: Session, record: Record, at: datetime) -> None:
    """Let the words of a reflection go into the next record in depth of its child; once is enough.

    That they may, the caller has asked.
    """
    if is_taken(session, record):
        return
    session.add(TakenIn(draft_id=record.draft_id, child_id=record.child_id or "", taken_at=at))
    session.flush()
    audit.record(session, "taken in", "record", record.id, actor=record.writer_id, at=at)


def is_taken(session: Session, record: Record) -> bool:
    """Say whether a reflection was taken into a next record of its child."""
    known = select(col(TakenIn.id)).where(
        col(TakenIn.draft_id) == record.draft_id, col(TakenIn.child_id) == record.child_id
    )
    return session.scalar(known) is not None


def waiting(session: Session, child_id: str, writer_id: str) -> list[Record]:
    """Return what a person took in for a child since its last record in depth was begun.

    In the order in which it was taken in. What was taken in once that record had been opened does
    not stand in it, so it waits for the next.
    """
    begun = select(func.max(col(Record.draft_id))).where(
        col(Record.child_id) == child_id, col(Record.kind) == RecordKind.IN_DEPTH
    )
    last = session.scalar(begun)
    found = (
        select(Record)
        .join(TakenIn, col(TakenIn.draft_id) == col(Record.draft_id))
        .where(col(TakenIn.child_id) == child_id, col(Record.child_id) == child_id)
        .where(col(Record.writer_id) == writer_id)
        .order_by(col(TakenIn.id))
    )
    if last is not None:
        found = found.where(col(TakenIn.id) > last)
    return list(session.scalars(found))


def in_depth_before(session: Session, record: Record) -> Record | None:
    """Return the record in depth of a child's before one of theirs; None where there is none."""
    found = (
        select(Record)
        .where(col(Record.child_id) == record.child_id, col(Record.kind) == RecordKind.IN_DEPTH)
        .where(col(Record.held_on) < record.held_on)
        .order_by(col(Record.held_on).desc(), col(Record.id).desc())
    )
    return session.scalar(found.limit(1))


def in_depth_ending(session: Session, child_id: str, tail: str) -> Record | None:
    """Return the record in depth of a child whose id ends so; None where there is none."""
    found = (
        select(Record)
        .where(col(Record.child_id) == child_id, col(Record.kind) == RecordKind.IN_DEPTH)
        .where(col(Record.id).endswith(tail, autoescape=True))
    )
    return session.scalar(found.limit(1))
