"""A rate limit of the log: one place in the program writes so many lines a minute, and no more."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import override

MOST_A_MINUTE = 30
_MINUTE = 60.0
_MOST_PLACES = 1000

_Place = tuple[str, str, int, int]


@dataclass
class _Window:
    """The minute of one place: when it began, and how many lines have come since."""

    began: float
    lines: int = 0


class LogLimit(logging.Filter):
    """Lets the first lines of a place through each minute; then says how many it left out."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._now = now
        self._windows: dict[_Place, _Window] = {}

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a line is written; the first after a flood says how many were left out."""
        now, place = self._now(), (record.name, record.pathname, record.lineno, record.levelno)
        if len(self._windows) >= _MOST_PLACES:
            self._windows.clear()
        window = self._windows.setdefault(place, _Window(now))
        left_out = 0
        if now - window.began >= _MINUTE:
            left_out = max(0, window.lines - MOST_A_MINUTE)
            window = self._windows[place] = _Window(now)
        window.lines += 1
        if left_out:
            record.msg = f"({left_out} lines like this were left out) {record.msg}"
        elif window.lines == MOST_A_MINUTE:
            record.msg = f"{record.msg} (more lines like this are left out for a minute)"
        return window.lines <= MOST_A_MINUTE
