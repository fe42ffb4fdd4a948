"""A periodic tick: it only wakes what looks for due rows; the rows are the schedule.

By the event loop's own clock, which nobody can set: a scheduler that asks the time of day when to
tick next waits for two hours where that is set back by two.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

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
        self._every_seconds = every_seconds
        self._stopped = asyncio.Event()
        self._ticking: set[asyncio.Future[None]] = set()

    def start(self) -> None:
        """Begin to tick."""
        # Kept, since the loop itself holds no task.
        self._ticking.add(asyncio.ensure_future(self._tick_on()))

    def stop(self) -> None:
        """Tick no more; a tick that is under way goes on."""
        self._stopped.set()

    async def _tick_on(self) -> None:
        while not await set_within(self._stopped, self._every_seconds):
            try:
                await self._tick()
            except Exception as fault:  # noqa: BLE001 - one bad tick must not end the ticking
                logs.log_fault(log, "a tick failed", fault)
