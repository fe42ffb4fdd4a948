"""What measures come to, kept by team and month: made from the records, and never shown as older.

Nothing here is a record. All of it can be thrown away, and is then made again.
"""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class TallyMonth(SQLModel, table=True):
    """A month of which tallies are kept, and whether they are of what is stored now.

    `place` is a team by itself, or a digest of the teams of which a summary is. Triggers add to the
    `changes` of a team in the transaction that changes what is counted (storage/stale_marks.py).
    The tallies hold where they were made of as many, `made_of`, with the measures of this `recipe`,
    up to the day that is asked about.

    The place "" is the council, of which nothing is kept: every change of a month is added to it.
    Of the teams of a summary, `changes` is what that stood at as their tallies were made: where it
    still does, none of them changed, and none need be asked.
    """

    __tablename__ = "tally_month"
    __table_args__ = {"sqlite_with_rowid": False}
    place: str = Field(primary_key=True, max_length=32)
    first_on: date = Field(primary_key=True)
    last_on: date
    changes: int = 0
    made_of: int | None = None
    counted_to: date | None = None
    recipe: str | None = None


class Tally(SQLModel, table=True):
    """How many units of a measure a place's month has in one state, and which of them count.

    Of a team by itself, without those that another team has a part in too. `records` stand behind
    the units; `amount` is what else the measure adds up.
    """

    __table_args__ = {"sqlite_with_rowid": False}
    place: str = Field(primary_key=True, max_length=32)
    first_on: date = Field(primary_key=True)
    measure: str = Field(primary_key=True)
    state: str = Field(primary_key=True)
    counted: bool = Field(primary_key=True)
    units: int
    records: int
    amount: float = 0.0


class TallyLeftOut(SQLModel, table=True):
    """A child or practitioner whom more than one team has a part in, in a month of this team."""

    __tablename__ = "tally_left_out"
    __table_args__ = {"sqlite_with_rowid": False}
    place: str = Field(primary_key=True, max_length=32)
    first_on: date = Field(primary_key=True)
    unit_id: str = Field(primary_key=True, max_length=32)
    kind: str = Field(primary_key=True)


class TallyByTeam(SQLModel, table=True):
    """What each team of a summary has of a measure in a month: how many units, how many count.

    `place` is a digest of those teams, whose tallies together hold as long as this does; `counts`
    are as storage/measures/packed.py packs them.
    """

    __tablename__ = "tally_by_team"
    __table_args__ = {"sqlite_with_rowid": False}
    place: str = Field(primary_key=True, max_length=32)
    measure: str = Field(primary_key=True)
    first_on: date = Field(primary_key=True)
    counts: bytes


class NewestChange(SQLModel, table=True):
    """The latest moment that anything counted is dated at, in the one row there is."""

    __tablename__ = "newest_change"
    id: str = Field(primary_key=True)
    at: datetime


class FilesChange(SQLModel, table=True):
    """How often anything changed that assessments, enquiries and conferences are counted of.

    In the one row there is. Triggers add to it (storage/stale_marks.py).
    """

    __tablename__ = "files_change"
    id: str = Field(primary_key=True)
    changes: int
