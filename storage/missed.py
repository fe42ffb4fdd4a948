"""Supervisions that were due in a month and not held: who is to be asked why, and what they say.

Rows are only added; of several about one practitioner's month the last holds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from practice.calendar import Month
from practice.oversight_access import MissedFacts
from practice.terms import MissedBecause
from storage import audit
from storage.children import open_on, open_to
from storage.due import Only, end_of
from storage.encryption import seal, unseal
from storage.ids import new_id
from storage.listing import one_of
from storage.people import paths_of
from storage.presence import here
from storage.tables import Involvement, MissedSupervision, Person, Supervision

_supervisor, _later = aliased(Person), aliased(Involvement)
_TABLE = str(MissedSupervision.__tablename__)


@dataclass(frozen=True)
class Unsaid:
    """A practitioner without supervision in a month of whom nobody said why, and whom to ask.

    `supervisor_id` is None where their supervisor is not here.
    """

    practitioner_id: str
    supervisor_id: str | None


@dataclass(frozen=True)
class Said:
    """What was said of a practitioner's month: why, put off to when, in which words, by whom."""

    practitioner_id: str
    because: MissedBecause
    put_off_to: date | None
    words: str | None
    facts: MissedFacts


def unsaid(session: Session, month: Month, on: date, practitioners: Only = None) -> list[Unsaid]:
    """Return who, being here on a day, had no supervision in a month that is over, in order.

    With a case open on the month's first and its last day, in a team that has held a supervision by
    then, and of whom nobody has said why. As known by the end of `on`; only these practitioners.
    """
    to_the_end = select(col(_later.id)).where(
        col(_later.person_id) == col(Person.id), open_on(month.last, involvement=_later)
    )
    query = (
        select(col(Person.id), col(_supervisor.id))
        .outerjoin(
            _supervisor,
            and_(col(_supervisor.id) == col(Person.supervisor_id), here(on, _supervisor)),
        )
        .where(here(on), _had_a_case(month, practitioners), to_the_end.exists())
        .where(~_held(month, on), ~_explained(month, on), _team_has_begun(month, on))
        .order_by(col(Person.id))
    )
    if practitioners is not None:
        query = query.where(col(Person.id).in_(practitioners))
    return [Unsaid(*row) for row in session.execute(query)]


def _had_a_case(month: Month, practitioners: Only) -> ColumnElement[bool]:
    first = month.first
    open_then = open_on(first) if practitioners is None else open_to(practitioners, first)
    return col(Person.id).in_(select(col(Involvement.person_id)).where(open_then))


def _held(month: Month, on: date) -> ColumnElement[bool]:
    return (
        select(col(Supervision.id))
        .where(col(Supervision.practitioner_id) == col(Person.id))
        .where(col(Supervision.held_on).between(month.first, month.last))
        .where(col(Supervision.sent_at) < end_of(on))
        .exists()
    )


def _explained(month: Month, on: date) -> ColumnElement[bool]:
    return (
        select(col(MissedSupervision.id))
        .where(col(MissedSupervision.practitioner_id) == col(Person.id))
        .where(col(MissedSupervision.first_on) == month.first)
        .where(col(MissedSupervision.said_at) < end_of(on))
        .exists()
    )


def _team_has_begun(month: Month, on: date) -> ColumnElement[bool]:
    return (
        select(col(Supervision.id))
        .where(col(Supervision.team_id) == col(Person.team_id))
        .where(col(Supervision.held_on) <= month.last, col(Supervision.sent_at) < end_of(on))
        .exists()
    )


@dataclass(frozen=True)
class ToSay:
    """What a supervisor says of a practitioner's month; of a reason in words, these."""

    practitioner_id: str
    month: Month
    because: MissedBecause
    put_off_to: date | None = None
    words: str | None = None


def say(session: Session, told: ToSay, said_by_id: str, at: datetime) -> None:
    """Store why a practitioner had no supervision in a month; the audit says that it was said."""
    row_id, person = new_id(), session.get_one(Person, told.practitioner_id)
    words = seal(session, told.words, _TABLE, row_id, "words") if told.words else None
    row = MissedSupervision(
        id=row_id,
        practitioner_id=told.practitioner_id,
        team_id=person.team_id,
        first_on=told.month.first,
        because=told.because,
        put_off_to=told.put_off_to,
        words=words,
        said_by_id=said_by_id,
        said_at=at,
    )
    session.add(row)
    session.flush()
    audit.record(session, "missed supervision explained", _TABLE, row_id, actor=said_by_id, at=at)


def facts(session: Session, practitioner_id: str) -> MissedFacts:
    """Return who may know why a practitioner had no supervision, before anybody said it."""
    person = session.get_one(Person, practitioner_id)
    path = paths_of(session, [person.team_id])[person.team_id]
    return MissedFacts(
        practitioner_id=practitioner_id,
        supervisor_id=person.supervisor_id,
        said_by_id=None,
        team_path=path,
    )


def said(
    session: Session, practitioners: Collection[str], month: Month, at: datetime | None = None
) -> dict[str, Said]:
    """Return, by practitioner of these, what holds of a month; words are opened.

    As it was known at a moment; as it is where that is None.
    """
    known = true() if at is None else col(MissedSupervision.said_at) <= at
    rows = session.scalars(
        select(MissedSupervision)
        .where(one_of(col(MissedSupervision.practitioner_id), practitioners))
        .where(col(MissedSupervision.first_on) == month.first, known)
        .order_by(col(MissedSupervision.id))
    ).all()
    last = {row.practitioner_id: row for row in rows}
    return {one.practitioner_id: one for one in _opened(session, last.values())}


def _opened(session: Session, rows: Collection[MissedSupervision]) -> Iterable[Said]:
    paths = paths_of(session, {row.team_id for row in rows})
    supervisors = _supervisors(session, {row.practitioner_id for row in rows})
    for row in rows:
        known = MissedFacts(
            practitioner_id=row.practitioner_id,
            supervisor_id=supervisors[row.practitioner_id],
            said_by_id=row.said_by_id,
            team_path=paths[row.team_id],
        )
        words = unseal(session, row.words, _TABLE, row.id, "words") if row.words else None
        because = MissedBecause(row.because)
        yield Said(row.practitioner_id, because, row.put_off_to, words, known)


def _supervisors(session: Session, ids: Collection[str]) -> dict[str, str | None]:
    query = select(col(Person.id), col(Person.supervisor_id)).where(col(Person.id).in_(ids))
    return {row[0]: row[1] for row in session.execute(query)}
