"""Outcomes and actions of a child that are open: what should change, what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col

from practice.terms import NOT_KEPT, SETTLED
from storage import encryption
from storage.records import counts
from storage.tables import Action, ActionAnswer, Outcome, OutcomeRating, Record, Submission

_naming = aliased(Submission)
GOOD_ENOUGH = 10
"""The rating with which an outcome is good enough to close."""


@dataclass(frozen=True)
class OpenAction:
    """An action still to be answered: what, who, by when. `id` is its first sending's.

    `carried` is how often it was answered as partly or not done.
    """

    id: str
    what: str
    who: str | None
    due_on: date | None
    carried: int = 0


@dataclass(frozen=True)
class OpenOutcome:
    """An outcome rated before: its last rating and the day of it. `id` is its first sending's.

    `guide` (name, version) asked for it first, with the words of its scale.
    """

    id: str
    what: str
    due_on: date | None
    rating: int
    rated_on: date
    guide: tuple[str, int]


def known_by(table: type[Action] | type[Outcome]) -> ColumnElement[str]:
    """Return what a row is known by in answers and ratings: the row in which it was first sent."""
    return func.coalesce(col(table.first_id), col(table.id))


def open_actions(session: Session, child_id: str) -> list[OpenAction]:
    """Return the child's actions that nobody has answered as done or no longer needed."""
    found = open_actions_of(session, [child_id]).get(child_id, [])
    carried = _carried(session, [action.id for action in found])
    return [replace(action, carried=carried.get(action.id, 0)) for action in found]


def _carried(session: Session, action_ids: Sequence[str]) -> dict[str, int]:
    """Return how often each action was answered in a sending that counts, and stayed open."""
    rows = session.execute(
        select(col(ActionAnswer.action_id), func.count())
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .where(col(ActionAnswer.action_id).in_(action_ids), counts())
        .group_by(col(ActionAnswer.action_id))
    )
    return {str(key): int(times) for key, times in rows}


def answers_in(session: Session, submission_id: str) -> list[tuple[str, str]]:
    """Return the actions that a sending answers, in their own words, each with its answer."""
    rows = session.execute(
        select(Action, col(ActionAnswer.answer))
        .join(ActionAnswer, col(ActionAnswer.action_id) == col(Action.id))
        .where(col(ActionAnswer.submission_id) == submission_id)
        .order_by(col(ActionAnswer.id))
    )
    return [(_open_action(session, row).what, answer) for row, answer in rows]


def ends_action() -> ColumnElement[bool]:
    """Return the condition that after an answer nobody asks about its action again."""
    given_up = func.coalesce(col(ActionAnswer.next_step), "").in_(NOT_KEPT)
    return or_(col(ActionAnswer.answer).in_(SETTLED), given_up)


def open_actions_of(session: Session, child_ids: Sequence[str]) -> dict[str, list[OpenAction]]:
    """Return those of each child that has any."""
    settled = (
        select(col(ActionAnswer.id))
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .where(col(ActionAnswer.action_id) == known_by(Action), counts())
        .where(ends_action())
    )
    rows = session.scalars(
        select(Action)
        .join(Submission, col(Submission.id) == col(Action.submission_id))
        .where(col(Action.child_id).in_(child_ids), counts(), ~settled.exists())
        .order_by(known_by(Action))
    )
    found: dict[str, list[OpenAction]] = {}
    for row in rows:
        found.setdefault(row.child_id, []).append(_open_action(session, row))
    return found


def _open_action(session: Session, row: Action) -> OpenAction:
    texts = encryption.open_row(session, "action", row.model_dump())
    return OpenAction(row.first_id or row.id, texts["what"], texts["who"], row.due_on)


def first_sentences(
    session: Session, child_ids: Sequence[str], since: tuple[str, int]
) -> dict[str, tuple[str, date]]:
    """Return what people meant to say to each child's family first, and the day it was agreed.

    Of the newest action that is open and says it, in a record of a guide since a version of it.
    """
    if not child_ids:
        return {}
    guide, version = since
    ended = (
        select(col(ActionAnswer.id))
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .where(col(ActionAnswer.action_id) == known_by(Action), counts())
    )
    rows = session.execute(
        select(Action, col(Record.held_on))
        .join(Submission, col(Submission.id) == col(Action.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(col(Action.child_id).in_(child_ids), col(Action.how).is_not(None), counts())
        .where(col(Record.guide) == guide, col(Record.version) >= version, ~ended.exists())
        .order_by(col(Record.held_on), known_by(Action).desc())
    )
    # The last one stands: of the newest day the first action.
    newest = {row.child_id: (row, held_on) for row, held_on in rows}
    return {
        child_id: (encryption.open_row(session, "action", row.model_dump())["how"], held_on)
        for child_id, (row, held_on) in newest.items()
    }


def open_outcomes(session: Session, child_id: str) -> list[OpenOutcome]:
    """Return the child's outcomes with their last counting rating, oldest outcome first.

    One that was last rated good enough to close is no longer open.
    """
    rows = session.execute(
        select(
            Outcome,
            col(OutcomeRating.rating),
            col(OutcomeRating.rated_on),
            col(Record.guide),
            col(Record.version),
        )
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == known_by(Outcome))
        .join(Submission, col(Submission.id) == col(OutcomeRating.submission_id))
        .join(_naming, col(_naming.id) == col(Outcome.submission_id))
        .join(Record, col(Record.id) == col(_naming.record_id))
        .where(col(Outcome.child_id) == child_id, counts(_naming), counts())
        .where(~col(OutcomeRating.beside))
        .order_by(known_by(Outcome), *in_order_of_rating())
    )
    last = {row.id: (row, *rest) for row, *rest in rows}
    return [_open_outcome(session, *found) for found in last.values() if found[1] < GOOD_ENOUGH]


def in_order_of_rating() -> tuple[Mapped[Any], ...]:
    """Return how ratings, joined with their submissions, are put in order, the last one last.

    By the day of the meeting, not by when they were sent: an earlier record sent again stays so.
    """
    return col(OutcomeRating.rated_on), col(Submission.record_id), col(OutcomeRating.id)


def _open_outcome(
    session: Session, row: Outcome, rating: int, rated_on: date, guide: str, version: int
) -> OpenOutcome:
    what = encryption.open_row(session, "outcome", row.model_dump())["what"]
    known_as = row.first_id or row.id
    return OpenOutcome(known_as, what, row.due_on, rating, rated_on, (guide, version))
