"""What is known of children's earlier supervisions, as an agenda needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from practice.terms import Discussion
from storage.plans import GOOD_ENOUGH, in_order_of_rating, known_by
from storage.records import counts
from storage.tables import (
    AgendaItem,
    Contingency,
    Outcome,
    OutcomeRating,
    Record,
    Submission,
    Supervision,
)

Ratings = Mapping[str, list[int]]
"""A child's ratings by outcome, oldest first; the outcome that was rated last stands last."""


@dataclass(frozen=True)
class ChildSoFar:
    """What an agenda needs to know of a child's earlier supervisions."""

    last_discussed: date | None = None
    last_in_depth: date | None = None
    contingency_on: date | None = None
    outcome_due_on: date | None = None
    last_rating: int | None = None
    rating_before: int | None = None


def so_far(session: Session, child_ids: Sequence[str]) -> dict[str, ChildSoFar]:
    """Return what is known of each child; a child never discussed has an empty entry."""
    discussed = _last_days(session, child_ids, col(AgendaItem.became) != Discussion.NOT_DISCUSSED)
    in_depth = _last_days(session, child_ids, col(AgendaItem.became) == Discussion.IN_DEPTH)
    plans = _contingencies(session, child_ids)
    ratings = _ratings(session, child_ids)
    due = _outcomes_due(session, child_ids, ratings, in_depth)
    return {
        child_id: ChildSoFar(
            discussed.get(child_id),
            in_depth.get(child_id),
            plans.get(child_id),
            due.get(child_id),
            *_last_two(ratings.get(child_id, {})),
        )
        for child_id in child_ids
    }


def _last_days(
    session: Session, child_ids: Sequence[str], became: ColumnElement[bool]
) -> dict[str, date]:
    rows = session.execute(
        select(col(AgendaItem.child_id), func.max(col(Supervision.held_on)))
        .join(Supervision, col(Supervision.id) == col(AgendaItem.supervision_id))
        .where(col(AgendaItem.child_id).in_(child_ids), became)
        .group_by(col(AgendaItem.child_id))
    )
    return {child_id: day for child_id, day in rows if day is not None}


def _contingencies(session: Session, child_ids: Sequence[str]) -> dict[str, date]:
    # By the day of the meeting: an earlier record that is sent again does not bring its date back.
    rows = session.execute(
        select(col(Contingency.child_id), col(Contingency.due_on))
        .join(Submission, col(Submission.id) == col(Contingency.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(col(Contingency.child_id).in_(child_ids), counts())
        .order_by(col(Record.held_on), col(Record.id), col(Contingency.id))
    )
    return {child_id: due_on for child_id, due_on in rows}  # noqa: C416 - the last one wins


def _outcomes_due(
    session: Session,
    child_ids: Sequence[str],
    ratings: Mapping[str, Ratings],
    in_depth: Mapping[str, date],
) -> dict[str, date]:
    """Return each child's earliest date of an outcome that no meeting in depth has taken up.

    An outcome last rated good enough to close is due no more.
    """
    rows = session.execute(
        select(col(Outcome.child_id), known_by(Outcome), col(Outcome.due_on))
        .join(Submission, col(Submission.id) == col(Outcome.submission_id))
        .where(col(Outcome.child_id).in_(child_ids), col(Outcome.due_on).is_not(None), counts())
        .order_by(col(Outcome.due_on).desc())
    )
    return {
        child_id: due_on
        for child_id, outcome_id, due_on in rows
        if due_on > in_depth.get(child_id, date.min)
        and ratings.get(child_id, {}).get(outcome_id, [0])[-1] < GOOD_ENOUGH
    }


def _ratings(session: Session, child_ids: Sequence[str]) -> Mapping[str, Ratings]:
    rows = session.execute(
        select(col(Outcome.child_id), col(Outcome.id), col(OutcomeRating.rating))
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == col(Outcome.id))
        .join(Submission, col(Submission.id) == col(OutcomeRating.submission_id))
        .where(col(Outcome.child_id).in_(child_ids), counts())
        .order_by(*in_order_of_rating())
    )
    found: dict[str, dict[str, list[int]]] = {}
    for child_id, outcome_id, rating in rows:
        outcomes = found.setdefault(child_id, {})
        outcomes[outcome_id] = [*outcomes.pop(outcome_id, []), rating]
    return found


def _last_two(by_outcome: Ratings) -> tuple[int | None, int | None]:
    ratings = next(reversed(list(by_outcome.values())), [])
    last = ratings[-1] if ratings else None
    before = ratings[-2] if len(ratings) > 1 else None
    return last, before
