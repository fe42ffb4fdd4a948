"""Summaries as they were shown, to whom and when; and how often people are sent theirs.

Append-only, by trigger.
"""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class SummaryView(SQLModel, table=True):
    """What a team's month said, as a view model (encrypted) without the moment it was shown at.

    Kept once, however often it is shown: `digest` is a keyed hash of it.
    """

    __tablename__ = "summary_view"
    __table_args__ = (Index("summary_view_of_month", "team_id", "first_on"),)
    id: str = row_id()
    team_id: str = Field(foreign_key="team.id")
    first_on: date
    digest: str = Field(unique=True)
    view: str


class SummaryShowing(SQLModel, table=True):
    """A summary that was shown to a person, the first time on a day; without one, to the server."""

    __tablename__ = "summary_showing"
    __table_args__ = (Index("summary_showing_to", "view_id", "person_id", "shown_on"),)
    id: str = row_id()
    view_id: str = Field(foreign_key="summary_view.id")
    person_id: str | None = Field(default=None, foreign_key="person.id")
    shown_on: date
    shown_at: datetime


class SummaryRhythm(SQLModel, table=True):
    """How often a person is sent their team's summary: what they said last; unsaid, each month."""

    __tablename__ = "summary_rhythm"
    id: str = row_id()
    person_id: str = Field(foreign_key="person.id", index=True)
    is_weekly: bool
    said_at: datetime
