"""Guide versions in use, drafts and their steps."""

from datetime import datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint

from practice.terms import DraftKind, StepKind
from storage.tables.base import one_of, partial_index, row_id


class GuideVersion(SQLModel, table=True):
    """The digest of a guide version that was used; a used version never changes.

    `source` is a council's own version itself, whose file may be changed or lost; None of one that
    ships with the program.
    """

    __tablename__ = "guide_version"
    guide: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    digest: str
    source: str | None = None
    first_used_at: datetime


class Draft(SQLModel, table=True):
    """One conversation of one person: a guide being answered, a meeting, or a record being read.

    A child's record or the personal part of a meeting names the meeting as its parent; so does the
    practitioner's reading of it. Their own view of a child names the child's part. Where it stands
    is folded from its steps.

    `open_since` is the step that opened it last, None once it was left, discarded or sent: what is
    current is looked up by it, however many drafts a person ever had.
    """

    __table_args__ = (
        one_of("kind", DraftKind),
        partial_index(*("draft_open", "person_id", "open_since"), where="open_since IS NOT NULL"),
        Index("draft_of_version", "guide", "version", "opened_at"),
    )
    id: str = row_id()
    kind: str
    guide: str
    version: int
    person_id: str = Field(foreign_key="person.id", index=True)
    parent_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    child_id: str | None = Field(default=None, foreign_key="child.id", index=True)
    opened_at: datetime
    open_since: str | None = None


class Step(SQLModel, table=True):
    """One thing that happened in a draft. Append-only, by trigger.

    `value` is JSON: encrypted (`sealed`) where it is free text, plain where a measure needs it.
    `source` is the channel's own name of the message it came from, so that editing that message
    amends the answer.
    """

    __table_args__ = (
        UniqueConstraint("draft_id", "number"),
        one_of("kind", StepKind),
        Index("step_by_kind", "draft_id", "kind", "number"),
        partial_index("step_by_source", "source", where="source IS NOT NULL"),
    )
    id: str = row_id()
    draft_id: str = Field(foreign_key="draft.id")
    number: int
    kind: str
    question: str | None = None
    entry: int = 0
    value: str | None = None
    sealed: bool = False
    source: str | None = None
    author_id: str = Field(foreign_key="person.id")
    at: datetime
