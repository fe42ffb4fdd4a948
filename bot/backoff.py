"""Exponential back-off: waits that double, and one log line a minute however often it failed."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

log = logging.getLogger(__name__)

FIRST_SECONDS = 0.25
_LONGEST_SECONDS = 30.0
_BETWEEN_LINES_SECONDS = 60.0
T = TypeVar("T")


def delay_after(tries: int, longest: float = _LONGEST_SECONDS, first: float | None = None) -> float:
    """Return the seconds to wait after so many tries have failed: doubled each time, to a limit."""
    return min(longest, (first or FIRST_SECONDS) * 2.0 ** min(max(tries - 1, 0), 30))


class Backoff:
    """How often one thing has failed in a row. `what` goes to the log, with the fault's type."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._tries = 0
        self._said_at: float | None = None

    def worked(self) -> None:
        """Begin again with short waits."""
        if self._said_at is not None:
            log.warning("%s: works again", self._what)
        self._tries, self._said_at = 0, None

    def failed(self, fault: Exception, at_least: float = 0.0) -> float:
        """Return the seconds to wait before the next try; `fault` is logged once a minute.

        Only its type: the words of a network error hold the address, and that holds a token.
        """
        self._tries += 1
        now = time.monotonic()
        if self._said_at is None or now - self._said_at >= _BETWEEN_LINES_SECONDS:
            log.warning("%s: %s; trying again", self._what, type(fault.__cause__ or fault).__name__)
            self._said_at = now
        return max(at_least, delay_after(self._tries))


async def set_within(event: asyncio.Event, seconds: float) -> bool:
    """Wait until `event` is set, at most so long; return whether it is."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def unless(stop: asyncio.Event, work: Callable[[], Awaitable[T]]) -> T | None:
    """Return what `work` gives, or None where `stop` was set first: it is given up then."""
    stopped = asyncio.ensure_future(stop.wait())
    working = asyncio.ensure_future(work())
    try:
        await asyncio.wait({stopped, working}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (stopped, working):
            task.cancel()
        await asyncio.gather(stopped, working, return_exceptions=True)
