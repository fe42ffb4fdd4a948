"""When a change of a child's worker is to be handed over: rules of days, ours and not the law's.

The worker who goes writes before they go; whoever takes over, once they have begun.
"""

from datetime import date, timedelta
from enum import StrEnum

OPENS_BEFORE = timedelta(days=60)
"""So long before the end of an involvement it can be handed over: as soon as that is known."""
CLOSES_AFTER = timedelta(days=28)
"""So long after it, what was not handed over still waits."""
FOLLOWS_WITHIN = timedelta(days=28)
"""A worker who begins so near to another's end takes over from them."""


class Side(StrEnum):
    """Which of the two workers writes."""

    LEAVING = "leaving"
    TAKING_OVER = "taking over"


def end_of_work(ended_on: date | None, left_on: date | None) -> date | None:
    """Return the day from which somebody works with a child no more: it ends, or they leave."""
    known = [day for day in (ended_on, left_on) if day is not None]
    return min(known, default=None)


def follows(started_on: date, ends_on: date) -> bool:
    """Say whether whoever began on a day takes over from the one whose work ends on another."""
    return abs(started_on - ends_on) <= FOLLOWS_WITHIN
