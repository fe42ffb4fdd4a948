"""What is known of children's earlier supervisions, as an agenda needs it."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.contingencies import ActBy, Answered, standing
from practice.terms import Discussion, SignAnswer
from storage import encryption
from storage.plans import GOOD_ENOUGH, in_order_of_rating, known_by
from storage.records import counts
from storage.tables import (
    AgendaItem,
    Contingency,
    ContingencyAnswer,
    Outcome,
    OutcomeRating,
    Record,
    Submission,
    Supervision,
)

Ratings = Mapping[str, list[tuple[date, int]]]
"""A child's ratings by outcome, oldest first; the outcome that was rated last stands last."""
_deep, _deep_held = aliased(AgendaItem), aliased(Supervision)
_LOOKED_AT = (Discussion.NO_CHANGE, Discussion.CHANGED)


@dataclass(frozen=True)
class ChildSoFar:
    """What an agenda needs to know of a child's earlier supervisions, every value with its day.

    `meetings_since` is how many meetings listed the child since it was last in depth, or ever.
    """

    last_in_depth: date | None = None
    last_looked_at: date | None = None
    act_by: ActBy | None = None
    outcome_due_on: date | None = None
    last_rating: int | None = None
    rated_on: date | None = None
    rating_before: int | None = None
    meetings_since: int = 0

    @property
    def last_discussed(self) -> date | None:
        """The day the child was last discussed, in depth or not."""
        days = [day for day in (self.last_in_depth, self.last_looked_at) if day]
        return max(days, default=None)


