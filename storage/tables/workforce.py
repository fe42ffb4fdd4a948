"""The posts that a team has, filled or not."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint

from storage.tables.base import row_id


class Establishment(SQLModel, table=True):
    """How many posts a team has from a month on, in full-time posts; until the next row of it."""

    __table_args__ = (UniqueConstraint("team_id", "from_month"),)
    id: str = row_id()
    team_id: str = Field(foreign_key="team.id")
    from_month: date
    posts: float
