"""Months whose file ends before they do: a gap in the data, and no fall.

A file ends early where so many days without a row at its end would come by chance in fewer than one
of 1,000 months, going by how many rows a day there are until then, and it is a week or more.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from math import exp

from practice.calendar import Month

SURE = 0.001
FEWEST_DAYS = 7


def incomplete(days: Iterable[date], until: date) -> Mapping[Month, date]:
    """Return the months that end early, each with the day of its last row.

    `days` are those of a file's rows, one for each row; a month that is not over on `until` is no
    gap, nor is one without a row: that it was not imported is another question.
    """
    rows: dict[Month, list[date]] = {}
    for day in days:
        rows.setdefault(Month.of(day), []).append(day)
    return {
        month: max(found)
        for month, found in rows.items()
        if month.last < until and _ends_early(month, found)
    }


def _ends_early(month: Month, found: list[date]) -> bool:
    last = max(found)
    missing = (month.last - last).days
    a_day = len(found) / last.day
    return missing >= FEWEST_DAYS and exp(-a_day * missing) < SURE
