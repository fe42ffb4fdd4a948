"""What ends with a person's leaving: their ways in, what waits for them, and what they were shown.

Nobody is let in from the day on which they have left, whether this has run or not
(storage/presence.py). This makes it last: who comes back comes back by a new code, and somebody
else can enrol the account that was theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, not_, or_
from sqlmodel import Session, col, select

from storage import people, shares
from storage.shares import Closed
from storage.tables import Departure, EnrolmentCode, Identity, Person, WebSession
from storage.unsigned import LeftUnsigned, left_unsigned_by


@dataclass(frozen=True)
class Settled:
    """What concerns others: whose reflections were closed, and what was left unsigned."""

    closed: Sequence[Closed]
    unsigned: Sequence[LeftUnsigned]


def is_any_open(session: Session, on: date, now: datetime) -> bool:
    """Say whether anything is open still of people who have left by a day, or was not noticed."""
    if _ways_in(session, on, now) or shares.any_of_the_gone(session, on):
        return True
    return bool(_unnoticed(session, on))


def settle(session: Session, on: date, now: datetime) -> Settled:
    """End what is open still of people who have left; return what that closed, and left unsigned.

    What somebody left unsigned is returned once for each leaving.
    """
    for person_id in _ways_in(session, on, now):
        people.stop_person(session, person_id, now)
    closed = shares.close_of_the_gone(session, on, now)
    unsigned: list[LeftUnsigned] = []
    for one in _unnoticed(session, on):
        if one.left_on is not None:
            session.add(Departure(person_id=one.id, left_on=one.left_on, noticed_at=now))
            unsigned += left_unsigned_by(session, one.id, on)
    return Settled(closed, unsigned)


def _unnoticed(session: Session, on: date) -> list[Person]:
    noticed = exists().where(
        col(Departure.person_id) == col(Person.id),
        col(Departure.left_on) == col(Person.left_on),
    )
    left = select(Person).where(col(Person.left_on) <= on, not_(noticed))
    # Ordered here: an order of the database's would have it walk everybody who ever worked here.
    return sorted(session.exec(left), key=lambda one: one.id)


def _ways_in(session: Session, on: date, now: datetime) -> list[str]:
    """Return who has left and still has an address, a browser or a code, by id."""
    left = select(Person.id).where(col(Person.left_on) <= on, or_(*_open(now)))
    return sorted(session.exec(left))


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    enrolled = exists().where(
        col(Identity.person_id) == col(Person.id), col(Identity.stopped_at).is_(None)
    )
    signed_in = exists().where(
        col(WebSession.person_id) == col(Person.id),
        col(WebSession.ended_at).is_(None),
        col(WebSession.expires_at) > now,
    )
    code = exists().where(
        col(EnrolmentCode.person_id) == col(Person.id),
        col(EnrolmentCode.used_at).is_(None),
        col(EnrolmentCode.expires_at) > now,
    )
    return enrolled, signed_in, code
