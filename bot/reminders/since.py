"""Ticks that read only what may have fallen due since the last: a cursor and a full sweep.

What is due depends on the day, on the hour after which a message goes out tomorrow, and on what was
sent, agreed, answered or imported. Where none of these changed, nothing is read; where records
changed, their practitioners are read; else everybody is, and once in a while all the same.
"""

from datetime import date, datetime, timedelta

from bot import reminders
from practice.calendar import london_day, next_working_moment
from storage import changes
from storage.session import Session, Store

EVERYBODY_EVERY = timedelta(minutes=15)
"""So long what no change tells of, as a row that an administrator mended by hand, waits."""


class Ticks:
    """The ticks of one process; its first reads everything."""

    def __init__(self) -> None:
        self._read_to = 0
        self._days: tuple[date, date] | None = None
        self._everybody_at: datetime | None = None

    def __call__(self, store: Store, now: datetime) -> int:
        """Make the reminders that came due by `now`; return how many were new, as `tick` does."""
        with store.reading() as session:
            read_to = changes.newest(session)
            whose = None if self._is_anew(now) else self._changed(session)
        made = 0 if whose == set() else reminders.tick(store, now, whose)
        self._read_to, self._days = read_to, _days(now)
        if whose is None:
            self._everybody_at = now
        return made

    def _is_anew(self, now: datetime) -> bool:
        """Say whether everybody is read: the day or the hour calls for it, or it is long ago."""
        if self._everybody_at is None or self._days != _days(now):
            return True
        return not timedelta(0) <= now - self._everybody_at < EVERYBODY_EVERY

    def _changed(self, session: Session) -> set[str] | None:
        return changes.practitioners_since(session, self._read_to)


def _days(now: datetime) -> tuple[date, date]:
    return london_day(now), london_day(next_working_moment(now))
