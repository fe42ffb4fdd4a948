"""Records that the practitioner has agreed."""

from typing import Any

from sqlalchemy import Select, select

from practice.terms import RECORD_STATES, StepKind
from storage.oversight.asked import Asked, sent, table_of
from storage.oversight.counting import candidates, one_if
from storage.tables import Step

_step = table_of(Step)


def agreed(asked: Asked) -> Select[Any]:
    """Select records in depth; those whose last word is the practitioner's *agreed* count.

    State: the last of *submitted*, *returned* and *agreed* among the steps of the record's draft.
    """
    records = sent(asked)
    last_word = (
        select(_step.c.kind)
        .where(
            _step.c.draft_id == records.c.draft_id,
            _step.c.kind.in_(RECORD_STATES),
            _step.c.at <= asked.moment,
        )
        .order_by(_step.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    with_state = select(records, last_word.label("state")).cte("with_state")
    return candidates(
        with_state,
        with_state.c.record_id,
        one_if(with_state.c.state == StepKind.AGREED),
        with_state.c.state,
    )