def so_far(session: Session, child_ids: Sequence[str]) -> dict[str, ChildSoFar]:
    """Return what is known of each child; a child never discussed has an empty entry."""
    looked_at = _last_days(session, child_ids, col(AgendaItem.became).in_(_LOOKED_AT))
    in_depth = _last_days(session, child_ids, col(AgendaItem.became) == Discussion.IN_DEPTH)
    act_by, answered = act_bys(session, child_ids)
    ratings = _ratings(session, child_ids)
    due = _outcomes_due(session, child_ids, ratings, in_depth)
    meetings = _meetings_since(session, child_ids)
    return {
        child_id: ChildSoFar(
            in_depth.get(child_id),
            looked_at.get(child_id),
            standing(act_by.get(child_id, []), answered.get(child_id, {})),
            due.get(child_id),
            *_last_two(ratings.get(child_id, {})),
            meetings.get(child_id, 0),
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


def _meetings_since(session: Session, child_ids: Sequence[str]) -> dict[str, int]:
    """Return how many meetings listed each child since the last one that took it in depth."""
    since = (
        select(func.max(col(_deep_held.held_on)))
        .join(_deep, col(_deep.supervision_id) == col(_deep_held.id))
        .where(col(_deep.child_id) == col(AgendaItem.child_id))
        .where(col(_deep.became) == Discussion.IN_DEPTH)
        .correlate(AgendaItem)
        .scalar_subquery()
    )
    rows = session.execute(
        select(col(AgendaItem.child_id), func.count())
        .join(Supervision, col(Supervision.id) == col(AgendaItem.supervision_id))
        .where(col(AgendaItem.child_id).in_(child_ids))
        .where(or_(since.is_(None), col(Supervision.held_on) > since))
        .group_by(col(AgendaItem.child_id))
    )
    return {child_id: int(count) for child_id, count in rows}


def act_bys(
    session: Session,
    child_ids: Sequence[str],
    as_of: datetime | None = None,
    *,
    words: bool = True,
) -> tuple[dict[str, list[ActBy]], dict[str, dict[date, Answered]]]:
    """Return each child's contingency days in the order they were set, and what was said of them.

    As known at a moment, where it is given; without `words`, no plan is decrypted.
    """
    # By the day of the meeting: an earlier record that is sent again does not bring its date back.
    rows = session.execute(
        select(Contingency, col(Record.held_on))
        .join(Submission, col(Submission.id) == col(Contingency.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(col(Contingency.child_id).in_(child_ids), counts(as_of=as_of))
        .order_by(col(Record.held_on), col(Record.id), col(Contingency.id))
    )
    set_so_far: dict[str, list[ActBy]] = {}
    for row, held_on in rows:
        plan = _plan(session, row) if words else None
        set_so_far.setdefault(row.child_id, []).append(ActBy(held_on, row.due_on, plan))
    answered: dict[str, dict[date, Answered]] = {}
    for answer in _answers(session, child_ids, as_of):
        known = set_so_far.setdefault(answer.child_id, [])
        said = Answered(answer.answered_on, answer.answer == SignAnswer.NOT_ACTED)
        answered.setdefault(answer.child_id, {})[answer.due_on] = said
        if answer.moved_to:
            plan = next((one.plan for one in known if one.due_on == answer.due_on), None)
            # Before what the same meeting set anew, which was said after it.
            at = bisect_left(known, answer.answered_on, key=lambda act_by: act_by.set_on)
            known.insert(at, ActBy(answer.answered_on, answer.moved_to, plan))
            answered[answer.child_id].pop(answer.moved_to, None)
    return set_so_far, answered


def _plan(session: Session, row: Contingency) -> str | None:
    sealed = row.plan
    return sealed and encryption.unseal(session, sealed, "contingency", row.id, "plan")


def _answers(
    session: Session, child_ids: Sequence[str], as_of: datetime | None
) -> list[ContingencyAnswer]:
    """Return what holds of each day that was answered: what was said of it last."""
    query = (
        select(ContingencyAnswer)
        .where(col(ContingencyAnswer.child_id).in_(child_ids))
        .order_by(col(ContingencyAnswer.answered_on), col(ContingencyAnswer.id))
    )
    if as_of is not None:
        query = query.where(col(ContingencyAnswer.answered_at) <= as_of)
    rows = session.scalars(query)
    last = {(answer.child_id, answer.due_on): answer for answer in rows}
    return sorted(last.values(), key=lambda answer: (answer.answered_on, answer.id))


def _outcomes_due(
    session: Session,
    child_ids: Sequence[str],
    ratings: Mapping[str, Ratings],
    in_depth: Mapping[str, date],
) -> dict[str, date]:
    """Return each child's earliest date of an outcome that nobody has taken up."""
    rows = session.execute(
        select(col(Outcome.child_id), known_by(Outcome), col(Outcome.due_on))
        .join(Submission, col(Submission.id) == col(Outcome.submission_id))
        .where(col(Outcome.child_id).in_(child_ids), col(Outcome.due_on).is_not(None), counts())
        .order_by(col(Outcome.due_on).desc())
    )
    return {
        child_id: due_on
        for child_id, outcome_id, due_on in rows
        if _is_due(due_on, ratings.get(child_id, {}).get(outcome_id, []), in_depth.get(child_id))
    }


def _is_due(due_on: date, rated: list[tuple[date, int]], in_depth: date | None) -> bool:
    """Say whether an outcome's date still waits: a rating from that day on takes it up.

    One that was never rated is taken up by a meeting in depth; one good enough to close is not due.
    """
    if not rated:
        return in_depth is None or due_on > in_depth
    day, rating = rated[-1]
    return day < due_on and rating < GOOD_ENOUGH


def _ratings(session: Session, child_ids: Sequence[str]) -> Mapping[str, Ratings]:
    rows = session.execute(
        select(
            col(Outcome.child_id),
            col(Outcome.id),
            col(OutcomeRating.rated_on),
            col(OutcomeRating.rating),
        )
        .join(OutcomeRating, col(OutcomeRating.outcome_id) == col(Outcome.id))
        .join(Submission, col(Submission.id) == col(OutcomeRating.submission_id))
        .where(col(Outcome.child_id).in_(child_ids), counts(), ~col(OutcomeRating.beside))
        .order_by(*in_order_of_rating())
    )
    found: dict[str, dict[str, list[tuple[date, int]]]] = {}
    for child_id, outcome_id, rated_on, rating in rows:
        outcomes = found.setdefault(child_id, {})
        outcomes[outcome_id] = [*outcomes.pop(outcome_id, []), (rated_on, rating)]
    return found


def _last_two(by_outcome: Ratings) -> tuple[int | None, date | None, int | None]:
    """Return the last rating, its day, and the rating of the same outcome before it."""
    *earlier, last = next(reversed(list(by_outcome.values())), [None])
    before = earlier[-1] if earlier else None
    if last is None:
        return None, None, None
    return last[1], last[0], before[1] if before else None
