"""Work in pages, with a rest after each: a rate limit on what may wait, for those who may not.

People's answers wait for a transaction that writes, and share the processor with all that is done
in this process. Four times as much time passes between two pages as in one: thousands of reminders
at the end of a month take minutes, and nobody waits for them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event
from time import perf_counter, sleep
from typing import TypeVar

from bot.errors import BotError

T = TypeVar("T")

# A writer that waits for the embedded file looks again every 25 ms at most, and without a rest
# never finds it free (docs/decisions/0007-the-row-is-the-schedule.md).
_SHORTEST_REST_SECONDS = 0.03
_RESTS = 4.0
_rests: ContextVar[float] = ContextVar("rests", default=_RESTS)
_stop: ContextVar[Event | None] = ContextVar("stop", default=None)


class WorkStoppedError(BotError):
    """The program ends, so the pages that were left are not done; those before them are."""


@contextmanager
def without_rest() -> Iterator[None]:
    """Let work begun here, in other threads too, go on without rests: nobody else is waiting."""
    token = _rests.set(0.0)
    try:
        yield
    finally:
        _rests.reset(token)


@contextmanager
def until(stop: Event) -> Iterator[None]:
    """Let work begun here, in other threads too, end after the page in hand once `stop` is set."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


def in_pages(found: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield so many at a time; before the next, rest for four times as long as that took.

    Raises WorkStoppedError between two pages where the program ends.
    """
    for start in range(0, len(found), size):
        began = perf_counter()
        yield found[start : start + size]
        if start + size < len(found):
            rests = _rests.get()
            _rest(max(_SHORTEST_REST_SECONDS, rests * (perf_counter() - began)) if rests else 0.0)


def _rest(seconds: float) -> None:
    stop = _stop.get()
    if stop is not None and stop.wait(seconds):
        raise WorkStoppedError
    if stop is None and seconds:
        sleep(seconds)
