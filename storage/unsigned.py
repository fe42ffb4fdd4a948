"""Supervisions that one of their two people left unsigned, and who answers for them now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, not_, select
from sqlmodel import Session, col

from practice.terms import StepKind
from storage import audit, drafts, reach
from storage.drafts import last_state
from storage.presence import has_left
from storage.tables import Person, Record, Step, Supervision, UnsignedClosing, WaitingPart

_CHANGES_NOTHING = (StepKind.ASKED, StepKind.LEFT)
"""The steps that may follow a return with what was sent still as it was."""


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
    theirs = _waits(col(WaitingPart.whose) == person_id)
    counted: dict[str, int] = {}
    for held in session.scalars(select(Supervision).where(theirs)).all():
        owner = next(iter(_owners(session, held, on)), None)
        if owner is not None:
            counted[owner.id] = counted.get(owner.id, 0) + 1
    return [LeftUnsigned(person_id, owner_id, count) for owner_id, count in counted.items()]


def _waits(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that a part was not agreed by both, nor closed, and is of these."""
    closed = exists().where(col(UnsignedClosing.draft_id) == col(WaitingPart.draft_id))
    waiting = select(col(WaitingPart.supervision_id)).where(whose, not_(closed))
    return col(Supervision.id).in_(waiting)


def is_closed() -> ColumnElement[bool]:
    """Return the condition that the part a record belongs to was closed."""
    return exists().where(col(UnsignedClosing.draft_id) == col(Record.draft_id))


def _owners(session: Session, held: Supervision, on: date) -> list[Person]:
    found = [owner_of(session, held, one, on) for one in set(_states(session, held).values())]
    return [owner for owner in found if owner is not None]


def _states(session: Session, held: Supervision) -> dict[str, str]:
    """Return the state of each part of a supervision that was not closed, by its draft."""
    state = last_state(col(Step.kind), col(Record.draft_id))
    rows = session.execute(
        select(col(Record.draft_id), state)
        .where(col(Record.supervision_id) == held.id, not_(is_closed()))
        .distinct()
        .order_by(col(Record.draft_id))
    )
    return {draft_id: found for draft_id, found in rows if found}


@dataclass(frozen=True)
class UnsignedPart:
    """A part of a supervision that somebody answers for, and where it stands.

    `why_returned` is what was said as it came back. `goes_again`: its practitioner is here to agree
    it, and it stands as it was sent, for the one who left had not begun to change it.
    """

    draft_id: str
    state: StepKind
    why_returned: str
    goes_again: bool
    was_changed: bool


def answered_for_by(session: Session, person_id: str, on: date) -> list[Supervision]:
    """Return the supervisions with a part that a person answers for, oldest first."""
    gone = select(col(Person.id)).where(col(Person.left_on) <= on)
    left = _waits(col(WaitingPart.whose).in_(gone))
    found = session.scalars(
        select(Supervision).where(left).order_by(col(Supervision.held_on), Supervision.id)
    ).all()
    return [one for one in found if any(p.id == person_id for p in _owners(session, one, on))]


def parts_of(session: Session, held: Supervision, person_id: str, on: date) -> list[UnsignedPart]:
    """Return the parts of a supervision that a person answers for, in the order of their drafts."""
    found = []
    for draft_id, state in _states(session, held).items():
        owner = owner_of(session, held, state, on)
        if owner is not None and owner.id == person_id:
            found.append(_part(session, held, draft_id, StepKind(state), on))
    return found


def _part(
    session: Session, held: Supervision, draft_id: str, state: StepKind, on: date
) -> UnsignedPart:
    if state != StepKind.RETURNED:
        return UnsignedPart(draft_id, state, "", goes_again=False, was_changed=False)
    steps = drafts.steps(session, draft_id)
    at = max(place for place, step in enumerate(steps) if step.kind == StepKind.RETURNED)
    was_changed = any(step.kind not in _CHANGES_NOTHING for step in steps[at + 1 :])
    practitioner = session.get_one(Person, held.practitioner_id)
    goes_again = not was_changed and not has_left(practitioner, on)
    return UnsignedPart(draft_id, state, str(steps[at].value or ""), goes_again, was_changed)


def close(session: Session, draft_id: str, reason: str, by: str, at: datetime) -> None:
    """Close a part that was not agreed by both; what was sent of it stands."""
    closing = UnsignedClosing(draft_id=draft_id, closed_by_id=by, reason=reason, closed_at=at)
    session.add(closing)
    session.flush()
    audit.record(session, "unsigned part closed", "draft", draft_id, actor=by, at=at)


def closing_of(session: Session, draft_id: str) -> UnsignedClosing | None:
    """Return how a part was closed that was not agreed by both; None where it was not."""
    return session.scalar(select(UnsignedClosing).where(col(UnsignedClosing.draft_id) == draft_id))


def heard_by(session: Session, held: Supervision, on: date) -> str:
    """Return who hears what a practitioner decides: who held it, or whoever answers for it now."""
    supervisor = session.get_one(Person, held.supervisor_id)
    first = reach.first_here(session, held.practitioner_id, on)
    return first.id if has_left(supervisor, on) and first is not None else supervisor.id
