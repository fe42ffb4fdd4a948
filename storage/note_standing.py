"""Whether the record of an imported note stands: one that does not is in nobody's list."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, select, true
from sqlmodel import col

from practice.terms import RecordKind
from storage.tables import NoteStanding, Record


def _last(known: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return what was said last of a record, of what is known."""
    return (
        select(col(NoteStanding.stands))
        .where(col(NoteStanding.record_id) == col(Record.id), known)
        .order_by(col(NoteStanding.id).desc())
        .limit(1)
        .correlate(Record)
        .scalar_subquery()
    )


_LAST = _last(true())


def stands() -> ColumnElement[bool]:
    """Return the condition that a record stands: all do, but imported notes taken back since."""
    return ~and_(col(Record.kind) == RecordKind.IMPORTED, ~_LAST)


def stood(as_of: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Return the condition that a record is an imported note that stood at a moment."""
    stood_then = _last(col(NoteStanding.said_at) <= as_of)
    return and_(col(Record.kind) == RecordKind.IMPORTED, stood_then)
