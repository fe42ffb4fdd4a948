"""Questions of summaries that somebody took up, their answers, and the records these rest on."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.base import row_id


class Enquiry(SQLModel, table=True):
    """A summary's question that somebody took up: who finds out, and by when.

    It belongs to a team's month and to a measure, `about`; `numerator` of `denominator` is what
    that stood at: in `part_id` alone, one of the teams below, where the question is of that one.
    `question` and `finding`, what it rests on, are encrypted.
    """

    __table_args__ = (
        Index("enquiry_of_owner", "owner_id", "due_on"),
        Index("enquiry_of_team", "team_id", "first_on"),
    )
    id: str = row_id()
    team_id: str = Field(foreign_key="team.id")
    first_on: date
    about: str
    part_id: str | None = Field(default=None, foreign_key="team.id")
    finding: str
    question: str
    numerator: int
    denominator: int
    owner_id: str = Field(foreign_key="person.id")
    due_on: date = Field(index=True)
    asked_by_id: str = Field(foreign_key="person.id")
    asked_at: datetime


class EnquiryAnswer(SQLModel, table=True):
    """What its owner found out, in their words (encrypted); the last one holds."""

    __tablename__ = "enquiry_answer"
    id: str = row_id()
    enquiry_id: str = Field(foreign_key="enquiry.id", index=True)
    words: str
    answered_by_id: str = Field(foreign_key="person.id")
    answered_at: datetime


class EnquiryEvidence(SQLModel, table=True):
    """A record that an answer rests on; it opens to whoever may read it, and to nobody else."""

    __tablename__ = "enquiry_evidence"
    id: str = row_id()
    answer_id: str = Field(foreign_key="enquiry_answer.id", index=True)
    record_id: str = Field(foreign_key="record.id")
