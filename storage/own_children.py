"""What was planned for some children, each action with how it was answered last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from practice.terms import RecordKind
from storage.plans import known_by
from storage.records import counts
from storage.tables import Action, ActionAnswer, Record, Submission


@dataclass(frozen=True)
class Agreed:
    """An action as it was sent in a record, and its last answer; None where nobody was asked.

    `id` is the row whose words say what is to be done.
    """

    id: str
    record_id: str
    child_id: str
    due_on: date | None
    answer: str | None
    next_step: str | None


def agreed_actions(
    session: Session, child_ids: Collection[str], as_of: datetime
) -> tuple[Agreed, ...]:
    """Return every action of these children that counts as known at `as_of`, by its day."""
    moment = as_of.astimezone(UTC)
    rows = session.execute(
        select(
            col(Action.id),
            known_by(Action),
            col(Record.id),
            col(Action.child_id),
            col(Action.due_on),
        )
        .join(Submission, col(Submission.id) == col(Action.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(col(Action.child_id).in_(child_ids), counts(as_of=moment))
        .order_by(col(Action.due_on), col(Action.id))
    ).all()
    said = _answers(session, {known for _, known, *_ in rows}, moment)
    none = (None, None)
    return tuple(
        Agreed(action, record, child, due_on, *said.get(known, none))
        for action, known, record, child, due_on in rows
    )


def _answers(
    session: Session, action_ids: Collection[str], moment: datetime
) -> dict[str, tuple[str, str | None]]:
    rows = session.execute(
        select(col(ActionAnswer.action_id), col(ActionAnswer.answer), col(ActionAnswer.next_step))
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(col(ActionAnswer.action_id).in_(action_ids), counts(as_of=moment))
        .order_by(col(Record.held_on), col(Submission.id))
    )
    return {action: (answer, next_step) for action, answer, next_step in rows}


def teams_that_met(
    session: Session, child_ids: Collection[str], first: date, last: date
) -> tuple[str, ...]:
    """Return the teams in whose records in depth these children stand, between two days."""
    query = select(col(Record.team_id)).where(
        col(Record.child_id).in_(child_ids),
        col(Record.kind) == RecordKind.IN_DEPTH,
        col(Record.held_on).between(first, last),
    )
    return tuple(sorted(set(session.scalars(query))))
