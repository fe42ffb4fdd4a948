"""Months whose file ends before they do: a gap in the data, and no fall.

A file ends early where a working week or more at the end of a month has no row, and that would come
by chance in fewer than one of 1,000 months: were its working days with rows spread over all of the
month's. Days are counted and not rows, since brothers and sisters have theirs on one day.
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
    rows: dict[Month, set[date]] = {}
    for day in days:
        rows.setdefault(Month.of(day), set()).add(day)
    return {
        month: max(found)
        for month, found in rows.items()
        if month.last < until and _ends_early(month, found)
    }


def may_end_early(month: Month, last: date) -> bool:
    """Say whether enough of a month lies after its last row to be looked at.

    Of a month whose bank holidays nobody knows it is not.
    """
    try:
        return len(_worked(last + timedelta(1), month.last)) >= FEWEST_DAYS
    except BeyondCalendarError:
        return False


def _ends_early(month: Month, found: set[date]) -> bool:
    last = max(found)
    if not may_end_early(month, last):
        return False
    until, every = _worked(month.first, last), _worked(month.first, month.last)
    filled = len(found.intersection(until))
    return comb(len(until), filled) / comb(len(every), filled) < SURE


def _worked(first: date, last: date) -> list[date]:
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]
