"""Dates: "27 November", "Friday the 4th", "01.12.26", "2026-12-01", "3 or 4 December"."""

import re
from dataclasses import replace
from datetime import date, timedelta

from prompts.phrases import phrase
from prompts.readings import UnclearError
from prompts.written_days.asking import Asking, MayBe
from prompts.written_days.months import months_on, nearest
from prompts.written_days.words import MONTHS, month_number, weekday_number

_THIS_CENTURY = 2000
_MOST_MONTHS, _MOST_DAYS = 12, 31
_WITH_YEAR = 3
_TWO_DAYS = re.compile(
    r"(\d{1,2}) ?(?:st|nd|rd|th)? ?(?:-|/|or|to|and) ?"
    r"(\d{1,2}) ?(?:st|nd|rd|th)? ?(([a-z]{3,})\b.*)"
)


def dated(asking: Asking) -> MayBe | None:
    """Read a date, alone or beside its weekday; a weekday that does not fit it is doubted."""
    words = [w for w in re.split(r"[\s./\-]+", asking.words) if w and w not in _JOINING]
    places = [n for n, word in enumerate(words) if weekday_number(word) is not None]
    named = weekday_number(words.pop(places[0])) if len(places) == 1 else None
    found = _of_parts(words, asking)
    if found is None or named is None:
        return found
    fits = tuple(day for day in found.days if day.weekday() == named)
    if fits:
        return replace(found, days=fits)
    day = found.days[-1]
    near = day + timedelta((named - day.weekday() + 3) % 7 - 3)
    return MayBe((day, near), doubt=True, weekday=near)


_JOINING = {"on", "this", "next"}


def _of_parts(words: list[str], asking: Asking) -> MayBe | None:
    if len(words) == 1:
        return _day_of_month(words[0], asking)
    parts = _parts(words)
    if parts is None:
        return None
    found = (
        _with_year(parts[0], parts[1], parts[2])
        if len(parts) == _WITH_YEAR
        else _yearless(parts[0], parts[1], asking)
    )
    return replace(found, has_month=True)


def _parts(words: list[str]) -> list[int] | None:
    """Return day, month and, where it was written, year."""
    named = [n for n, word in enumerate(words) if month_number(word) is not None]
    numbers = [_number(word) for n, word in enumerate(words) if n not in named]
    parts = [number for number in numbers if number is not None]
    if len(words) not in {2, 3} or len(parts) != len(numbers) or named not in ([], [0], [1]):
        return None
    if named:
        return [parts[0], month_number(words[named[0]]) or 0, *parts[1:]]
    return parts[::-1] if len(words[0]) == len("2026") and len(parts) == _WITH_YEAR else parts


def _number(word: str) -> int | None:
    bare = re.sub(r"^(\d{1,2})(?:st|nd|rd|th)$", r"\1", word)
    return int(bare) if re.fullmatch(r"[0-9]{1,2}|[0-9]{4}", bare) else None


def _with_year(day: int, month: int, written: int) -> MayBe:
    year = written + _THIS_CENTURY if written <= 99 else written  # noqa: PLR2004
    if month > _MOST_MONTHS >= day:  # month before day, as in America
        return MayBe((_day(year, day, month),), doubt=True)
    return MayBe((_day(year, month, day),))


def _yearless(day: int, month: int, asking: Asking) -> MayBe:
    if month > _MOST_MONTHS >= day:
        return MayBe(_yearless(month, day, asking).days, doubt=True)
    year = asking.today.year
    found = [_day_if_any(one, month, day) for one in (year - 1, year, year + 1)]
    days = [one for one in found if one is not None]
    return MayBe(nearest(days or [_day(year, month, day)], asking))


def _day_of_month(word: str, asking: Asking) -> MayBe | None:
    """Read "the 3rd": the next month, or the last, that has such a day."""
    if not re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)", word):
        return None
    first = asking.today.replace(day=1)
    months = [months_on(first, number) for number in range(-2, 3)]
    found = [_day_if_any(one.year, one.month, int(word[:-2])) for one in months]
    behind = [day for day in found if day and day <= asking.today]
    ahead = [day for day in found if day and day >= asking.today]
    if not ahead or not behind:
        raise UnclearError(word)
    return MayBe((behind[-1] if asking.is_behind else ahead[0],))


def _day(year: int, month: int, day: int) -> date:
    found = _day_if_any(year, month, day)
    if found is None:
        known = 1 <= month <= _MOST_MONTHS and 1 <= day <= _MOST_DAYS
        name = f"{day} {MONTHS[month - 1].capitalize()} {year}" if known else ""
        raise UnclearError(name, phrase("days.no_such_day", day=name) if known else "")
    return found


def _day_if_any(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def several(asking: Asking) -> MayBe | None:
    """Read "3 or 4 December" and "Friday or Monday"."""
    first, _, second = asking.words.partition(" or ")
    found = _TWO_DAYS.fullmatch(asking.words)
    if found and month_number(found[4]) is not None:
        first, second = f"{found[1]} {found[3]}", f"{found[2]} {found[3]}"
    if not second:
        return None
    return MayBe((*asking.read(first).days, *asking.read(second).days), doubt=True)
