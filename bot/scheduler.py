"""A periodic tick: APScheduler only wakes what looks for due rows; the rows are the schedule.

It asks the time of day when to tick next. Where that is set back by two hours it would wait for two
hours, so the event loop's own clock, which nobody can set, looks after it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs
from bot.backoff import set_within

log = logging.getLogger(__name__)

_EVERY_SECONDS = 60


class Scheduler:
    """Awaits `tick` each minute in the running event loop; one at a time, a late one still."""

    def __init__(
        self, tick: Callable[[], Awaitable[None]], every_seconds: float = _EVERY_SECONDS
    ) -> None:
        self._tick = tick
        self._every = timedelta(seconds=every_seconds)
        self._stopped = asyncio.Event()
        self._watching: set[asyncio.Future[None]] = set()
        # Its own log repeats an error's words; ours gives its places.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL + 1)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._job = self._scheduler.add_job(
            self._once,
            "interval",
            seconds=every_seconds,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        # Kept, since the loop itself holds no task.
        self._watching.add(asyncio.ensure_future(self._watch()))

    def stop(self) -> None:
        """Tick no more; a tick that is under way goes on."""
        self._stopped.set()
        self._scheduler.shutdown(wait=False)

    async def _once(self) -> None:
        try:
            await self._tick()
        except Exception as fault:  # noqa: BLE001 - one bad tick must not end the ticking
            logs.log_fault(log, "a tick failed", fault)

    async def _watch(self) -> None:
        """Tick now where the next tick is further off than it may be: the clock was set back."""
        while not await set_within(self._stopped, self._every.total_seconds()):
            now = datetime.now(UTC)
            if self._job.next_run_time and self._job.next_run_time > now + 2 * self._every:
                self._job.modify(next_run_time=now)
