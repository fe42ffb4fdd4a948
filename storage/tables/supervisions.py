"""Supervisions (meetings) and their agendas."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint

from practice.terms import Discussion
from storage.tables.base import one_of, row_id


class Supervision(SQLModel, table=True):
    """A meeting that was sent; its id is its draft's. One meeting counts once, with its minutes."""

    id: str = Field(primary_key=True, foreign_key="draft.id", max_length=32)
    supervisor_id: str = Field(foreign_key="person.id", index=True)
    practitioner_id: str = Field(foreign_key="person.id", index=True)
    team_id: str = Field(foreign_key="team.id", index=True)
    held_on: date = Field(index=True)
    minutes: int | None = None
    sent_at: datetime


class AgendaItem(SQLModel, table=True):
    """One child on a meeting's agenda, and what became of it."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("supervision_id", "child_id"), one_of("became", Discussion))
    id: str = row_id()
    supervision_id: str = Field(foreign_key="supervision.id")
    child_id: str = Field(foreign_key="child.id", index=True)
    became: str
    reason: str | None = None
