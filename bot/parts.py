"""The parts of the service, each supervised apart: what breaks is begun again, with back-off."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot import logs
from bot.backoff import Backoff, set_within

log = logging.getLogger(__name__)

STEADY_SECONDS = 5.0


class Parts:
    """Which parts run, and which are down: one that broke is down until it has run steadily."""

    def __init__(self) -> None:
        self._down: set[str] = set()

    def down(self) -> tuple[str, ...]:
        """Return the names of the parts that are down, sorted."""
        return tuple(sorted(self._down))

    def fell(self, name: str) -> None:
        """Note that a part is down."""
        self._down.add(name)

    def works(self, name: str) -> None:
        """Note that a part is not down any more."""
        self._down.discard(name)

    async def keep_running(
        self, name: str, work: Callable[[], Awaitable[None]], stop: asyncio.Event
    ) -> None:
        """Run a part until it ends after `stop` was set; begin it again however else it ends."""
        backoff = Backoff(f"{name} broke")
        while not stop.is_set():
            steady = asyncio.create_task(self._note_steady(name, backoff))
            try:
                await work()
                fault: Exception = RuntimeError(f"{name} ended by itself")
            except Exception as caught:  # noqa: BLE001 - whatever it was, the others go on
                fault = caught
            finally:
                steady.cancel()
            if stop.is_set():
                return
            self.fell(name)
            logs.log_fault(log, f"{name} broke and is begun again", fault)
            await set_within(stop, backoff.failed(fault))

    async def _note_steady(self, name: str, backoff: Backoff) -> None:
        await asyncio.sleep(STEADY_SECONDS)
        self.works(name)
        backoff.worked()
