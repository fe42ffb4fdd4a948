"""What is asked for often and is little, beside the much that it would be looked for in.

Nothing here is a record. Triggers keep all of it true (storage/lookups.py); it can be made again.
"""

from datetime import date

from sqlmodel import Field, Index, SQLModel


class WaitingPart(SQLModel, table=True):
    """A part of a sent meeting, by its draft, that was not agreed; `whose` list it stands in.

    One row for each of its two people and one for its team, `role` says as what. Its `state` is the
    last of RECORD_STATES: submitted, and so waiting for its practitioner; or returned, and so
    waiting for who held it.
    """

    __tablename__ = "waiting_part"
    __table_args__ = {"sqlite_with_rowid": False}
    whose: str = Field(primary_key=True, max_length=32)
    draft_id: str = Field(primary_key=True, max_length=32)
    supervision_id: str
    role: str
    state: str


class UnfinishedDraft(SQLModel, table=True):
    """A draft that waits for its person: never sent, or returned, and not thrown away.

    A part of a meeting is none unless it was returned: the meeting stands for it.
    """

    __tablename__ = "unfinished_draft"
    __table_args__ = {"sqlite_with_rowid": False}
    person_id: str = Field(primary_key=True, max_length=32)
    draft_id: str = Field(primary_key=True, max_length=32)


class ListChoice(SQLModel, table=True):
    """A child or a practitioner (`kind`) that somebody's list of records may be narrowed to.

    `whose` is a person's own list, or a team's meetings. What was unshared since is there still.
    """

    __tablename__ = "list_choice"
    __table_args__ = {"sqlite_with_rowid": False}
    whose: str = Field(primary_key=True, max_length=32)
    kind: str = Field(primary_key=True)
    what: str = Field(primary_key=True, max_length=32)


class SharedReflection(SQLModel, table=True):
    """A record of a reflection that was shared, and `whose` list it stands in by that.

    While a share of it is open, that of whom it is shared with; `whose` is empty where none is.
    """

    __tablename__ = "shared_reflection"
    __table_args__ = (
        Index("shared_reflection_by_writer", "writer_id", "whose", "held_on"),
        {"sqlite_with_rowid": False},
    )
    whose: str = Field(primary_key=True, max_length=32)
    held_on: date = Field(primary_key=True)
    record_id: str = Field(primary_key=True, max_length=32)
    writer_id: str
