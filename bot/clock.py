"""The one place that reads the time. The demo's clock can be moved; nobody else's can."""

from datetime import UTC, datetime, timedelta

from typing_extensions import override


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
