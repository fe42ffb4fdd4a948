"""Records in depth: agreed or not, what they show, the actions they plan and answer."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlmodel import Session, col

from practice.access import RecordFacts
from practice.calendar import Month
from practice.terms import ActionStatus, StepKind
from storage.access import record_facts
from storage.drafts import last_state
from storage.measures.counting import Query, candidates, one_if
from storage.measures.scope import ABOUT_A_CHILD, Scope, sent
from storage.tables import Action, ActionAnswer, Claim, ClaimStrike, Step, table_of

_action, _answer = table_of(Action), table_of(ActionAnswer)
_claim, _strike = table_of(Claim), table_of(ClaimStrike)


def agreed(scope: Scope) -> Select[Any]:
    """Select records in depth; those whose last word is the practitioner's *agreed* count.

    State: the last of *submitted*, *returned* and *agreed* among the steps of the record's draft.
    """
    records = sent(scope)
    state = last_state(col(Step.kind), records.c.draft_id, col(Step.at) <= scope.moment)
    with_state = select(records, state.label("state")).cte("with_state")
    return candidates(
        with_state,
        with_state.c.record_id,
        one_if(with_state.c.state == StepKind.AGREED),
        with_state.c.state,
    )


def waiting(session: Session, scope: Scope) -> dict[Month, int]:
    """Return, by month of `scope`, the records in depth that wait to be agreed, where any do."""
    if not scope.begun:
        return {}
    row = agreed(scope).subquery("candidate")
    statement = (
        select(row.c.month, func.count())
        .where(row.c.weight == 0, func.coalesce(row.c.state, "") != StepKind.RETURNED)
        .group_by(row.c.month)
    )
    return {Month.parse(month): n for month, n in session.connection().execute(statement)}


def facts(session: Session, scope: Scope) -> dict[str, RecordFacts]:
    """Return the access facts of every child's record sent in `scope`, by its id."""
    if not scope.begun:
        return {}
    return record_facts(session, select(sent(scope, ABOUT_A_CHILD).c.record_id), scope.today)


def guides(session: Session, scope: Scope) -> set[tuple[str, int]]:
    """Return the guides, each with its version, by which the records in depth were told."""
    if not scope.begun:
        return set()
    records = sent(scope)
    found = select(records.c.guide, records.c.version).distinct()
    return {(name, version) for name, version in session.connection().execute(found)}


@dataclass(frozen=True)
class Proposals:
    """Claims proposed, how many of them were confirmed, how many of those struck."""

    proposed: int
    confirmed: int
    struck: int


def _struck(scope: Scope) -> ColumnElement[bool]:
    return exists().where(_strike.c.claim_id == _claim.c.id, _strike.c.struck_at <= scope.moment)


def shows(indicator: str) -> Query:
    """Return the query of records in depth; those with the confirmed claim count.

    A claim counts when its writer confirmed it and the other person has not struck it.
    """

    def query(scope: Scope) -> Select[Any]:
        records = sent(scope)
        confirmed = exists().where(
            _claim.c.submission_id == records.c.submission_id, standing_claims(scope, indicator)
        )
        return candidates(records, records.c.record_id, one_if(confirmed))

    return query


def standing_claims(scope: Scope, indicator: str) -> ColumnElement[bool]:
    """Return the condition that a claim is of an indicator, confirmed and not struck."""
    return and_(
        _claim.c.indicator == indicator, _claim.c.confirmed_by.is_not(None), ~_struck(scope)
    )


def proposed(scope: Scope) -> Select[Any]:
    """Select the claims proposed in depth; those confirmed and not struck count.

    State: *unconfirmed*, *struck* or *standing*.
    """
    records = sent(scope)
    state = case(
        (_claim.c.confirmed_by.is_(None), "unconfirmed"),
        (_struck(scope), "struck"),
        else_="standing",
    )
    return candidates(records, _claim.c.id, one_if(state == "standing"), state).join(
        _claim, _claim.c.submission_id == records.c.submission_id
    )


def proposals(session: Session, scope: Scope) -> dict[Month, Proposals]:
    """Return what became of the claims proposed in depth, for each month of `scope`."""
    found = {month: Proposals(0, 0, 0) for month in scope.months}
    if not scope.begun:
        return found
    records = sent(scope)
    confirmed = _claim.c.confirmed_by.is_not(None)
    statement = (
        select(
            records.c.month,
            func.count(),
            func.sum(one_if(confirmed)),
            func.sum(one_if(confirmed & _struck(scope))),
        )
        .join(records, records.c.submission_id == _claim.c.submission_id)
        .group_by(records.c.month)
    )
    for month, *numbers in session.connection().execute(statement):
        found[Month.parse(month)] = Proposals(*(int(number) for number in numbers))
    return found


def answered(scope: Scope) -> Select[Any]:
    """Select actions answered in records in depth; those answered *done* count."""
    records = sent(scope)
    done = one_if(_answer.c.answer == ActionStatus.DONE)
    return candidates(records, _answer.c.action_id, done, _answer.c.answer).join(
        _answer, _answer.c.submission_id == records.c.submission_id
    )


def planned(scope: Scope) -> Select[Any]:
    """Select actions newly agreed in records in depth; those with both why and how count.

    One that names only who or when is none. State: *both*, *no why*, *no how* or *neither*.
    """
    records = sent(scope)
    why = and_(_action.c.why.is_not(None), ~_action.c.why_is_bare)
    how = and_(_action.c.how.is_not(None), ~_action.c.how_is_bare)
    state = case((and_(why, how), "both"), (how, "no why"), (why, "no how"), else_="neither")
    return candidates(records, _action.c.id, one_if(and_(why, how)), state).join(
        _action, _action.c.submission_id == records.c.submission_id
    )
