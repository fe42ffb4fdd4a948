"""What the plan should change for the child, and what is done about it. Free text is encrypted."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from practice.terms import (
    ActionEffect,
    ActionNext,
    ActionStatus,
    Likelihood,
    RestsOn,
    SaysChange,
    SignAnswer,
)
from storage.tables.base import one_of, row_id


class Outcome(SQLModel, table=True):
    """What the plan should change for the child; `what` and `measure` are encrypted.

    A record that is sent again names its outcomes again. `entry` is an outcome's place in the
    record; `first_id` the row of that entry when it was first sent, None in that row itself.
    """

    __table_args__ = (one_of("says_change", SaysChange),)
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    entry: int = 0
    first_id: str | None = Field(default=None, foreign_key="outcome.id")
    what: str
    measure: str | None = None
    due_on: date | None = None
    says_change: str = SaysChange.NOT_ASKED


class OutcomeRating(SQLModel, table=True):
    """A 0-10 rating of an outcome in a record; 10 is good enough to close.

    `outcome_id` is the row in which the outcome was first sent. `rests_on` is None where nobody
    said; `unseen` says that the record tells nobody saw the child since the one before.
    `child_rating` and `parent_rating` are their own numbers, where they gave one. `beside` says
    that `rated_by` is the practitioner, who rated it apart: the plan goes by the writer's number.
    """

    __tablename__ = "outcome_rating"
    __table_args__ = (one_of("rests_on", RestsOn),)
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    outcome_id: str = Field(foreign_key="outcome.id", index=True)
    rating: int
    rated_by: str = Field(foreign_key="person.id")
    rated_on: date
    rests_on: str | None = None
    unseen: bool = False
    child_rating: int | None = None
    parent_rating: int | None = None
    beside: bool = False


class Action(SQLModel, table=True):
    """What is to be done for the child: what, why, how and who are encrypted.

    `entry` and `first_id` are as in Outcome. `why_is_bare` and `how_is_bare` say of what was
    written there that it names only who or when (practice/actions.py): it counts as not said.
    `likely` is how likely people thought it that it changes what it should.
    """

    __table_args__ = (one_of("likely", Likelihood),)
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    entry: int = 0
    first_id: str | None = Field(default=None, foreign_key="action.id")
    what: str
    why: str | None = None
    why_is_bare: bool = False
    how: str | None = None
    how_is_bare: bool = False
    who: str | None = None
    due_on: date | None = Field(default=None, index=True)
    likely: str | None = None


class ActionAnswer(SQLModel, table=True):
    """What became of an action, asked at the next record; `difference`, `in_the_way` are encrypted.

    `action_id` is the row in which the action was first sent. `effect` is what a done one did for
    the child, `next_step` what is to become of one that was not done.
    """

    __tablename__ = "action_answer"
    __table_args__ = (
        one_of("answer", ActionStatus),
        one_of("effect", ActionEffect),
        one_of("next_step", ActionNext),
    )
    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    action_id: str = Field(foreign_key="action.id", index=True)
    answer: str
    difference: str | None = None
    effect: str | None = None
    next_step: str | None = None
    in_the_way: str | None = None


class Contingency(SQLModel, table=True):
    """The day by which the plan should have worked, after which the other plan starts.

    `plan` (encrypted) is that other plan: the sign, the step and who takes it.
    """

    id: str = row_id()
    submission_id: str = Field(foreign_key="submission.id", index=True)
    child_id: str = Field(foreign_key="child.id", index=True)
    due_on: date
    plan: str | None = None


class ContingencyAnswer(SQLModel, table=True):
    """What was said of a child's contingency when its day had passed; rows are only added.

    It answers the day, `due_on`, not a row: a record that is sent again names its day again. It
    was said in the meeting of `answered_on`; the last one said of a day is what holds.
    """

    __tablename__ = "contingency_answer"
    __table_args__ = (one_of("answer", SignAnswer),)
    id: str = row_id()
    child_id: str = Field(foreign_key="child.id", index=True)
    supervision_id: str = Field(foreign_key="supervision.id", index=True)
    due_on: date
    answer: str
    moved_to: date | None = None
    answered_by: str = Field(foreign_key="person.id")
    answered_on: date
    answered_at: datetime
