"""Reminders that came due."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.base import row_id


class Reminder(SQLModel, table=True):
    """A reminder, unique by kind, subject, due date and stage: the row is the schedule."""

    __table_args__ = (UniqueConstraint("kind", "subject", "due_on", "stage"),)
    id: str = row_id()
    kind: str
    subject: str
    due_on: date
    stage: int
    person_id: str = Field(foreign_key="person.id", index=True)
    made_at: datetime
