"""The ways from a month that a page shows to those beside it."""

from collections.abc import Callable
from datetime import datetime

from practice.calendar import Month, london_day
from reports.spans import span
from reports.wording import span_name

PathOf = Callable[[Month], str]


def ways_beside(month: Month, now: datetime, path_of: PathOf) -> dict[str, dict[str, str] | None]:
    """Return the ways to the month before and the one after, of which none has not begun."""
    after = month.next()
    has_begun = after.first <= london_day(now)
    return {
        "before": way_to(month.previous(), now, path_of),
        "after": way_to(after, now, path_of) if has_begun else None,
    }


def way_to(month: Month, now: datetime, path_of: PathOf) -> dict[str, str]:
    """Return the way to a month, with its name."""
    shown = span(month, None, london_day(now))
    return {"href": path_of(month), "label": span_name(shown)}
