"""Records in depth: agreed or not, what they show, the actions they plan and answer."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    select,
)
from sqlmodel import Session, col

from practice.access import RecordFacts
from practice.terms import SETTLED, ActionNext, ActionStatus, StepKind
from storage.access import record_facts
from storage.drafts import last_state
from storage.measures.counting import Query, candidates, one_if
from storage.measures.scope import ABOUT_A_CHILD, EVERYBODY, Asked, Scope, sent
from storage.tables import Action, ActionAnswer, Claim, ClaimStrike, Step, Submission, table_of

_action, _answer = table_of(Action), table_of(ActionAnswer)
_sending = table_of(Submission)
_claim, _strike = table_of(Claim), table_of(ClaimStrike)


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


def facts(session: Session, scope: Scope) -> dict[str, RecordFacts]:
    """Return the access facts of every child's record sent in `scope`, by its id."""
    if not scope.begun:
        return {}
    every = select(sent(EVERYBODY, ABOUT_A_CHILD).c.record_id).params(scope.values)
    return record_facts(session, every, scope.today)


def guides(asked: Asked) -> Select[Any]:
    """Select records in depth; none count. State: the guide it was told by, and its version."""
    records = sent(asked)
    state = records.c.guide + " " + cast(records.c.version, String)
    return candidates(records, records.c.record_id, literal(0), state)


def _struck(asked: Asked) -> ColumnElement[bool]:
    return exists().where(_strike.c.claim_id == _claim.c.id, _strike.c.struck_at <= asked.moment)


def shows(indicator: str) -> Query:
    """Return the query of records in depth; those with the confirmed claim count.

    A claim counts when its writer confirmed it and the other person has not struck it.
    """

    def query(asked: Asked) -> Select[Any]:
        records = sent(asked)
        confirmed = exists().where(
            _claim.c.submission_id == records.c.submission_id, standing_claims(asked, indicator)
        )
        return candidates(records, records.c.record_id, one_if(confirmed))

    return query


def children_shown(indicator: str) -> Query:
    """Return the query of children in depth; those whom a record shows with the claim count."""

    def query(asked: Asked) -> Select[Any]:
        row = shows(indicator)(asked).subquery("record_shown")
        return select(
            *(row.c.child_id.label("unit_id") if c.key == "unit_id" else c for c in row.c)
        )

    return query


def standing_claims(asked: Asked, indicator: str) -> ColumnElement[bool]:
    """Return the condition that a claim is of an indicator, confirmed and not struck."""
    return and_(
        _claim.c.indicator == indicator, _claim.c.confirmed_by.is_not(None), ~_struck(asked)
    )


def proposed(asked: Asked) -> Select[Any]:
    """Select the claims proposed in depth; those confirmed and not struck count.

    State: *unconfirmed*, *struck* or *standing*.
    """
    records = sent(asked)
    state = case(
        (_claim.c.confirmed_by.is_(None), "unconfirmed"),
        (_struck(asked), "struck"),
        else_="standing",
    )
    return candidates(records, _claim.c.id, one_if(state == "standing"), state).join(
        _claim, _claim.c.submission_id == records.c.submission_id
    )


def copied_words(asked: Asked) -> Select[Any]:
    """Select records in depth that were compared with earlier ones; those with copied words count.

    Words that their writer said to be so again today are none.
    """
    records = sent(asked)
    return (
        candidates(records, records.c.record_id, one_if(_sending.c.copied))
        .join(_sending, _sending.c.id == records.c.submission_id)
        .where(_sending.c.copied.is_not(None))
    )


def answered(asked: Asked) -> Select[Any]:
    """Select actions answered in records in depth; those answered *done* count."""
    records = sent(asked)
    done = one_if(_answer.c.answer == ActionStatus.DONE)
    return candidates(records, _answer.c.action_id, done, _answer.c.answer).join(
        _answer, _answer.c.submission_id == records.c.submission_id
    )


def carried_over(asked: Asked) -> Select[Any]:
    """Select actions answered in records in depth; those that go on undone count.

    As they were, or changed: only one that is done, no longer needed or given up ends. State: what
    was answered, or *give up*.
    """
    records = sent(asked)
    given_up = func.coalesce(_answer.c.next_step, "") == ActionNext.GIVE_UP
    goes_on = and_(_answer.c.answer.not_in(SETTLED), ~given_up)
    state = case((given_up, ActionNext.GIVE_UP.value), else_=_answer.c.answer)
    return candidates(records, _answer.c.action_id, one_if(goes_on), state).join(
        _answer, _answer.c.submission_id == records.c.submission_id
    )


def planned(asked: Asked) -> Select[Any]:
    """Select actions newly agreed in records in depth; those with both why and how count.

    One that names only who or when is none. State: *both*, *no why*, *no how* or *neither*.
    """
    records = sent(asked)
    why = and_(_action.c.why.is_not(None), ~_action.c.why_is_bare)
    how = and_(_action.c.how.is_not(None), ~_action.c.how_is_bare)
    state = case((and_(why, how), "both"), (how, "no why"), (why, "no how"), else_="neither")
    return candidates(records, _action.c.id, one_if(and_(why, how)), state).join(
        _action, _action.c.submission_id == records.c.submission_id
    )
