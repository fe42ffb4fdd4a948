"""What came of actions, and how likely people had thought that each changes what it should."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CTE, ColumnElement, Select, String, and_, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.calendar import Month
from practice.terms import ActionEffect, ActionNext, ActionStatus, Likelihood
from storage.measures.counting import candidates, one_if
from storage.measures.scope import EVERYBODY, Asked, Scope, sent
from storage.plans import known_by
from storage.records import counts
from storage.tables import Action, ActionAnswer, Submission, table_of

_answer = table_of(ActionAnswer)


class Came(NamedTuple):
    """What was answered of an action in a record in depth, and how likely its change was called.

    `likely` is None where nobody said, `effect` where nobody said what it did, `next_step` where
    it was done.
    """

    month: Month
    team_id: str
    child_id: str
    record_id: str
    held_on: date
    action_id: str
    likely: Likelihood | None
    answer: ActionStatus
    effect: ActionEffect | None
    next_step: ActionNext | None


def came(session: Session, scope: Scope) -> list[Came]:
    """Return what was answered of actions in the months of `scope`.

    Every answer, the oldest meeting first: an action that was carried over has several.
    """
    if not scope.begun:
        return []
    rows = session.connection().execute(_came(), scope.values)
    return [
        Came(
            Month.parse(month),
            *(team, child, record, held_on, action),
            Likelihood(likely) if likely else None,
            ActionStatus(answer),
            ActionEffect(effect) if effect else None,
            ActionNext(step) if step else None,
        )
        for month, team, child, record, held_on, action, likely, answer, effect, step in rows
    ]


def tried(asked: Asked) -> Select[Any]:
    """Select actions of which somebody said what they did; those that came as hoped count.

    Of these, those whose change was called so likely, which is the state. Only what was done is
    asked what it did, so an action is one in one month.
    """
    records = sent(asked)
    planned, sending = aliased(Action), aliased(Submission)
    likely = type_coerce(col(planned.likely), String)
    came_as_hoped = one_if(_answer.c.effect == ActionEffect.AS_HOPED)
    return (
        candidates(records, _answer.c.action_id, came_as_hoped, likely)
        .select_from(records)
        .join(_answer, _answer.c.submission_id == records.c.submission_id)
        .join(planned, _of_action(records, planned))
        .join(sending, col(sending.id) == col(planned.submission_id))
        .where(counts(sending, as_of=asked.moment))
        .where(_answer.c.effect.is_not(None), col(planned.likely).is_not(None))
    )


def _of_action(records: CTE, planned: type[Action]) -> ColumnElement[bool]:
    # By the child, of whom there are few; what an action was first sent as has no index. The
    # children are said twice, or SQLite goes through every action there is.
    return and_(
        col(planned.child_id) == records.c.child_id,
        col(planned.child_id).in_(select(records.c.child_id)),
        known_by(planned) == _answer.c.action_id,
    )


@cache
def _came() -> Select[Any]:
    records = sent(EVERYBODY)
    planned, sending = aliased(Action), aliased(Submission)
    columns: tuple[Any, ...] = (
        *(records.c.month, records.c.team_id, records.c.child_id, records.c.record_id),
        *(records.c.held_on, _answer.c.action_id, col(planned.likely)),
        *(_answer.c.answer, _answer.c.effect, _answer.c.next_step),
    )
    return (
        select(*columns)
        .join(_answer, _answer.c.submission_id == records.c.submission_id)
        .join(planned, _of_action(records, planned))
        .join(sending, col(sending.id) == col(planned.submission_id))
        .where(counts(sending, as_of=EVERYBODY.moment))
        .order_by(records.c.held_on, records.c.record_id, _answer.c.id)
    )
