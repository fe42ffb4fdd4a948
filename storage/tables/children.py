"""Children, by reference, and who works with them."""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from practice.terms import ChildStatus, Communication, InvolvementPart
from storage.tables.base import one_of, row_id


class Child(SQLModel, table=True):
    """A child, by the council's pseudonymous reference; what could name the child is encrypted.

    Children with the same `family_ref`, a reference of the council's too, are of one family.
    """

    __table_args__ = (one_of("status", ChildStatus), one_of("communication", Communication))
    id: str = row_id()
    ref: str = Field(unique=True)
    status: str
    opened_on: date | None = None
    closed_on: date | None = None
    restricted: bool = False
    family_ref: str | None = Field(default=None, index=True)
    forename: str | None = None
    surname: str | None = None
    birth_date: str | None = None
    postcode: str | None = None
    communication: str | None = None


class Involvement(SQLModel, table=True):
    """A worker's time with a child; its end carries a reason.

    `part` says whether they lead, which None says too, or work beside the one who does; a change of
    worker counts leads.
    """

    __table_args__ = (
        one_of("part", InvolvementPart),
        Index("involvement_of_person", "person_id", "ended_on"),
        Index("involvement_of_team", "team_id", "ended_on"),
    )
    id: str = row_id()
    child_id: str = Field(foreign_key="child.id", index=True)
    person_id: str = Field(foreign_key="person.id")
    team_id: str = Field(foreign_key="team.id")
    started_on: date
    ended_on: date | None = Field(default=None, index=True)
    end_reason: str | None = None
    part: str | None = None
