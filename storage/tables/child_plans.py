"""Plans of children, as the council's case system has them: in need, protection, looked after."""

from datetime import date

from sqlmodel import Field, SQLModel

from practice.terms import PlanKind
from storage.tables.base import one_of, row_id


class ChildPlan(SQLModel, table=True):
    """A child's plan, with the last visit and whether the child was seen alone there."""

    __tablename__ = "child_plan"
    __table_args__ = (one_of("kind", PlanKind),)
    id: str = row_id()
    ref: str = Field(unique=True)
    child_ref: str = Field(index=True)
    kind: str
    started_on: date = Field(index=True)
    ended_on: date | None = Field(default=None, index=True)
    last_visit_on: date | None = None
    seen_alone: bool | None = None
