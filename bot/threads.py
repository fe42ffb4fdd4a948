"""Threads that take turns: who answers people waits little for who counts or lists."""

import sys

_TURN_SECONDS = 0.0005
"""A tenth of Python's own: an update gives up its turn at each of some fifteen statements."""


def take_short_turns() -> None:
    """Let a thread that computes give way to another sooner than it would by itself."""
    sys.setswitchinterval(_TURN_SECONDS)
