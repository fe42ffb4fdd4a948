"""Notes of supervisions held before, as they were imported: what a file says beside the record.

The words are answers of the record's draft. A note that a file corrects, or that an undone import
takes back, stands no longer; its record is then nobody's to read.
"""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from practice.terms import NoteKind
from storage.tables.base import one_of, row_id


class ImportedNote(SQLModel, table=True):
    """One version of a note, by the case system's reference, and the record it became."""

    __tablename__ = "imported_note"
    __table_args__ = (one_of("kind", NoteKind),)
    id: str = row_id()
    ref: str = Field(index=True)
    record_id: str = Field(foreign_key="record.id", unique=True)
    kind: str
    minutes: int | None = None
    practitioner_agreed_on: date | None = None
    supervisor_agreed_on: date | None = None


class NoteStanding(SQLModel, table=True):
    """From a moment on, the record of a note stands or does not; the last row of a record holds."""

    __tablename__ = "note_standing"
    __table_args__ = (Index("note_standing_last", "record_id", "id"),)
    id: str = row_id()
    record_id: str = Field(foreign_key="record.id")
    stands: bool
    said_at: datetime
