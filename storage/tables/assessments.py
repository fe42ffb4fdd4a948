"""Assessments, section 47 enquiries and child protection conferences.

What they refer to stands as the council writes it, as in storage/tables/front_door.py.
"""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from storage.tables.base import row_id


class Assessment(SQLModel, table=True):
    """A social work assessment of a child, from its start until it was authorised."""

    __table_args__ = (Index("assessment_of_month", "team_id", "authorised_on"),)
    id: str = row_id()
    ref: str = Field(unique=True)
    team_id: str | None = Field(default=None, foreign_key="team.id")
    child_ref: str = Field(index=True)
    referral_ref: str | None = Field(default=None, index=True)
    started_on: date = Field(index=True)
    authorised_on: date | None = Field(default=None, index=True)
    child_seen_on: date | None = None
    outcome: str | None = None
    person_ref: str | None = Field(default=None, index=True)


class Section47(SQLModel, table=True):
    """A section 47 enquiry, from the strategy discussion that began it to its outcome."""

    __tablename__ = "section47"
    __table_args__ = (Index("section47_of_month", "team_id", "started_on"),)
    id: str = row_id()
    ref: str = Field(unique=True)
    team_id: str | None = Field(default=None, foreign_key="team.id")
    child_ref: str = Field(index=True)
    strategy_discussion_on: date | None = None
    started_on: date = Field(index=True)
    completed_on: date | None = None
    source: str | None = None
    outcome: str | None = None
    outcome_reason: str | None = None
    person_ref: str | None = Field(default=None, index=True)


class Conference(SQLModel, table=True):
    """An initial child protection conference, and whether a plan was made there."""

    id: str = row_id()
    ref: str = Field(unique=True)
    enquiry_ref: str | None = Field(default=None, index=True)
    child_ref: str = Field(index=True)
    held_on: date = Field(index=True)
    plan_made: bool | None = None
