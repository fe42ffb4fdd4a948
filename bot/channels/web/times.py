"""Moments as people read them, in London."""

from datetime import datetime

from practice.calendar import london


def clock(moment: datetime) -> str:
    """Return the hour: "9:02"."""
    local = london(moment)
    return f"{local.hour}:{local:%M}"


def day(moment: datetime) -> str:
    """Return the day: "Monday 12 October 2026"."""
    local = london(moment)
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def day_and_hour(moment: datetime) -> str:
    """Return both: "Monday 12 October 2026, 9:02"."""
    return f"{day(moment)}, {clock(moment)}"
