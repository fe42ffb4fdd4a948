"""Dates that people set for themselves: by when to act on a plan, and by when to do an action."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, and_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.contingencies import ActBy, standing
from storage import encryption, people
from storage.children import open_on, open_to
from storage.due import Only, end_of
from storage.errors import WrongKeyError
from storage.history import act_bys
from storage.lookups import PRACTITIONER
from storage.named_indexes import walking
from storage.plans import ends_action, known_by, open_outcomes
from storage.presence import here, is_here
from storage.reach import StandIn, in_place_of, stand_in, stood_in_for
from storage.records import counts
from storage.tables import (
    Action,
    ActionAnswer,
    Child,
    Contingency,
    Involvement,
    ListChoice,
    Person,
    Record,
    Submission,
    Supervision,
    table_of,
)

_practitioner, _supervisor, _sending = aliased(Person), aliased(Person), aliased(Submission)
_log = logging.getLogger(__name__)
_BETWEEN = re.compile(r"(?<!\s)\s++(?:and|with|plus)\s+|[,;&+/]")


@dataclass(frozen=True)
class Deadline:
    """A date set about a child, whose practitioner is here.

    `what` is the action, what is done if nothing changes, or the outcome; None where none is kept.
    `not_acted`: the sign of it came, and it was said that nobody acted.

    `person_ids` are whose it is: those who are to be told of it, one of them as a `stand_in`.
    """

    child_ref: str
    day: date
    practitioner_id: str
    person_ids: tuple[str, ...]
    what: str | None = None
    stand_in: StandIn | None = None
    not_acted: bool = False


@dataclass(frozen=True)
class Undated:
    """An open action without a date, whose practitioner is here.

    `answered` is the day of the meeting that asked last what came of it, if one did.
    `person_ids` and `stand_in` as of a Deadline.
    """

    child_ref: str
    practitioner_id: str
    person_ids: tuple[str, ...]
    what: str
    stand_in: StandIn | None = None
    answer: str | None = None
    answered: date | None = None


def acts_by(
    session: Session,
    first: date,
    last: date,
    on: date,
    practitioners: Only = None,
    *,
    words: bool = False,
) -> list[Deadline]:
    """Return the dates to act by between two days, known by the end of `on`, earliest first.

    Of a child, the date that stands (practice.contingencies): one that passed, until somebody
    answers it. It is the practitioner's and, once it has passed, their supervisor's. Those of these
    practitioners, by id; with `words`, what is done then.
    """
    rows = session.execute(
        select(col(Child.id), col(Child.ref), col(Person.id), col(_supervisor.id))
        .join(Involvement, and_(col(Involvement.child_id) == col(Child.id), open_on(on)))
        .join(Person, and_(col(Person.id) == col(Involvement.person_id), here(on)))
        .outerjoin(
            _supervisor,
            and_(col(_supervisor.id) == col(Person.supervisor_id), here(on, _supervisor)),
        )
        .where(
            select(col(Contingency.id)).where(col(Contingency.child_id) == col(Child.id)).exists()
        )
        .where(true() if practitioners is None else open_to(practitioners, on))
        .order_by(col(Child.ref), col(Person.id))
        .distinct()
    ).all()
    stands = _standing(session, [row[0] for row in rows], on, words=words)
    found = [
        _act_by(session, on, one, *row[1:])
        for row in rows
        if (one := stands.get(row[0])) and first <= one.due_on <= last
    ]
    return sorted(found, key=lambda one: (one.day, one.child_ref))


def may_be_told_of(session: Session, person_id: str, on: date) -> set[str]:
    """Return the practitioners, by id, of whose dates a person may be told: nobody else's are.

    Their own; of those they supervise, or whose supervisor they stand in for; and of those they
    have met.
    """
    met = select(col(ListChoice.what)).where(
        col(ListChoice.whose) == person_id, col(ListChoice.kind) == PRACTITIONER
    )
    below = {one.id for one in people.supervisees(session, person_id, on)}
    return {person_id, *below, *stood_in_for(session, person_id, on), *session.scalars(met)}


def _among(wanted: Only, person: type[Person]) -> ColumnElement[bool]:
    return true() if wanted is None else col(person.id).in_(wanted)


def _standing(
    session: Session, child_ids: Sequence[str], on: date, *, words: bool
) -> dict[str, ActBy]:
    set_so_far, answered = act_bys(session, child_ids, end_of(on), words=words)
    stands = {
        child_id: standing(days, answered.get(child_id, {}))
        for child_id, days in set_so_far.items()
    }
    return {child_id: act_by for child_id, act_by in stands.items() if act_by}


def _act_by(
    session: Session, on: date, one: ActBy, ref: str, practitioner_id: str, supervisor: str | None
) -> Deadline:
    has_passed = one.due_on < on
    found = stand_in(session, practitioner_id, on) if has_passed and not supervisor else None
    other_id = found.person.id if found else supervisor
    whose = (practitioner_id, other_id) if has_passed and other_id else (practitioner_id,)
    return Deadline(ref, one.due_on, practitioner_id, whose, one.plan, found, one.not_acted)


def actions_due(
    session: Session, first: date, last: date, on: date, practitioners: Only = None
) -> list[Deadline]:
    """Return the open actions due between two days, known by the end of `on`, earliest first.

    Only those that name one of the two people of the meeting, while the child is still open to its
    practitioner: nobody else is in the records to be told. Those of these practitioners, by id.
    """
    rows = _open_actions(session, col(Action.due_on).between(first, last), on, practitioners)
    found = []
    for row, ref, practitioner, supervisor in rows:
        what, told, gone = _told(session, on, row, practitioner, supervisor)
        if told and row.due_on is not None:
            found.append(Deadline(ref, row.due_on, practitioner.id, told, what, gone))
    return found


def actions_without_date(session: Session, on: date, practitioners: Only = None) -> list[Undated]:
    """Return the open actions without a date, as actions_due does, by child."""
    rows = _open_actions(session, col(Action.due_on).is_(None), on, practitioners)
    found = []
    for row, ref, practitioner, supervisor in rows:
        what, told, gone = _told(session, on, row, practitioner, supervisor)
        if told:
            said = _last_answer(session, row, on)
            found.append(Undated(ref, practitioner.id, told, what, gone, *said))
    return found


def _open_actions(
    session: Session, when: ColumnElement[bool], on: date, practitioners: Only
) -> Sequence[Row[Action, str, Person, Person]]:
    """Return the open actions of a condition, with their child's reference and the two people."""
    settled = _answers(on).where(col(ActionAnswer.action_id) == known_by(Action), ends_action())
    query = (
        select(Action, col(Child.ref), _practitioner, _supervisor)
        .join(_sending, col(_sending.id) == col(Action.submission_id))
        .join(Record, col(Record.id) == col(_sending.record_id))
        .join(Supervision, col(Supervision.id) == col(Record.supervision_id))
        .join(Child, col(Child.id) == col(Action.child_id))
        .join(_practitioner, col(_practitioner.id) == col(Supervision.practitioner_id))
        .join(_supervisor, col(_supervisor.id) == col(Supervision.supervisor_id))
        .join(
            Involvement,
            and_(
                col(Involvement.child_id) == col(Child.id),
                col(Involvement.person_id) == col(_practitioner.id),
                open_on(on),
            ),
        )
        .where(when, here(on, _practitioner), ~settled.exists())
        .where(counts(_sending, as_of=end_of(on)), col(_sending.submitted_at) < end_of(on))
        .where(_among(practitioners, _practitioner))
        .order_by(col(Action.due_on), col(Child.ref), col(Action.id))
        .distinct()
    )
    if practitioners is not None:
        # Child by child: nothing of the rest of the council is read.
        theirs = select(col(Involvement.child_id)).where(open_to(practitioners, on))
        query = query.where(col(Action.child_id).in_(theirs))
        query = walking(query, table_of(Action), "ix_action_child_id")
    return session.execute(query).all()


