"""Supervisions, records, what each sending of one says, the claims that rest on it, and addenda."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from practice.access import Visibility
from practice.terms import ClosedBecause, Discussion, RecordKind, Seen
from storage.tables.base import one_of, partial_index, row_id

_DRAWN = "COALESCE(record_id, contact_id, section47_id) IS NOT NULL"


class Supervision(SQLModel, table=True):
    """A meeting that was sent; its id is its draft's. One meeting counts once, with its minutes.

    `next_on` is when the two agreed to meet next.
    """

    __table_args__ = (
        Index("supervision_of_month", "team_id", "held_on"),
        Index("supervision_of_practitioner", "practitioner_id", "held_on"),
        Index("supervision_sent_of_practitioner", "practitioner_id", "sent_at"),
    )
    id: str = Field(primary_key=True, foreign_key="draft.id", max_length=32)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    practitioner_id: str = Field(foreign_key="person.id")
    team_id: str = Field(foreign_key="team.id")
    held_on: date = Field(index=True)
    minutes: int | None = None
    next_on: date | None = None
    sent_at: datetime = Field(index=True)


class AgendaItem(SQLModel, table=True):
    """One child on a meeting's agenda, and what became of it."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("supervision_id", "child_id"), one_of("became", Discussion))
    id: str = row_id()
    supervision_id: str = Field(foreign_key="supervision.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    became: str
    reason: str | None = None


class Record(SQLModel, table=True):
    """One child's part of a supervision, the personal part, or a reflection.

    Its state (submitted, returned, agreed) is folded from the steps of `draft_id`: its own draft,
    or the meeting's for a child looked at, since the looked-at list is agreed as one card.
    """

    __table_args__ = (
        *(one_of("kind", RecordKind), one_of("visibility", Visibility)),
        partial_index(*("record_of_meeting", "supervision_id"), where="supervision_id IS NOT NULL"),
        partial_index(
            *("record_alone_by_writer", "writer_id", "visibility", "held_on"),
            where="supervision_id IS NULL",
        ),
        partial_index("record_of_audit", "held_on", where="kind = 'audit'"),
        Index("record_by_child", "child_id", "held_on"),
        Index("record_by_writer", "writer_id", "held_on"),
        Index("record_by_other", "other_id", "held_on"),
        Index("record_by_team", "team_id", "held_on"),
    )
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    kind: str
    visibility: str
    supervision_id: str | None = Field(default=None, foreign_key="supervision.id")
    child_id: str | None = Field(default=None, foreign_key="child.id")
    writer_id: str = Field(foreign_key="person.id")
    other_id: str | None = Field(default=None, foreign_key="person.id")
    team_id: str = Field(foreign_key="team.id")
    held_on: date = Field(index=True)
    guide: str
    version: int


class Share(SQLModel, table=True):
    """A reflection, by its draft, that its writer opened to one person. Append-only."""

    __table_args__ = (Index("share_with", "with_id", "shared_at"),)
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id", index=True)
    with_id: str = Field(foreign_key="person.id")
    shared_at: datetime


class ShareClosing(SQLModel, table=True):
    """A share is over: its person has left, and would not open it were they back. Append-only."""

    __tablename__ = "share_closing"
    id: str = row_id()
    share_id: str = Field(foreign_key="share.id", unique=True)
    closed_at: datetime


class TakenIn(SQLModel, table=True):
    """A shared reflection, by its draft, that its writer takes into a child's next supervision.

    Its words go into the next record in depth of the child, as theirs. Append-only.
    """

    __tablename__ = "taken_in"
    __table_args__ = (UniqueConstraint("draft_id", "child_id"),)
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    taken_at: datetime


class UnsignedClosing(SQLModel, table=True):
    """A part of a supervision, by its draft, closed though not agreed by both. Append-only.

    One of the two people has left; who answers for it closed it. What was sent stands.
    """

    __tablename__ = "unsigned_closing"
    __table_args__ = (one_of("reason", ClosedBecause),)
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id", unique=True)
    closed_by_id: str = Field(foreign_key="person.id")
    reason: str
    closed_at: datetime


class AuditDraw(SQLModel, table=True):
    """What was drawn by lot for a practice audit, that of `draft_id`. Append-only.

    A record, or a contact or section 47 enquiry of the council's files: one of the three. It was
    number `number` (from 1) of `count`, as the seed chose; `again`: of those that another auditor
    had read.
    """

    __tablename__ = "audit_draw"
    __table_args__ = (CheckConstraint(_DRAWN, name="something_is_drawn"),)
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id", unique=True)
    record_id: str | None = Field(default=None, foreign_key="record.id", index=True)
    contact_id: str | None = Field(default=None, foreign_key="contact.id", index=True)
    section47_id: str | None = Field(default=None, foreign_key="section47.id", index=True)
    drawn_for_id: str = Field(foreign_key="person.id", index=True)
    seed: int
    number: int
    count: int
    again: bool
    drawn_at: datetime


class Submission(SQLModel, table=True):
    """One sending of a record. The last one counts; a returned record sent again has a second.

    `seen` is how the child was seen since the record before, where it tells that. `copied` says
    whether words of an earlier record stand in it that its writer did not say to be so again today;
    None where it was not compared with earlier ones.
    """

    __table_args__ = (UniqueConstraint("record_id", "number"), one_of("seen", Seen))
    id: str = row_id()
    record_id: str = Field(foreign_key="record.id")
    number: int
    submitted_at: datetime
    seen: str | None = None
    copied: bool | None = None


class Line(SQLModel, table=True):
    """The one line of a looked-at record: *no change*, or what changed (encrypted)."""

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    became: str
    text: str | None = None


class Claim(SQLModel, table=True):
    """What a record shows: an indicator and the sentence (encrypted) it rests on.

    A version of the `reader` proposed it; where that is None, its writer pointed to it.
    `question` is the answer in which it stands, None in claims from before that was kept.
    `confirmed_by` is who wrote the sentence and confirmed it by sending; None where they took it
    out.
    """

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    indicator: str
    sentence: str
    question: str | None = None
    reader: str | None = None
    confirmed_by: str | None = Field(default=None, foreign_key="person.id")
    made_at: datetime


class ProcessShare(SQLModel, table=True):
    """What share of a sending's sentences a version of the reader took to be about process.

    An estimate of texts that nobody confirmed: it is added up for teams, and never shown or
    exported for one record or one person. One row a version, over the texts which that one read.
    """

    __tablename__ = "process_share"
    __table_args__ = (
        UniqueConstraint("submission_id", "reader"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share_is_one"),
        CheckConstraint("sentences > 0", name="has_sentences"),
    )
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id")
    reader: str
    share: float
    sentences: int


class ClaimStrike(SQLModel, table=True):
    """A claim struck by the other person, who does not agree that the record shows it."""

    __tablename__ = "claim_strike"
    id: str = row_id()
    claim_id: str = Field(foreign_key="claim.id", unique=True)
    struck_by: str = Field(foreign_key="person.id")
    struck_at: datetime


class Addendum(SQLModel, table=True):
    """Text (encrypted) added to a record after it was locked, by one of its two people."""

    id: str = row_id()
    record_id: str = Field(foreign_key="record.id", index=True)
    author_id: str = Field(foreign_key="person.id")
    text: str
    added_at: datetime
