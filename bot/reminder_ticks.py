"""Ticks that read only what may have fallen due since the last: a cursor and a full sweep.

What is due depends on the day, on the hour after which a message goes out tomorrow, and on what was
sent, agreed, answered or imported. Where none of these changed, nothing is read; where records
changed, their practitioners are read; else everybody is, and once in a while all the same.
"""

from datetime import date, datetime, timedelta
from threading import Event

from bot import reminders
from bot.pages_of_work import WorkStoppedError, in_pages, until
from practice.calendar import london_day, next_working_moment
from storage import changes, people
from storage.session import Session, Store

EVERYBODY_EVERY = timedelta(minutes=15)
"""So long what no change tells of, as a row that an administrator mended by hand, waits."""
AT_ONCE = 40
"""The people who are read at a time where everybody is."""


class ReminderTicks:
    """The ticks of one process; its first reads everything."""

    def __init__(self) -> None:
        self._read_to = 0
        self._days: tuple[date, date] | None = None
        self._everybody_at: datetime | None = None
        self._ends = Event()

    def begin(self) -> None:
        """Let ticks go on to their end, also where `end` was called before."""
        self._ends.clear()

    def end(self) -> None:
        """Let a tick under way end after the piece in hand; the rest is made by the next process.

        What it made is committed, and nothing notes that the rest was: the rows are the schedule.
        """
        self._ends.set()

    def __call__(self, store: Store, now: datetime) -> int:
        """Make the reminders that came due by `now`; return how many were new, as `tick` does.

        Where `end` was called meanwhile, 0.
        """
        with until(self._ends):
            try:
                return self._tick(store, now)
            except WorkStoppedError:
                return 0

    def _tick(self, store: Store, now: datetime) -> int:
        with store.reading() as session:
            read_to = changes.newest(session)
            whose = None if self._is_anew(now) else self._changed(session)
        made = self._everybodys(store, now) if whose is None else 0
        if whose:
            made = reminders.tick(store, now, whose)
        self._read_to, self._days = read_to, _days(now)
        return made

    def _everybodys(self, store: Store, now: datetime) -> int:
        """Tick for everybody, some at a time: answers are written in between."""
        reminders.settle(store, now)
        with store.reading() as session:
            everybody = people.ids_here(session, london_day(now))
        made = 0
        for page in in_pages(everybody, AT_ONCE):
            made += reminders.make(store, now, page)
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
