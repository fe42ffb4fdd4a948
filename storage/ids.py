"""Identifiers, made by the application: 32 hex digits that sort by the moment they were made."""

import secrets
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return an identifier never returned before; within one process a later one sorts after.

    The first 16 hex digits are nanoseconds, moved on by one where two fall together, the rest
    is random: rows made in one transaction keep their order, and pages of a B-tree fill in order.
    """
    global _last
    with _lock:
        _last = max(_last + 1, time.time_ns())
        return f"{_last:016x}{secrets.token_hex(8)}"
