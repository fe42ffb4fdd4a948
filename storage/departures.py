"""What ends with a person's leaving: their ways in, what waits for them, and what they were shown.

Nobody is let in from the day on which they have left, whether this has run or not
(storage/presence.py). This makes it last: who comes back comes back by a new code, and somebody
else can enrol the account that was theirs.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, not_, or_
from sqlmodel import Session, col, select

from storage import people, shares
from storage.due import Only
from storage.listing import one_of
from storage.shares import Closed
from storage.tables import Departure, EnrolmentCode, Identity, Person, WebSession
from storage.unsigned import LeftUnsigned, left_unsigned_by

AT_ONCE = 50
"""So many people are settled in one transaction: whoever answers meanwhile waits for it."""


@dataclass(frozen=True)
class Settled:
    """What concerns others: whose reflections were closed, and what was left unsigned."""

    closed: Sequence[Closed]
    unsigned: Sequence[LeftUnsigned]


def open_still(session: Session, on: date, now: datetime, most: int = AT_ONCE) -> list[str]:
    """Return who has left by a day and has anything open still, or was not noticed, by id.

    Those who could come in first, and no more than so many.
    """
    shown = shares.with_the_gone(session, on)
    found = [*_ways_in(session, on, now), *shown, *(one.id for one in _unnoticed(session, on))]
    return list(dict.fromkeys(found))[:most]


def settle(session: Session, gone: Collection[str], on: date, now: datetime) -> Settled:
    """End what is open still of these people, of whom those count who have left by a day.

    Return what that closed, and what they left unsigned: that once for each leaving.
    """
    for person_id in _ways_in(session, on, now, gone):
        people.stop_person(session, person_id, now)
    closed = shares.close_of_the_gone(session, gone, on, now)
    unsigned: list[LeftUnsigned] = []
    for one in _unnoticed(session, on, gone):
        if one.left_on is not None:
            session.add(Departure(person_id=one.id, left_on=one.left_on, noticed_at=now))
            unsigned += left_unsigned_by(session, one.id, on)
    return Settled(closed, unsigned)


def _unnoticed(session: Session, on: date, of: Only = None) -> list[Person]:
    noticed = exists().where(
        col(Departure.person_id) == col(Person.id),
        col(Departure.left_on) == col(Person.left_on),
    )
    left = select(Person).where(col(Person.left_on) <= on, not_(noticed), *_only(of))
    # Ordered here: an order of the database's would have it walk everybody who ever worked here.
    return sorted(session.exec(left), key=lambda one: one.id)


def _ways_in(session: Session, on: date, now: datetime, of: Only = None) -> list[str]:
    """Return who has left and still has an address, a browser or a code, by id."""
    left = select(Person.id).where(col(Person.left_on) <= on, or_(*_open(now)), *_only(of))
    return sorted(session.exec(left))


def _only(people_ids: Only) -> list[ColumnElement[bool]]:
    return [] if people_ids is None else [one_of(Person.id, people_ids)]


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
