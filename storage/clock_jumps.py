"""What a clock that was ahead left behind: waits that would last for hours, rows of a later day.

A row dated ahead keeps its place, which no clock gave it, and its date, which nobody can know
better. Only what a message of the outbox still waits for is set right.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlmodel import Session

from storage.named_indexes import walking
from storage.session import Store
from storage.tables import AuditEvent, OutboxMessage, Seen, table_of
from storage.waiting import tried, unsettled

CLAIMED_AHEAD = timedelta(seconds=30)
"""A claim dated further ahead was made before the clock was set back, and holds nothing."""
TRIED_AHEAD = timedelta(seconds=1)
"""So it is with a try that failed; its message may be tried again too early, and harms nobody."""
AHEAD = timedelta(minutes=5)
"""By how much a row must be dated ahead to be reported: servers' clocks differ by seconds."""

_log = logging.getLogger(__name__)

_OUTBOX = table_of(OutboxMessage)
_OUT = _OUTBOX.c
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
        connection = session.connection()
        # One by one: each has an index that holds little, where all of them at once have none.
        kinds = {
            "outbox_leased": leased,
            "outbox_made": _was_due_at_once(now),
            "outbox_tried": _backs_off(now),
            "outbox_held": _was_held_ahead(now),
        }
        found = (
            walking(select(_OUT.id).where(unsettled(), kind).limit(1), _OUTBOX, index)
            for index, kind in kinds.items()
        )
        if all(connection.execute(query).first() is None for query in found):
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
    return and_(
        _OUT.leased_until.is_not(None),
        _OUT.leased_until > now,
        _OUT.claimed_at > now + CLAIMED_AHEAD,
    )


def _waits_for_it(now: datetime) -> ColumnElement[bool]:
    return or_(_was_due_at_once(now), _backs_off(now), _was_held_ahead(now))


def _was_due_at_once(now: datetime) -> ColumnElement[bool]:
    # Made ahead of the clock follows from the others, and is what an index knows.
    ahead = _OUT.made_at > now
    return and_(_OUT.not_before > now, _OUT.not_before <= _OUT.made_at, ahead)


def _backs_off(now: datetime) -> ColumnElement[bool]:
    return and_(_OUT.not_before > now, tried(), _OUT.tried_at > now + TRIED_AHEAD)


def _was_held_ahead(now: datetime) -> ColumnElement[bool]:
    return and_(_OUT.not_before > now, _OUT.held_at.is_not(None), _OUT.held_at > now)


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
