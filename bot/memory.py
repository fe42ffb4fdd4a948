"""Memory that is free is given back to the system, where the C library is glibc.

Each thread of its allocator has an arena of its own, and what is freed in one stays there: after
each rush of fifty people at once, 10 to 15 MB of nothing (docs/performance.md).
"""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

_M_ARENA_MAX = -8
_ARENAS = 2


@contextmanager
def loading() -> Iterator[None]:
    """Load what a program runs with: many objects and no garbage, so none is looked for.

    What is loaded by the end is never looked through again.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def share_arenas() -> None:
    """Let all threads that are begun from now on share a few arenas."""
    if (libc := _libc()) is not None:
        libc.mallopt(_M_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Give what is free back to the system: some milliseconds."""
    if (libc := _libc()) is not None:
        libc.malloc_trim(0)


@cache
def _libc() -> ctypes.CDLL | None:
    """Return glibc; None where the system has another."""
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "malloc_trim") and hasattr(libc, "mallopt") else None
