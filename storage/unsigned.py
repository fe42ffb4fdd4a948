"""Supervisions that one of their two people left unsigned, and who answers for them now."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlmodel import Session, col

from practice.terms import StepKind
from storage import reach
from storage.drafts import last_state
from storage.presence import has_left
from storage.tables import Person, Record, Step, Supervision


@dataclass(frozen=True)
class LeftUnsigned:
    """How many supervisions a person left with a part that was theirs to sign, and whose they are.

    `owner_id` is who answers for them now.
    """

    gone_id: str
    owner_id: str
    count: int


def owner_of(session: Session, held: Supervision, state: str | None, on: date) -> Person | None:
    """Return who answers for a part of a supervision whose next signer has left; None: it has one.

    Of one sent, the practitioner had to agree it: then it is who held it, if here. Of one returned,
    who held it had to send it again. Else it is the nearest up the practitioner's line who is here.
    """
    practitioner = session.get_one(Person, held.practitioner_id)
    supervisor = session.get_one(Person, held.supervisor_id)
    signers = {StepKind.SUBMITTED: practitioner, StepKind.RETURNED: supervisor}
    signer = signers.get(StepKind(state)) if state else None
    if signer is None or not has_left(signer, on):
        return None
    if not has_left(supervisor, on):
        return supervisor
    return reach.first_here(session, practitioner.id, on)


def left_unsigned_by(session: Session, person_id: str, on: date) -> list[LeftUnsigned]:
    """Return what a person who has left by a day left unsigned, by owner."""
    theirs = or_(
        col(Supervision.practitioner_id) == person_id, col(Supervision.supervisor_id) == person_id
    )
    state = last_state(col(Step.kind), col(Record.draft_id))
    waits = exists().where(
        col(Record.supervision_id) == col(Supervision.id),
        or_(state == StepKind.SUBMITTED, state == StepKind.RETURNED),
    )
    counted: dict[str, int] = {}
    for held in session.scalars(select(Supervision).where(theirs, waits)).all():
        owner = next(iter(_owners(session, held, on)), None)
        if owner is not None:
            counted[owner.id] = counted.get(owner.id, 0) + 1
    return [LeftUnsigned(person_id, owner_id, count) for owner_id, count in counted.items()]


def _owners(session: Session, held: Supervision, on: date) -> list[Person]:
    state = last_state(col(Step.kind), col(Record.draft_id))
    states = session.scalars(
        select(state).where(col(Record.supervision_id) == held.id).distinct()
    ).all()
    found = [owner_of(session, held, one, on) for one in states]
    return [owner for owner in found if owner is not None]
