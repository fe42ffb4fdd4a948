"""What is asked because of a summary: why a supervision that was due was not held."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from practice.terms import MissedBecause
from storage.tables.base import one_of, row_id


class MissedSupervision(SQLModel, table=True):
    """Why a practitioner had no supervision in a month, as their supervisor says; the last holds.

    `put_off_to` is the day it was put off to; `words` (encrypted) are those of another reason.
    """

    __tablename__ = "missed_supervision"
    __table_args__ = (
        one_of("because", MissedBecause),
        Index("missed_supervision_of", "practitioner_id", "first_on"),
    )
    id: str = row_id()
    practitioner_id: str = Field(foreign_key="person.id")
    team_id: str = Field(foreign_key="team.id")
    first_on: date
    because: str
    put_off_to: date | None = None
    words: str | None = None
    said_by_id: str = Field(foreign_key="person.id")
    said_at: datetime
