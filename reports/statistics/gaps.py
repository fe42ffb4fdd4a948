"""Months whose file ends before they do, or begins after: a gap in the data, and no fall.

A file ends early where a working week or more at the end of a month has no row, and that would come
by chance in fewer than one of 1,000 months: were its working days with rows spread over all of the
month's. It begins late where that is so of the month's first days. Days are counted and not rows,
since brothers and sisters have theirs on one day.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import comb

from practice.calendar import Month, is_working_day
from practice.errors import BeyondCalendarError

SURE = 0.001
FEWEST_DAYS = 5


def incomplete(days: Iterable[date], until: date) -> Mapping[Month, date]:
    """Return the months that end early, each with the day of its last row.

    `days` are those of a file's rows; a month that is not over on `until` is no gap, nor is one
    without a row: that it was not imported is another question.
    """
    return {
        month: max(found)
        for month, found in _by_month(days).items()
        if month.last < until
        and may_end_early(month, max(found))
        and _is_no_chance(month, (month.first, max(found)), found)
    }


def late_to_begin(days: Iterable[date]) -> Mapping[Month, date]:
    """Return the months that begin late, each with the day of its first row."""
    return {
        month: min(found)
        for month, found in _by_month(days).items()
        if may_begin_late(month, min(found))
        and _is_no_chance(month, (min(found), month.last), found)
    }


def _by_month(days: Iterable[date]) -> Mapping[Month, set[date]]:
    rows: dict[Month, set[date]] = {}
    for day in days:
        rows.setdefault(Month.of(day), set()).add(day)
    return rows


def may_begin_late(month: Month, first: date) -> bool:
    """Say whether enough of a month lies before its first row to be looked at."""
    try:
        return len(_worked(month.first, first - timedelta(1))) >= FEWEST_DAYS
    except BeyondCalendarError:
        return False


def may_end_early(month: Month, last: date) -> bool:
    """Say whether enough of a month lies after its last row to be looked at.

    Of a month whose bank holidays nobody knows it is not.
    """
    try:
        return len(_worked(last + timedelta(1), month.last)) >= FEWEST_DAYS
    except BeyondCalendarError:
        return False


def _is_no_chance(month: Month, span: tuple[date, date], found: set[date]) -> bool:
    """Say whether working days with rows, spread over a month, would seldom all lie in `span`."""
    within, every = _worked(*span), _worked(month.first, month.last)
    filled = len(found.intersection(within))
    return comb(len(within), filled) / comb(len(every), filled) < SURE


def _worked(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]
