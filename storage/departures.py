"""What ends with a person's leaving: their ways in, what waits for them, and what they were shown.

Nobody is let in from the day on which they have left, whether this has run or not
(storage/presence.py). This makes it last: who comes back comes back by a new code, and somebody
else can enrol the account that was theirs.
"""

from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import Session, col, select

from storage import people, shares
from storage.shares import Closed
from storage.tables import EnrolmentCode, Identity, Person, WebSession


def is_any_open(session: Session, on: date, now: datetime) -> bool:
    """Say whether anything is open still of people who have left by a day."""
    return bool(_ways_in(session, on, now)) or shares.any_of_the_gone(session, on)


def settle(session: Session, on: date, now: datetime) -> list[Closed]:
    """End what is open still of people who have left; return whose reflections that closed."""
    for person_id in _ways_in(session, on, now):
        people.stop_person(session, person_id, now)
    return shares.close_of_the_gone(session, on, now)


def _ways_in(session: Session, on: date, now: datetime) -> list[str]:
    """Return who has left and still has an address, a browser or a code, by id."""
    left = select(Person.id).where(col(Person.left_on) <= on, or_(*_open(now)))
    return list(session.exec(left.order_by(Person.id)))


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
