"""What a clock that was ahead left behind: waits that would last for hours, rows of a later day.

A row dated ahead keeps its place, which no clock gave it, and its date, which nobody can know
better. Only what a message of the outbox still waits for is set right.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case, func, or_, select, update
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
    asked = {"now": now, "claimed": now + CLAIMED_AHEAD, "tried": now + TRIED_AHEAD}
    with store.reading() as session:
        connection = session.connection()
        if all(connection.execute(query, asked).first() is None for query in _FIRST_OF_EACH):
            return
    with store.writing() as session:
        session.connection().execute(_END_WAITS, asked)


_MOMENT = _OUT.not_before.type
_NOW, _CLAIMED, _TRIED = (bindparam(name, type_=_MOMENT) for name in ("now", "claimed", "tried"))
_LEASED_BY_IT = and_(
    _OUT.leased_until.is_not(None), _OUT.leased_until > _NOW, _OUT.claimed_at > _CLAIMED
)
# Made ahead of the clock follows from the others, and is what an index knows.
_WAS_DUE_AT_ONCE = and_(
    _OUT.not_before > _NOW, _OUT.not_before <= _OUT.made_at, _OUT.made_at > _NOW
)
_BACKS_OFF = and_(_OUT.not_before > _NOW, tried(), _OUT.tried_at > _TRIED)
_WAS_HELD_AHEAD = and_(_OUT.not_before > _NOW, _OUT.held_at.is_not(None), _OUT.held_at > _NOW)
_WAITS_FOR_IT = or_(_WAS_DUE_AT_ONCE, _BACKS_OFF, _WAS_HELD_AHEAD)

# One by one: each has an index that holds little, where all of them at once have none. Every
# delivery asks them; putting them together anew each time would cost more than asking.
_FIRST_OF_EACH = tuple(
    walking(select(_OUT.id).where(unsettled(), kind).limit(1), _OUTBOX, index)
    for index, kind in (
        ("outbox_leased", _LEASED_BY_IT),
        ("outbox_made", _WAS_DUE_AT_ONCE),
        ("outbox_tried", _BACKS_OFF),
        ("outbox_held", _WAS_HELD_AHEAD),
    )
)
_END_WAITS = (
    update(_OUTBOX)
    .where(unsettled(), or_(_LEASED_BY_IT, _WAITS_FOR_IT))
    .values(
        leased_until=case((_LEASED_BY_IT, None), else_=_OUT.leased_until),
        not_before=case((_WAITS_FOR_IT, _NOW), else_=_OUT.not_before),
    )
)


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
