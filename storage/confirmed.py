"""What both people of a supervision agreed about a child; nothing that waits for one of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.terms import RecordKind, StepKind
from storage import encryption
from storage.drafts import last_state
from storage.plans import known_by
from storage.records import counts
from storage.tables import (
    Action,
    Child,
    Contingency,
    Outcome,
    OutcomeRating,
    Record,
    Step,
    Submission,
)

_first = aliased(Outcome)


class InDepth(NamedTuple):
    """A child's record in depth, with the sending that counts. `guide` is (name, version)."""

    record_id: str
    child_id: str
    ref: str
    held_on: date
    draft_id: str
    writer_id: str
    guide: tuple[str, int]
    submission_id: str
    is_agreed: bool


def in_teams(session: Session, team_ids: Collection[str], first: date, last: date) -> list[InDepth]:
    """Return the records in depth of these teams and days that both agreed, by reference."""
    query = _in_depth().where(
        col(Record.team_id).in_(team_ids), col(Record.held_on).between(first, last)
    )
    return [one for one in _found(session, query) if one.is_agreed]


def of_child(session: Session, child_id: str) -> list[InDepth]:
    """Return every record in depth about a child, agreed or not, by day."""
    return _found(session, _in_depth().where(col(Record.child_id) == child_id))


def _in_depth() -> Select[Any]:
    state = last_state(col(Step.kind), col(Record.draft_id))
    columns: tuple[Any, ...] = (
        *(col(Record.id), col(Record.child_id), col(Child.ref), col(Record.held_on)),
        *(col(Record.draft_id), col(Record.writer_id), col(Record.guide), col(Record.version)),
        *(col(Submission.id), state),
    )
    return (
        select(*columns)
        .join(Child, col(Child.id) == col(Record.child_id))
        .join(Submission, col(Submission.record_id) == col(Record.id))
        .where(col(Record.kind) == RecordKind.IN_DEPTH, counts())
        .order_by(col(Child.ref), col(Record.held_on), col(Record.id))
    )


def _found(session: Session, query: Select[Any]) -> list[InDepth]:
    return [
        InDepth(
            *(record, child, ref, day, draft, writer),
            (guide, version),
            submission,
            state == StepKind.AGREED,
        )
        for record, child, ref, day, draft, writer, guide, version, submission, state in (
            session.execute(query)
        )
    ]


@dataclass(frozen=True)
class Planned:
    """An action as it was agreed."""

    what: str
    who: str | None
    due_on: date | None
    why: str | None


@dataclass(frozen=True)
class IfNothing:
    """What happens if nothing changes, and the day by which it must have changed."""

    plan: str | None
    due_on: date


def actions(session: Session, submission_id: str) -> list[Planned]:
    """Return the actions that a sending plans, in their order."""
    rows = session.scalars(
        select(Action)
        .where(col(Action.submission_id) == submission_id)
        .order_by(col(Action.entry), col(Action.id))
    )
    opened = ((row, encryption.open_row(session, "action", row.model_dump())) for row in rows)
    return [Planned(told["what"], told["who"], row.due_on, told["why"]) for row, told in opened]


def contingency(session: Session, submission_id: str) -> IfNothing | None:
    """Return what a sending says is done if nothing changes; None where it names no day."""
    row = session.scalar(
        select(Contingency)
        .where(col(Contingency.submission_id) == submission_id)
        .order_by(col(Contingency.id).desc())
        .limit(1)
    )
    if row is None:
        return None
    told = encryption.open_row(session, "contingency", row.model_dump())
    return IfNothing(told["plan"], row.due_on)


@dataclass(frozen=True)
class Rating:
    """Where the child was on an outcome; two people's ratings in one record are their mean."""

    outcome_id: str
    what: str
    rating: float
    rests_on: str | None


def ratings(session: Session, submission_id: str) -> list[Rating]:
    """Return what a sending rates, in the order in which the outcomes were agreed first."""
    rows = session.execute(
        select(
            col(OutcomeRating.outcome_id),
            func.avg(col(OutcomeRating.rating)),
            func.max(col(OutcomeRating.rests_on)),
        )
        .where(col(OutcomeRating.submission_id) == submission_id)
        .group_by(col(OutcomeRating.outcome_id))
        .order_by(col(OutcomeRating.outcome_id))
    ).all()
    words = _outcome_words(session, [outcome_id for outcome_id, *_ in rows])
    return [Rating(one, words.get(one, ""), float(mean), rests) for one, mean, rests in rows]


def _outcome_words(session: Session, outcome_ids: Collection[str]) -> dict[str, str]:
    """Return what each outcome says, as it was sent last."""
    # By the child, of whom there are few; what an outcome was first sent as has no index.
    theirs = select(col(_first.child_id)).where(col(_first.id).in_(outcome_ids))
    rows = session.execute(
        select(known_by(Outcome), Outcome)
        .join(Submission, col(Submission.id) == col(Outcome.submission_id))
        .where(col(Outcome.child_id).in_(theirs), known_by(Outcome).in_(outcome_ids), counts())
        .order_by(col(Outcome.id))
    )
    return {
        known: encryption.open_row(session, "outcome", row.model_dump())["what"]
        for known, row in rows
    }
