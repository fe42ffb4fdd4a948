"""Records that the practitioner has agreed."""

from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session, col

from practice.access import RecordFacts
from practice.terms import StepKind
from storage.access import record_facts
from storage.drafts import last_state
from storage.oversight.asked import ABOUT_A_CHILD, Asked, sent
from storage.oversight.counting import candidates, one_if
from storage.tables import Step


def agreed(asked: Asked) -> Select[Any]:
    """Select records in depth; those whose last word is the practitioner's *agreed* count.

    State: the last of *submitted*, *returned* and *agreed* among the steps of the record's draft.
    """
    records = sent(asked)
    state = last_state(col(Step.kind), records.c.draft_id, col(Step.at) <= asked.moment)
    with_state = select(records, state.label("state")).cte("with_state")
    return candidates(
        with_state,
        with_state.c.record_id,
        one_if(with_state.c.state == StepKind.AGREED),
        with_state.c.state,
    )


def facts(session: Session, asked: Asked) -> dict[str, RecordFacts]:
    """Return, by record id, the access facts of every child's record sent in the months asked."""
    if not asked.begun:
        return {}
    return record_facts(session, select(sent(asked, ABOUT_A_CHILD).c.record_id), asked.today)
