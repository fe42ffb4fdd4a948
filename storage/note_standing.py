"""Whether the record of an imported note stands: one that does not is in nobody's list."""

from sqlalchemy import ColumnElement, and_, select
from sqlmodel import col

from practice.terms import RecordKind
from storage.tables import NoteStanding, Record

_LAST = (
    select(col(NoteStanding.stands))
    .where(col(NoteStanding.record_id) == col(Record.id))
    .order_by(col(NoteStanding.id).desc())
    .limit(1)
    .correlate(Record)
    .scalar_subquery()
)


def stands() -> ColumnElement[bool]:
    """Return the condition that a record stands: all do, but imported notes taken back since."""
    return ~and_(col(Record.kind) == RecordKind.IMPORTED, ~_LAST)
