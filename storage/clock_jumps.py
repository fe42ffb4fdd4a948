"""What a clock that was ahead left behind: waits that would last for hours, rows of a later day.

A row dated ahead keeps its place, which no clock gave it, and its date, which nobody can know
better. Only what a message of the outbox still waits for is set right.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlmodel import Session

from storage.outbox import unsettled
from storage.session import Store
from storage.tables import AuditEvent, OutboxMessage, Seen, table_of

CLAIMED_AHEAD = timedelta(seconds=30)
"""A claim dated further ahead was made before the clock was set back, and holds nothing."""
TRIED_AHEAD = timedelta(seconds=1)
"""So it is with a try that failed; its message may be tried again too early, and harms nobody."""
AHEAD = timedelta(minutes=5)
"""By how much a row must be dated ahead to be reported: servers' clocks differ by seconds."""

_log = logging.getLogger(__name__)

_OUT = table_of(OutboxMessage).c
_SEEN = table_of(Seen).c
_AUDIT = table_of(AuditEvent).c


def end_waits(store: Store, now: datetime) -> None:
    """Let no message wait for a time that only a clock ahead of this one could have set.

    That is a lease of a claim and a back-off after a try that are dated ahead, a message that was
    due at once when it was made, and one held for a conversation that has not begun. What was to go
    out at an hour of its own, as a reminder does, waits for that hour.
    """
    leased, waits = _leased_by_it(now), _waits_for_it(now)
    with store.reading() as session:
        found = select(_OUT.id).where(unsettled(), or_(leased, waits)).limit(1)
        if session.connection().execute(found).first() is None:
            return
    with store.writing() as session:
        session.connection().execute(
            update(OutboxMessage)
            .where(unsettled(), or_(leased, waits))
            .values(
                leased_until=case((leased, None), else_=_OUT.leased_until),
                not_before=case((waits, now), else_=_OUT.not_before),
            )
        )


def _leased_by_it(now: datetime) -> ColumnElement[bool]:
    return and_(_OUT.leased_until > now, _OUT.claimed_at > now + CLAIMED_AHEAD)


def _waits_for_it(now: datetime) -> ColumnElement[bool]:
    at_once = _OUT.not_before <= _OUT.made_at
    backs_off = and_(_OUT.attempts > 0, _OUT.tried_at > now + TRIED_AHEAD)
    return and_(_OUT.not_before > now, or_(at_once, backs_off, _OUT.held_at > now))


def dated_ahead(session: Session, now: datetime) -> int:
    """Return how many updates and deeds are dated later than `now`: a clock was, or is, wrong.

    Everything that is stored comes with one or the other, of the same date.
    """
    connection, late = session.connection(), now + AHEAD
    return sum(
        connection.scalar(select(func.count()).where(column > late)) or 0
        for column in (_SEEN.seen_at, _AUDIT.at)
    )


def warn_of_rows_dated_ahead(store: Store, now: datetime) -> None:
    """Log how many rows are dated in the future, if any are."""
    with store.reading() as session:
        count = dated_ahead(session, now)
    if count:
        _log.warning(
            "%d updates or deeds are dated in the future: check this server's clock", count
        )
