"""Actions planned, and what became of them."""

from typing import Any

from sqlalchemy import Select, and_, case

from practice.terms import ActionStatus
from storage.oversight.asked import Asked, sent
from storage.oversight.counting import candidates, one_if
from storage.tables import Action, ActionAnswer, table_of

_action, _answer = table_of(Action), table_of(ActionAnswer)


def answered(asked: Asked) -> Select[Any]:
    """Select actions answered in records in depth; those answered *done* count."""
    records = sent(asked)
    done = one_if(_answer.c.answer == ActionStatus.DONE)
    return candidates(records, _answer.c.action_id, done, _answer.c.answer).join(
        _answer, _answer.c.submission_id == records.c.submission_id
    )


def planned(asked: Asked) -> Select[Any]:
    """Select actions newly agreed in records in depth; those with both why and how count.

    State: *both*, *no why*, *no how* or *neither*.
    """
    records = sent(asked)
    why, how = _action.c.why.is_not(None), _action.c.how.is_not(None)
    state = case((and_(why, how), "both"), (how, "no why"), (why, "no how"), else_="neither")
    return candidates(records, _action.c.id, one_if(and_(why, how)), state).join(
        _action, _action.c.submission_id == records.c.submission_id
    )
