"""The stand-in's movable clock: the ages of messages, updates, queries and rate limits."""

import time


class Clock:
    """Real time plus what tests moved it by, or a time that stands still."""

    def __init__(self) -> None:
        self._moved = 0.0
        self._stopped: float | None = None

    def now(self) -> float:
        """Return seconds since 1970 as Telegram's servers would see them."""
        return (time.time() if self._stopped is None else self._stopped) + self._moved

    def unix(self) -> int:
        """Return the whole second, as `date` fields carry it."""
        return int(self.now())

    def forward(self, seconds: float) -> None:
        """Move on; never back, as Telegram's does not."""
        if seconds < 0:
            raise ValueError("the clock only moves forward")
        self._moved += seconds

    def stop(self) -> None:
        """Let time stand still, so that only `forward` moves it."""
        if self._stopped is None:
            self._stopped = time.time()
