"""A periodic tick: APScheduler only wakes what looks for due rows; the rows are the schedule."""

import logging
from collections.abc import Awaitable, Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import logs

log = logging.getLogger(__name__)

_EVERY_SECONDS = 60


class Scheduler:
    """Awaits `tick` each minute in the running event loop; one at a time, a late one still."""

    def __init__(
        self, tick: Callable[[], Awaitable[None]], every_seconds: float = _EVERY_SECONDS
    ) -> None:
        self._tick = tick
        # Its own log repeats an error's words; ours gives its places.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL + 1)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
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

    def stop(self) -> None:
        """Tick no more; a tick that is under way goes on."""
        self._scheduler.shutdown(wait=False)

    async def _once(self) -> None:
        try:
            await self._tick()
        except Exception as fault:  # noqa: BLE001 - one bad tick must not end the ticking
            logs.log_fault(log, "a tick failed", fault)
