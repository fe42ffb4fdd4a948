"""The one place that reads the time. The demo's clock can be moved; nobody else's can."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from typing_extensions import override

DEMO_FILE = "demo.json"
"""In a demo's folder: its day, and how far its clock has come."""


class Clock:
    """The time of day, as aware UTC."""

    def now(self) -> datetime:
        """Return this moment."""
        return datetime.now(UTC)


class MovableClock(Clock):
    """The demo's clock: it runs on from a moment of its own and can be moved forward."""

    def __init__(self, start: datetime) -> None:
        self._ahead = start - datetime.now(UTC)

    @override
    def now(self) -> datetime:
        """Return this moment in the demo."""
        return datetime.now(UTC) + self._ahead

    def forward(self, by: timedelta) -> datetime:
        """Move on and return the new moment; time never runs back."""
        self._ahead += max(by, timedelta())
        return self.now()


def clock_of(folder: Path) -> Clock:
    """Return the clock of the records in `folder`: a demo's own, else the time of day."""
    file = folder / DEMO_FILE
    if not file.exists():
        return Clock()
    return MovableClock(datetime.fromisoformat(json.loads(file.read_text())["reached"]))
