"""The front door: contacts and referrals, as the council's case system has them.

What they refer to (a child, an earlier contact) stands as the council writes it, whether or not it
is here: most contacts are about children who never were open.
"""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from practice.terms import ContactOutcome, ThresholdMet
from storage.tables.base import one_of, row_id


class Contact(SQLModel, table=True):
    """A contact at the front door; what could name the child is encrypted.

    A yes or no that the council did not tell is None. Without a team it is the whole council's.
    """

    __table_args__ = (
        *(one_of("outcome", ContactOutcome), one_of("threshold_met", ThresholdMet)),
        Index("contact_of_month", "team_id", "received_on"),
        # With the day: those of a day are many, and looked through for each contact otherwise.
        Index("contact_of_child", "child_ref", "received_on"),
        # With the source: which of them stopped is looked for in two years of all contacts.
        Index("contact_of_day", "received_on", "source"),
    )
    id: str = row_id()
    ref: str = Field(unique=True)
    team_id: str | None = Field(default=None, foreign_key="team.id")
    received_on: date
    source: str | None = None
    reason: str | None = None
    domestic_abuse: bool | None = None
    triaged: bool | None = None
    child_ref: str | None = None
    forename: str | None = None
    surname: str | None = None
    birth_date: str | None = None
    postcode: str | None = None
    outcome: str | None = None
    threshold_met: str | None = None


class Referral(SQLModel, table=True):
    """A referral to children's social care, and the contact that it came from."""

    __table_args__ = (
        Index("referral_of_month", "team_id", "received_on"),
        Index("referral_of_child", "child_ref", "received_on"),
    )
    id: str = row_id()
    ref: str = Field(unique=True)
    team_id: str | None = Field(default=None, foreign_key="team.id")
    contact_ref: str | None = Field(default=None, index=True)
    child_ref: str | None = None
    received_on: date = Field(index=True)
    decided_on: date | None = None
    source: str | None = None
    outcome: str | None = None
