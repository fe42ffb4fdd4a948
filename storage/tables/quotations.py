"""A child's words that may stand in summaries, and when they were taken back. Append-only."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from storage.tables.base import row_id


class Quotation(SQLModel, table=True):
    """A child's own words (encrypted) that the supervisor let stand in summaries.

    They stand in the sentence of a claim of a record that both had agreed. They belong to the
    record's team and to the day of its meeting.
    """

    __table_args__ = (Index("quotation_of_month", "team_id", "held_on"),)
    id: str = row_id()
    claim_id: str = Field(foreign_key="claim.id", index=True)
    team_id: str = Field(foreign_key="team.id")
    held_on: date
    words: str
    released_by_id: str = Field(foreign_key="person.id")
    released_at: datetime


class QuotationClosing(SQLModel, table=True):
    """Such words were taken back; let stand anew, they are another row."""

    __tablename__ = "quotation_closing"
    id: str = row_id()
    quotation_id: str = Field(foreign_key="quotation.id", unique=True)
    closed_by_id: str = Field(foreign_key="person.id")
    closed_at: datetime
