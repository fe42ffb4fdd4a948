"""What the plan should change for the child, and what is done about it. Free text is encrypted."""

from datetime import date

from sqlmodel import Field, SQLModel

from practice.terms import ActionStatus
from storage.tables.base import one_of, row_id


class Outcome(SQLModel, table=True):
    """What the plan should change for the child; `what` and `measure` are encrypted.

    A record that is sent again names its outcomes again. `entry` is an outcome's place in the
    record; `first_id` the row of that entry when it was first sent, None in that row itself.
    """

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    entry: int = 0
    first_id: str | None = Field(default=None, foreign_key="outcome.id")
    what: str
    measure: str | None = None
    due_on: date | None = None


class OutcomeRating(SQLModel, table=True):
    """A 0-10 rating of an outcome in a record; 10 is good enough to close.

    `outcome_id` is the row in which the outcome was first sent.
    """

    __tablename__ = "outcome_rating"
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    outcome_id: str = Field(foreign_key="outcome.id", index=True)
    rating: int
    rated_by: str = Field(foreign_key="person.id")
    rated_on: date


class Action(SQLModel, table=True):
    """What is to be done for the child: what, why, how and who are encrypted.

    `entry` and `first_id` are as in Outcome.
    """

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    entry: int = 0
    first_id: str | None = Field(default=None, foreign_key="action.id")
    what: str
    why: str | None = None
    how: str | None = None
    who: str | None = None
    due_on: date | None = None


class ActionAnswer(SQLModel, table=True):
    """What became of an action, asked at the next record; `difference` is encrypted.

    `action_id` is the row in which the action was first sent.
    """

    __tablename__ = "action_answer"
    __table_args__ = (one_of("answer", ActionStatus),)
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    action_id: str = Field(foreign_key="action.id", index=True)
    answer: str
    difference: str | None = None


class Contingency(SQLModel, table=True):
    """The day by which the plan should have worked, after which the other plan starts."""

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    due_on: date
