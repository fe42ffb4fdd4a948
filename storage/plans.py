"""Outcomes, actions and contingency: what the plan should change, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from storage import sealed
from storage.ids import new_id
from storage.tables import (
    Action,
    ActionAnswer,
    AgendaItem,
    Contingency,
    Outcome,
    OutcomeRating,
    Submission,
    Supervision,
)


@dataclass(frozen=True)
class NewAction:
    """An action agreed in a record."""

    what: str
    why: str | None = None
    how: str | None = None
    who: str | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class NewOutcome:
    """An outcome named in a record, with its first rating if one was given (0-10)."""

    what: str
    measure: str | None = None
    due_on: date | None = None
    rating: int | None = None


@dataclass(frozen=True)
class OpenAction:
    """An action still to be answered: what, who, by when."""

    id: str
    what: str
    who: str | None
    due_on: date | None


@dataclass(frozen=True)
class OpenOutcome:
    """An outcome rated before: its last rating and the day of it."""

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
    fixed = {"submission_id": submission_id, "child_id": child_id}
    _insert(session, Action, [{"id": new_id(), **fixed, **vars(action)} for action in actions])


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
    ids = [new_id() for _ in outcomes]
    rows: list[dict[str, object]] = [
        {
            "id": row_id,
            "submission_id": submission_id,
            "child_id": child_id,
            "what": outcome.what,
            "measure": outcome.measure,
            "due_on": outcome.due_on,
        }
        for row_id, outcome in zip(ids, outcomes, strict=True)
    ]
    _insert(session, Outcome, rows)
    pairs = zip(ids, outcomes, strict=True)
    rated = [(row_id, o.rating) for row_id, o in pairs if o.rating is not None]
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


def _counting() -> Select[str]:
    """Select the ids of the submissions that count: each record's last."""
    later = aliased(Submission)
    return select(col(Submission.id)).where(
        ~select(col(later.id))
        .where(
            col(later.record_id) == col(Submission.record_id),
            col(later.number) > col(Submission.number),
        )
        .exists()
    )


def open_actions(session: Session, child_id: str) -> list[OpenAction]:
    """Return the child's actions that nobody has answered as done or no longer needed."""
    settled = select(col(ActionAnswer.action_id)).where(
        col(ActionAnswer.answer).in_(("done", "no longer needed")),
        col(ActionAnswer.submission_id).in_(_counting()),
    )
    rows = session.scalars(
        select(Action)
        .where(col(Action.child_id) == child_id, col(Action.submission_id).in_(_counting()))
        .where(~col(Action.id).in_(settled))
        .order_by(col(Action.id))
    )
    return [_open_action(session, row) for row in rows]


def _open_action(session: Session, row: Action) -> OpenAction:
    texts = sealed.open_row(session, "action", row.model_dump())
    return OpenAction(row.id, texts["what"], texts["who"], row.due_on)


def open_outcomes(session: Session, child_id: str) -> list[OpenOutcome]:
    """Return the child's outcomes with their last counting rating, oldest outcome first."""
    rows = session.execute(
        select(Outcome, col(OutcomeRating.rating), col(OutcomeRating.rated_on))
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == col(Outcome.id))
        .where(col(Outcome.child_id) == child_id)
        .where(col(OutcomeRating.submission_id).in_(_counting()))
        .order_by(col(Outcome.id), col(OutcomeRating.rated_on), col(OutcomeRating.id))
    )
    last: dict[str, OpenOutcome] = {}
    for row, rating, rated_on in rows:
        what = sealed.open_row(session, "outcome", row.model_dump())["what"]
        last[row.id] = OpenOutcome(row.id, what, row.due_on, rating, rated_on)
    return list(last.values())


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
    discussed = _last_days(session, child_ids, ("in depth", "no change", "something changed"))
    in_depth = _last_days(session, child_ids, ("in depth",))
    plans = _contingencies(session, child_ids)
    due = _outcomes_due(session, child_ids)
    ratings = _ratings(session, child_ids)
    return {
        child_id: ChildSoFar(
            discussed.get(child_id),
            in_depth.get(child_id),
            plans.get(child_id),
            due.get(child_id),
            *_last_two(ratings.get(child_id, [])),
        )
        for child_id in child_ids
    }


def _last_days(
    session: Session, child_ids: Sequence[str], became: tuple[str, ...]
) -> dict[str, date]:
    rows = session.execute(
        select(col(AgendaItem.child_id), func.max(col(Supervision.held_on)))
        .join(Supervision, col(Supervision.id) == col(AgendaItem.supervision_id))
        .where(col(AgendaItem.child_id).in_(child_ids), col(AgendaItem.became).in_(became))
        .group_by(col(AgendaItem.child_id))
    )
    return {child_id: day for child_id, day in rows if day is not None}


def _contingencies(session: Session, child_ids: Sequence[str]) -> dict[str, date]:
    rows = session.execute(
        select(col(Contingency.child_id), col(Contingency.due_on))
        .where(col(Contingency.child_id).in_(child_ids))
        .where(col(Contingency.submission_id).in_(_counting()))
        .order_by(col(Contingency.id))
    )
    return {child_id: due_on for child_id, due_on in rows}  # noqa: C416 - the last one wins


def _outcomes_due(session: Session, child_ids: Sequence[str]) -> dict[str, date]:
    rows = session.execute(
        select(col(Outcome.child_id), func.min(col(Outcome.due_on)))
        .where(col(Outcome.child_id).in_(child_ids), col(Outcome.submission_id).in_(_counting()))
        .group_by(col(Outcome.child_id))
    )
    return {child_id: due_on for child_id, due_on in rows if due_on is not None}


def _ratings(session: Session, child_ids: Sequence[str]) -> dict[str, list[int]]:
    """Return each child's ratings of the outcome rated last, oldest first."""
    rows = session.execute(
        select(col(Outcome.child_id), col(Outcome.id), col(OutcomeRating.rating))
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == col(Outcome.id))
        .where(col(Outcome.child_id).in_(child_ids))
        .where(col(OutcomeRating.submission_id).in_(_counting()))
        .order_by(col(OutcomeRating.rated_on), col(OutcomeRating.id))
    )
    by_outcome: dict[tuple[str, str], list[int]] = {}
    last: dict[str, str] = {}
    for child_id, outcome_id, rating in rows:
        by_outcome.setdefault((child_id, outcome_id), []).append(rating)
        last[child_id] = outcome_id
    return {child_id: by_outcome[child_id, outcome_id] for child_id, outcome_id in last.items()}


def _last_two(ratings: list[int]) -> tuple[int | None, int | None]:
    last = ratings[-1] if ratings else None
    before = ratings[-2] if len(ratings) > 1 else None
    return last, before
