"""What came of actions, and how likely people had thought that each changes what it should."""

from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.calendar import Month
from practice.terms import ActionEffect, ActionNext, ActionStatus, Likelihood
from storage.measures.scope import EVERYBODY, Scope, sent
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


@cache
def _came() -> Select[Any]:
    records = sent(EVERYBODY)
    planned, sending = aliased(Action), aliased(Submission)
    columns: tuple[Any, ...] = (
        *(records.c.month, records.c.team_id, records.c.child_id, records.c.record_id),
        *(records.c.held_on, _answer.c.action_id, col(planned.likely)),
        *(_answer.c.answer, _answer.c.effect, _answer.c.next_step),
    )
    # By the child, of whom there are few; what an action was first sent as has no index.
    of_action = and_(
        col(planned.child_id) == records.c.child_id, known_by(planned) == _answer.c.action_id
    )
    return (
        select(*columns)
        .join(_answer, _answer.c.submission_id == records.c.submission_id)
        .join(planned, of_action)
        .join(sending, col(sending.id) == col(planned.submission_id))
        .where(counts(sending, as_of=EVERYBODY.moment))
        .order_by(records.c.held_on, records.c.record_id, _answer.c.id)
    )