def _answers(on: date) -> Select[str, date]:
    """Return what was answered of actions, in meetings that were sent by the end of a day."""
    return (
        select(col(ActionAnswer.answer), col(Record.held_on))
        .join(Submission, col(Submission.id) == col(ActionAnswer.submission_id))
        .join(Record, col(Record.id) == col(Submission.record_id))
        .where(counts(as_of=end_of(on)), col(Submission.submitted_at) < end_of(on))
    )


def _last_answer(session: Session, row: Action, on: date) -> tuple[str, date] | tuple[()]:
    query = _answers(on).where(col(ActionAnswer.action_id) == (row.first_id or row.id))
    last = query.order_by(col(Record.held_on).desc(), col(Submission.id).desc()).limit(1)
    found = session.execute(last).first()
    return (found[0], found[1]) if found else ()


def _told(
    session: Session, on: date, row: Action, practitioner: Person, supervisor: Person
) -> tuple[str, tuple[str, ...], StandIn | None]:
    """Return what an action is, and which of the two people it names are told of it, if any.

    Of one that cannot be decrypted nobody is. In the place of a supervisor who is not here,
    somebody else is.
    """
    try:
        texts = encryption.open_row(session, "action", row.model_dump())
    except WrongKeyError:
        # One row that was moved or changed must not hold up everybody's reminders.
        _log.error("action %s cannot be read, and nobody is told of it", row.id)
        return "", (), None
    who = _named_in(str(texts["who"] or ""))
    named = [one for one in (practitioner, supervisor) if who & _names(one)]
    found = in_place_of(session, supervisor, practitioner.id, on) if supervisor in named else None
    told = [one.id for one in named if is_here(one, on)] + ([found.person.id] if found else [])
    return str(texts["what"]), tuple(told), found


def reviews(session: Session, person_id: str, on: date) -> list[Deadline]:
    """Return the days by which outcomes of a person's children should be reached, earliest first.

    Of the outcomes that are still open, as the next supervision will ask about them.
    """
    rows = session.execute(
        select(col(Child.id), col(Child.ref))
        .join(Involvement, col(Involvement.child_id) == col(Child.id))
        .where(open_to([person_id], on))
        .distinct()
    ).all()
    found = [
        Deadline(ref, outcome.due_on, person_id, (person_id,), outcome.what)
        for child_id, ref in rows
        for outcome in open_outcomes(session, child_id)
        if outcome.due_on is not None
    ]
    return sorted(found, key=lambda one: (one.day, one.child_ref))


def _named_in(who: str) -> set[str]:
    """Return everybody whom the owner of an action names: "Priya and the school" is two."""
    return {" ".join(one.split()) for one in _BETWEEN.split(who.casefold())}


def _names(person: Person) -> set[str]:
    whole = " ".join(person.name.casefold().split())
    return {whole, whole.partition(" ")[0]}
