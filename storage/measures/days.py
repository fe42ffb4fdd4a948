"""Days compared by the year, in a way that both databases understand."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, extract

_YEAR, _MONTH = 372, 31
_MONTHS = 12


def number(day: Any) -> Any:  # noqa: ANN401 - a column of days
    """Return a number that orders days, in which a year is 372 and a month 31."""
    parts = (extract("year", day), extract("month", day), extract("day", day))
    return parts[0] * _YEAR + parts[1] * _MONTH + parts[2]


def month_number(day: Any) -> Any:  # noqa: ANN401 - a column of days
    """Return a number that orders the months of days: the next month's is one more."""
    return extract("year", day) * _MONTHS + extract("month", day)


def within_a_year_after(earlier: ColumnElement[date], later: ColumnElement[date]) -> Any:  # noqa: ANN401
    """Return the condition that a day is before another, by no more than to its own a year ago."""
    return and_(earlier < later, number(later) - number(earlier) <= _YEAR)
