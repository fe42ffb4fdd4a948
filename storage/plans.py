"""Outcomes, actions and contingency: what the plan should change, and what was done.

A record that is sent again names its plan again. Answers and ratings keep to the row in which an
entry was first sent, so that they stand whichever sending counts, now or at an earlier moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from storage import sealed
from storage.ids import new_id
from storage.records import counting
from storage.tables import Action, ActionAnswer, Contingency, Outcome, OutcomeRating, Submission

GOOD_ENOUGH = 10
"""The rating with which an outcome is good enough to close."""


@dataclass(frozen=True)
class NewAction:
    """An action agreed in a record; `entry` is its place there, the same at every sending."""

    entry: int
    what: str
    why: str | None = None
    how: str | None = None
    who: str | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class NewOutcome:
    """An outcome named in a record, with its first rating if one was given (0-10).

    `entry` is its place in the record, the same at every sending.
    """

    entry: int
    what: str
    measure: str | None = None
    due_on: date | None = None
    rating: int | None = None


@dataclass(frozen=True)
class OpenAction:
    """An action still to be answered: what, who, by when. `id` is its first sending's."""

    id: str
    what: str
    who: str | None
    due_on: date | None


@dataclass(frozen=True)
class OpenOutcome:
    """An outcome rated before: its last rating and the day of it. `id` is its first sending's."""

    id: str
    what: str
    due_on: date | None
    rating: int
    rated_on: date


def _insert(session: Session, table: type, rows: list[dict[str, object]]) -> None:
    name = str(table.__tablename__)  # type: ignore[attr-defined]
    if rows:
        session.connection().execute(
            insert(table), [sealed.seal_row(session, name, row) for row in rows]
        )


def add_actions(
    session: Session, submission_id: str, child_id: str, actions: Sequence[NewAction]
) -> None:
    """Add the actions that a submission agrees for a child."""
    firsts = _firsts(session, Action, submission_id)
    fixed = {"submission_id": submission_id, "child_id": child_id}
    rows: list[dict[str, object]] = [
        {"id": new_id(), "first_id": firsts.get(action.entry), **fixed, **vars(action)}
        for action in actions
    ]
    _insert(session, Action, rows)


def _firsts(
    session: Session, table: type[Action] | type[Outcome], submission_id: str
) -> dict[int, str]:
    """Return, by entry, the row in which it was first sent, in the record of a submission."""
    this = aliased(Submission)
    rows = session.execute(
        select(col(table.entry), col(table.id))
        .join(Submission, col(Submission.id) == col(table.submission_id))
        .join(this, col(this.record_id) == col(Submission.record_id))
        .where(col(this.id) == submission_id, col(table.first_id).is_(None))
    )
    return {entry: row_id for entry, row_id in rows}  # noqa: C416 - a row is no pair to dict


def add_outcomes(
    session: Session,
    submission_id: str,
    child_id: str,
    outcomes: Sequence[NewOutcome],
    *,
    rated_by: str,
    rated_on: date,
) -> None:
    """Add the outcomes that a submission names, with their first ratings."""
    firsts = _firsts(session, Outcome, submission_id)
    rows: list[dict[str, object]] = [
        {
            "id": new_id(),
            "first_id": firsts.get(outcome.entry),
            "submission_id": submission_id,
            "child_id": child_id,
            "entry": outcome.entry,
            "what": outcome.what,
            "measure": outcome.measure,
            "due_on": outcome.due_on,
        }
        for outcome in outcomes
    ]
    _insert(session, Outcome, rows)
    ids = [str(row["first_id"] or row["id"]) for row in rows]
    pairs = zip(ids, outcomes, strict=True)
    rated = [(known, o.rating) for known, o in pairs if o.rating is not None]
    add_ratings(session, submission_id, rated, rated_by=rated_by, rated_on=rated_on)


def add_ratings(
    session: Session,
    submission_id: str,
    ratings: Sequence[tuple[str, int]],
    *,
    rated_by: str,
    rated_on: date,
) -> None:
    """Add ratings (outcome id, 0-10) given in a submission."""
    fixed = {"submission_id": submission_id, "rated_by": rated_by, "rated_on": rated_on}
    rows: list[dict[str, object]] = [
        {"id": new_id(), "outcome_id": outcome_id, "rating": rating, **fixed}
        for outcome_id, rating in ratings
    ]
    _insert(session, OutcomeRating, rows)


def add_action_answers(
    session: Session, submission_id: str, answers: Sequence[tuple[str, str, str | None]]
) -> None:
    """Add what became of earlier actions: (action id, answer, difference for the child)."""
    rows: list[dict[str, object]] = [
        {
            "id": new_id(),
            "submission_id": submission_id,
            "action_id": action_id,
            "answer": answer,
            "difference": difference,
        }
        for action_id, answer, difference in answers
    ]
    _insert(session, ActionAnswer, rows)


def add_contingency(session: Session, submission_id: str, child_id: str, due_on: date) -> None:
    """Add the day after which the other plan starts."""
    session.add(Contingency(submission_id=submission_id, child_id=child_id, due_on=due_on))


def known_by(table: type[Action] | type[Outcome]) -> ColumnElement[str]:
    """Return what a row is known by in answers and ratings: the row in which it was first sent."""
    return func.coalesce(col(table.first_id), col(table.id))


def open_actions(session: Session, child_id: str) -> list[OpenAction]:
    """Return the child's actions that nobody has answered as done or no longer needed."""
    settled = select(col(ActionAnswer.action_id)).where(
        col(ActionAnswer.answer).in_(("done", "no longer needed")),
        col(ActionAnswer.submission_id).in_(counting()),
    )
    rows = session.scalars(
        select(Action)
        .where(col(Action.child_id) == child_id, col(Action.submission_id).in_(counting()))
        .where(known_by(Action).not_in(settled))
        .order_by(known_by(Action))
    )
    return [_open_action(session, row) for row in rows]


def _open_action(session: Session, row: Action) -> OpenAction:
    texts = sealed.open_row(session, "action", row.model_dump())
    return OpenAction(row.first_id or row.id, texts["what"], texts["who"], row.due_on)


def open_outcomes(session: Session, child_id: str) -> list[OpenOutcome]:
    """Return the child's outcomes with their last counting rating, oldest outcome first.

    One that was last rated good enough to close is no longer open.
    """
    rows = session.execute(
        select(Outcome, col(OutcomeRating.rating), col(OutcomeRating.rated_on))
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == known_by(Outcome))
        .join(Submission, col(Submission.id) == col(OutcomeRating.submission_id))
        .where(col(Outcome.child_id) == child_id, col(Outcome.submission_id).in_(counting()))
        .where(col(OutcomeRating.submission_id).in_(counting()))
        .order_by(known_by(Outcome), *in_order_of_rating())
    )
    last = {row.id: (row, rating, rated_on) for row, rating, rated_on in rows}
    return [_open_outcome(session, *found) for found in last.values() if found[1] < GOOD_ENOUGH]


def in_order_of_rating() -> tuple[Mapped[Any], ...]:
    """Return how ratings, joined with their submissions, are put in order, the last one last.

    By the day of the meeting, not by when they were sent: an earlier record sent again stays so.
    """
    return col(OutcomeRating.rated_on), col(Submission.record_id), col(OutcomeRating.id)


def _open_outcome(session: Session, row: Outcome, rating: int, rated_on: date) -> OpenOutcome:
    what = sealed.open_row(session, "outcome", row.model_dump())["what"]
    return OpenOutcome(row.first_id or row.id, what, row.due_on, rating, rated_on)
