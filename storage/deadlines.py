"""Dates that people set for themselves: by when to act on a plan, and by when to do an action."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.contingencies import standing
from practice.terms import SETTLED
from storage import encryption
from storage.children import open_on
from storage.due import Only, end_of
from storage.history import act_bys
from storage.people import here
from storage.plans import known_by
from storage.records import counts
from storage.tables import (
    Action,
    ActionAnswer,
    Child,
    Contingency,
    Involvement,
    Person,
    Record,
    Submission,
    Supervision,
)


@dataclass(frozen=True)
class Deadline:
    """A date set about a child, whose practitioner is here; `what` is the action, if it is one.

    `person_ids` are whose it is: those who are to be told of it.
    """

    child_ref: str
    day: date
    practitioner_id: str
    person_ids: tuple[str, ...]
    what: str | None = None


def acts_by(
    session: Session, first: date, last: date, on: date, practitioners: Only = None
) -> list[Deadline]:
    """Return the dates to act by between two days, known by the end of `on`, earliest first.

    Of a child, the date that stands (practice.contingencies): one that passed, until somebody
    answers it. It is the practitioner's and, once it has passed, their supervisor's. Those of these
    practitioners, by id.
    """
    supervisor = aliased(Person)
    rows = session.execute(
        select(col(Child.id), col(Child.ref), col(Person.id), col(supervisor.id))
        .join(Involvement, and_(col(Involvement.child_id) == col(Child.id), open_on(on)))
        .join(Person, and_(col(Person.id) == col(Involvement.person_id), here(on)))
        .outerjoin(
            supervisor,
            and_(col(supervisor.id) == col(Person.supervisor_id), here(on, supervisor)),
        )
        .where(col(Child.id).in_(select(col(Contingency.child_id))), _among(practitioners, Person))
        .order_by(col(Child.ref), col(Person.id))
        .distinct()
    ).all()
    day_of = _standing(session, [row[0] for row in rows], on)
    found = [
        Deadline(ref, day, person_id, _whose(person_id, supervisor_id if day < on else None))
        for child_id, ref, person_id, supervisor_id in rows
        if (day := day_of.get(child_id)) and first <= day <= last
    ]
    return sorted(found, key=lambda one: (one.day, one.child_ref))


def _among(wanted: Only, person: type[Person]) -> ColumnElement[bool]:
    return true() if wanted is None else col(person.id).in_(wanted)


def _standing(session: Session, child_ids: Sequence[str], on: date) -> dict[str, date]:
    set_so_far, answered = act_bys(session, child_ids, end_of(on))
    stands = {
        child_id: standing(days, answered.get(child_id, ()))
        for child_id, days in set_so_far.items()
    }
    return {child_id: act_by.due_on for child_id, act_by in stands.items() if act_by}


def _whose(practitioner_id: str, supervisor_id: str | None) -> tuple[str, ...]:
    return (practitioner_id, supervisor_id) if supervisor_id else (practitioner_id,)


def actions_due(
    session: Session, first: date, last: date, on: date, practitioners: Only = None
) -> list[Deadline]:
    """Return the open actions due between two days, known by the end of `on`, earliest first.

    Only those that name one of the two people of the meeting, while the child is still open to its
    practitioner: nobody else is in the records to be told. Those of these practitioners, by id.
    """
    practitioner, supervisor = aliased(Person), aliased(Person)
    settled = (
        select(col(ActionAnswer.id))
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .where(col(ActionAnswer.action_id) == known_by(Action))
        .where(counts(as_of=end_of(on)), col(Submission.submitted_at) < end_of(on))
        .where(col(ActionAnswer.answer).in_(SETTLED))
    )
    sending = aliased(Submission)
    rows = session.execute(
        select(Action, col(Child.ref), practitioner, supervisor)
        .join(sending, col(sending.id) == col(Action.submission_id))
        .join(Record, col(Record.id) == col(sending.record_id))
        .join(Supervision, col(Supervision.id) == col(Record.supervision_id))
        .join(Child, col(Child.id) == col(Action.child_id))
        .join(practitioner, col(practitioner.id) == col(Supervision.practitioner_id))
        .join(supervisor, col(supervisor.id) == col(Supervision.supervisor_id))
        .join(
            Involvement,
            and_(
                col(Involvement.child_id) == col(Child.id),
                col(Involvement.person_id) == col(practitioner.id),
                open_on(on),
            ),
        )
        .where(col(Action.due_on).between(first, last), here(on, practitioner), ~settled.exists())
        .where(counts(sending, as_of=end_of(on)), col(sending.submitted_at) < end_of(on))
        .where(_among(practitioners, practitioner))
        .order_by(col(Action.due_on), col(Child.ref), col(Action.id))
        .distinct()
    )
    found = [_action(session, on, *row) for row in rows]
    return [one for one in found if one is not None]


def _action(
    session: Session, on: date, row: Action, ref: str, practitioner: Person, supervisor: Person
) -> Deadline | None:
    texts = encryption.open_row(session, "action", row.model_dump())
    who = " ".join(str(texts["who"] or "").casefold().split())
    named = [p for p in (practitioner, supervisor) if who in _names(p) and not _gone(p, on)]
    if not named or row.due_on is None:
        return None
    return Deadline(ref, row.due_on, practitioner.id, tuple(p.id for p in named), texts["what"])


def _names(person: Person) -> set[str]:
    whole = " ".join(person.name.casefold().split())
    return {whole, whole.partition(" ")[0]}


def _gone(person: Person, on: date) -> bool:
    return person.left_on is not None and person.left_on <= on
