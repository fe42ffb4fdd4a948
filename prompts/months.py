"""Reading a month as people write it: "november", "nov 2026", "last month", "2026-10"."""

import re

from practice.calendar import Month
from practice.errors import PracticeError
from prompts.readings import UnclearError, refuse_long
from prompts.written_days.words import month_number

_MONTHS_IN_YEAR = 12
_BACK = {"this": 0, "running": 0, "current": 0, "last": 1, "previous": 1}
_FILLERS = frozenset({"for", "in", "of", "the", "summary", "month", "months"})
_CENTURY = 2000


def read_month(text: str, running: Month) -> Month:
    """Return the month that `text` names, seen from the running one.

    A month without a year is the last one of that name that has begun. Raises UnclearError where
    it names none, or more than one.
    """
    refuse_long(text)
    parts = re.findall(r"[a-z]+|\d+", text.casefold())
    words = [part for part in parts if part not in _FILLERS]
    match words:
        case [word] if word in _BACK:
            return running if not _BACK[word] else running.previous()
        case [name] if name.isalpha():
            return _latest(_number(name, text), running)
        case [name, year] if name.isalpha():
            return _month(_year(year, text), _number(name, text), text)
        case [year, name] if name.isalpha():
            return _month(_year(year, text), _number(name, text), text)
        case [first, second]:
            year, month = (first, second) if len(first) > len(second) else (second, first)
            return _month(_year(year, text), int(month), text)
        case _:
            raise UnclearError(text)


def _number(name: str, text: str) -> int:
    number = month_number(name)
    if number is None:
        raise UnclearError(text)
    return number


def _latest(number: int, running: Month) -> Month:
    month = running
    while month.month != number:
        month = month.previous()
    return month


def _year(digits: str, text: str) -> int:
    if not digits.isdigit() or len(digits) not in {2, 4}:
        raise UnclearError(text)
    return int(digits) + (_CENTURY if len(digits) == 2 else 0)  # noqa: PLR2004 - "26"


def _month(year: int, number: int, text: str) -> Month:
    if not 1 <= number <= _MONTHS_IN_YEAR:
        raise UnclearError(text)
    try:
        return Month.parse(f"{year:04}-{number:02}")
    except PracticeError as fault:
        raise UnclearError(text) from fault
