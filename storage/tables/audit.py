"""What was done, by whom. Append-only, by trigger."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class AuditEvent(SQLModel, table=True):
    """One thing done, written in the transaction of what it records; ids only, never content."""

    __tablename__ = "audit_event"
    id: str = row_id()
    at: datetime = Field(index=True)
    actor_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    deed: str
    noun: str
    noun_id: str | None = Field(default=None, index=True)
