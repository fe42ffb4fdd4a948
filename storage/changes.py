"""Whose dates, agreements and children have changed since a moment: read from what was added.

A cursor over append-only rows: their ids sort in the order of writing (storage/ids.py), so that
what is new since a place in that order is read from the end of each table.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Select, case, select
from sqlmodel import Session, col

from practice.terms import RECORD_STATES
from storage.ids import first_id_after
from storage.tables import (
    AuditEvent,
    ContingencyAnswer,
    Involvement,
    Record,
    Step,
    Submission,
    WriteSequence,
)

CHANGES_ANYBODY = (
    *("imported", "changed by import", "import undone", "person stopped", "code used"),
    *("address reached again", "device admitted", "records restored"),
    *("absence said", "absence ended"),
)
"""What the audit says of a change that may make anything due, to anybody."""


def newest(session: Session) -> int:
    """Return the number of the last transaction that wrote anything."""
    return session.scalar(select(col(WriteSequence.last))) or 0


def practitioners_since(session: Session, number: int) -> set[str] | None:
    """Return of which practitioners something was sent, agreed or answered after a transaction.

    Theirs is what was written in a meeting with them or by them, and what is of a child who is
    open to them. None: of anybody, for people, cases or ways to reach somebody have changed.
    """
    since = first_id_after(number)
    anybody = select(col(AuditEvent.id)).where(
        col(AuditEvent.id) >= since, col(AuditEvent.deed).in_(CHANGES_ANYBODY)
    )
    if session.scalar(anybody.limit(1)) is not None:
        return None
    return {one for query in _changed(since) for one in session.scalars(query)}


def _changed(since: str) -> Iterator[Select[Any]]:
    of_meeting = col(Record.supervision_id).is_not(None)
    theirs = case((of_meeting, col(Record.other_id)), else_=col(Record.writer_id))
    sent = select(col(Submission.record_id)).where(col(Submission.id) >= since)
    stepped = select(col(Step.draft_id)).where(
        col(Step.id) >= since, col(Step.kind).in_(RECORD_STATES)
    )
    answered = select(col(ContingencyAnswer.child_id)).where(col(ContingencyAnswer.id) >= since)
    for which in (col(Record.id).in_(sent), col(Record.draft_id).in_(stepped)):
        yield select(theirs).where(which)
    children = select(col(Record.child_id)).where(col(Record.id).in_(sent))
    for about in (children, answered):
        # Whoever the child has been open to: who it is now, the reminders ask.
        yield select(col(Involvement.person_id)).where(col(Involvement.child_id).in_(about))
