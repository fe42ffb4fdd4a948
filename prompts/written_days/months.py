"""Weeks, months and years, and their ends: "end of January", "next week", "mid March"."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from prompts.written_days.asking import Asking, MayBe
from prompts.written_days.words import month_number

_JUST_PASSED = timedelta(92)
"""A day without a year that passed so lately may be meant: it is asked about."""
_START, _MIDDLE, _END = ("start", "beginning"), ("mid", "middle"), "end"
_EDGES = {*_START, *_MIDDLE, _END}
_PERIOD = re.compile(r"(?:(this|next) )?(week|month|year)")


def months_on(day: date, number: int) -> date:
    """Return the same day `number` months on, or the last of a month that is too short for it.

    Raises OverflowError beyond the years that dates have.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def nearest(days: Iterable[date], asking: Asking) -> tuple[date, ...]:
    """Return which of the same days of several years is meant; both where one passed just now."""
    behind = [day for day in days if day < asking.today]
    ahead = [day for day in days if day >= asking.today]
    if not behind or not ahead or asking.today in ahead:
        return (ahead[0] if ahead else behind[-1],)
    lately = asking.today - behind[-1] <= _JUST_PASSED
    if asking.is_behind:
        return (behind[-1] if lately else ahead[0],)
    return (behind[-1], ahead[0]) if lately else (ahead[0],)


def _edge_of(words: str) -> tuple[str, str]:
    """Return the edge that was named ("end", or none) and the rest."""
    first, _, after = words.partition(" ")
    before, _, last = words.rpartition(" ")
    if first in _EDGES:
        return first, after
    return (last, before) if last in _EDGES else ("", words)


def period(asking: Asking) -> MayBe | None:
    """Read "next week", "end of the month", "year end"."""
    edge, rest = _edge_of(asking.words.replace("-", " "))
    found = _PERIOD.fullmatch(rest)
    if not found or not (edge or found[1]):
        return None
    later = int(found[1] == "next")
    if found[2] == "week":
        return _of_week(asking.today + timedelta(7 * later), edge)
    if found[2] == "year":
        return _of_year(asking.today.year + later, edge)
    first = months_on(asking.today.replace(day=1), later)
    return MayBe(_of_month(first, edge or ("" if later else _END)))


def _of_week(day: date, edge: str) -> MayBe:
    monday = day - timedelta(day.weekday())
    places = (0,) if edge in _START else (2,) if edge in _MIDDLE else (4, 6) if edge else (0, 4)
    return MayBe(tuple(monday + timedelta(n) for n in places), doubt=True)


def _of_year(year: int, edge: str) -> MayBe | None:
    if edge in _START or edge == _END:
        return MayBe((date(year, 12, 31) if edge == _END else date(year, 1, 1),))
    return None


def _of_month(first: date, edge: str) -> tuple[date, ...]:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    if edge in _MIDDLE:
        return (first.replace(day=15),)
    return (first,) if edge in _START else (last,) if edge else (first, last)


def month(asking: Asking) -> MayBe | None:
    """Read "end of January", "mid March 2027" and a month alone."""
    edge, rest = _edge_of(asking.words.replace("-", " "))
    found = re.fullmatch(r"([a-z]+)(?: ([1-9][0-9]{3}))?", rest)
    number = month_number(found[1]) if found else None
    if not found or number is None:
        return None
    if found[2]:
        return MayBe(_of_month(date(int(found[2]), number, 1), edge))
    years = range(asking.today.year - 1, asking.today.year + 2)
    days = [_of_month(date(year, number, 1), edge) for year in years]
    if edge:
        return MayBe(nearest([only for (only,) in days], asking))
    return MayBe(next(both for both in days if both[-1] >= asking.today))
