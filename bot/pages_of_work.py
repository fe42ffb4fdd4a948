"""Work in pages, with a rest after each: a rate limit on what may wait, for those who may not.

People's answers wait for a transaction that writes, and share the processor with all that is done
in this process. Four times as much time passes between two pages as in one: thousands of reminders
at the end of a month take minutes, and nobody waits for them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter, sleep
from typing import TypeVar

T = TypeVar("T")

# A writer that waits for the embedded file looks again every 25 ms at most, and without a rest
# never finds it free (docs/decisions/0007-the-row-is-the-schedule.md).
_SHORTEST_REST_SECONDS = 0.03
_RESTS = 4.0
_rests: ContextVar[float] = ContextVar("rests", default=_RESTS)


@contextmanager
def without_rest() -> Iterator[None]:
    """Let work begun here, in other threads too, go on without rests: nobody else is waiting."""
    token = _rests.set(0.0)
    try:
        yield
    finally:
        _rests.reset(token)


def in_pages(found: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield so many at a time; before the next, rest for four times as long as that took."""
    for start in range(0, len(found), size):
        began = perf_counter()
        yield found[start : start + size]
        if start + size < len(found) and (rests := _rests.get()):
            sleep(max(_SHORTEST_REST_SECONDS, rests * (perf_counter() - began)))
