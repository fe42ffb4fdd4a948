"""The ways from a month that a page shows to those beside it, and to any of the last ones."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from practice.calendar import Month, london_day, months_back
from reports.spans import span
from reports.wording import span_name

PathOf = Callable[[Month], str]
_CHOICE = 24
"""So many months can be chosen; an address can name an older one."""
_MONTH = "month"


def ways_beside(month: Month, now: datetime, path_of: PathOf) -> dict[str, object]:
    """Return the ways to the month before and the one after, and the form that leads to any.

    No month that has not begun is among them. `path_of` names the month in `month`.
    """
    after = month.next()
    has_begun = after.first <= london_day(now)
    return {
        "before": way_to(month.previous(), now, path_of),
        "after": way_to(after, now, path_of) if has_begun else None,
        "any_month": _form(month, now, path_of),
    }


def _form(month: Month, now: datetime, path_of: PathOf) -> dict[str, object]:
    """Return the form that chooses a month: where it is sent, what it says, and the months."""
    address, today = urlsplit(path_of(month)), london_day(now)
    choice = list(reversed(months_back(Month.of(today), _CHOICE)))
    choice += [] if month in choice else [month]
    return {
        "action": address.path,
        "asked": [pair for pair in parse_qsl(address.query) if pair[0] != _MONTH],
        "name": _MONTH,
        "options": [(str(one), span_name(span(one, None, today)), one == month) for one in choice],
    }


def way_to(month: Month, now: datetime, path_of: PathOf) -> dict[str, str]:
    """Return the way to a month, with its name."""
    shown = span(month, None, london_day(now))
    return {"href": path_of(month), "label": span_name(shown)}
