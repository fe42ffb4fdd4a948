"""Days told from this one: "tomorrow", "6 weeks", "a week on Monday", "next Friday"."""

import re
from datetime import date, timedelta

from practice.calendar import add_working_days
from practice.errors import PracticeError
from prompts.readings import UnclearError
from prompts.written_days.asking import Asking, MayBe
from prompts.written_days.months import months_on
from prompts.written_days.words import weekday_number

_WEEK = timedelta(7)
_NEAR = {
    "today": 0,
    "now": 0,
    "tonight": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "yesterday": -1,
    "last night": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
_FEASTS = {
    **dict.fromkeys(("christmas", "xmas"), "25 december"),
    **dict.fromkeys(("christmas eve", "xmas eve"), "24 december"),
    "boxing": "26 december",
    **dict.fromkeys(("new years eve", "new year eve", "new year's eve"), "31 december"),
    **dict.fromkeys(("new year", "new years", "new year's"), "1 january"),
}
_UNITS = {
    **dict.fromkeys(("d", "day", "days"), "day"),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks"), "week"),
    **dict.fromkeys(("fortnight", "fortnights"), "fortnight"),
    **dict.fromkeys(("mth", "mths", "month", "months"), "month"),
    **dict.fromkeys(("y", "yr", "yrs", "year", "years"), "year"),
    **dict.fromkeys(("working day", "working days", "wd", "wds"), "working day"),
}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
_UNIT = "|".join(sorted(_UNITS, key=len, reverse=True))
_SPAN = re.compile(rf"(\d{{1,3}}) ?({_UNIT})( ago)?")
_SPAN_FROM = re.compile(rf"(\d{{1,3}}) ?({_UNIT}) (?:(?:on|from|after) )?(.+)")
_DAY_FIRST = re.compile(rf"^([a-z]+) (?:in )?(\d{{1,3}} ?(?:{_UNIT}))$")
_SPANS = re.compile(rf"(\d{{1,3}}) ?(?:-|to|or) ?(\d{{1,3}}) ?({_UNIT})")


def near(asking: Asking) -> MayBe | None:
    """Read "today" and its neighbours."""
    days = _NEAR.get(asking.words)
    return None if days is None else MayBe((asking.today + timedelta(days),))


def feast(asking: Asking) -> MayBe | None:
    """Read "Christmas", "Boxing Day", "New Year": days that fall on one date each year."""
    found = _FEASTS.get(asking.words.removesuffix(" day"))
    return asking.read(found) if found else None


def span(asking: Asking) -> MayBe | None:
    """Read "6 weeks", "2 months", "3 days ago"."""
    found = _SPAN.fullmatch(asking.words)
    if not found:
        return None
    number = int(found[1]) * (-1 if found[3] else 1)
    return MayBe((_moved(asking.today, number, _UNITS[found[2]]),))


def spans(asking: Asking) -> MayBe | None:
    """Read "2 to 3 weeks"."""
    found = _SPANS.fullmatch(asking.words)
    if not found:
        return None
    unit = _UNITS[found[3]]
    return MayBe(tuple(_moved(asking.today, int(n), unit) for n in found.groups()[:2]))


def span_from(asking: Asking) -> MayBe | None:
    """Read "a week on Monday", "2 weeks from tomorrow", "Monday week", "Thursday in 4 weeks"."""
    words = re.sub(r"^([a-z ]+?) (?:1 )?(week|fortnight)$", r"1 \2 on \1", asking.words)
    words = re.sub(r"^(?=week (?:on|from|after)\b)", "1 ", words)
    words = _DAY_FIRST.sub(r"\2 on \1", words)
    found = _SPAN_FROM.fullmatch(words)
    if not found or not (found[3] in _NEAR or weekday_number(found[3]) is not None):
        return None
    unit = _UNITS[found[2]]
    return MayBe(tuple(_moved(day, int(found[1]), unit) for day in asking.read(found[3]).days))


def _moved(day: date, number: int, unit: str) -> date:
    if unit == "working day":
        return _working_days(day, number)
    if unit in _DAYS_IN:
        return day + timedelta(number * _DAYS_IN[unit])
    return months_on(day, number * (12 if unit == "year" else 1))


def _working_days(day: date, number: int) -> date:
    try:
        return add_working_days(day, number)
    except PracticeError as fault:
        raise UnclearError(f"{number} working days") from fault


def weekday(asking: Asking) -> MayBe | None:
    """Read "Friday", "this Friday", "next Friday", "last Friday".

    "Next Friday" may be the coming one or that of the next week, as England is of two minds.
    """
    which, _, name = asking.words.rpartition(" ")
    number = weekday_number(name)
    if number is None or which not in {"", "this", "next", "last"}:
        return None
    if which == "last" or (asking.is_behind and which != "next"):
        return MayBe(_behind(asking.today, number, says_last=which == "last"))
    return MayBe(_ahead(asking.today, number, says_next=which == "next"))


def _ahead(today: date, number: int, *, says_next: bool) -> tuple[date, ...]:
    coming = today + timedelta((number - today.weekday() - 1) % 7 + 1)
    if not says_next:
        return (today, coming) if coming - today == _WEEK else (coming,)
    in_next_week = today + timedelta(7 - today.weekday() + number)
    # Nobody calls tomorrow "next Monday" without a doubt.
    after = (coming + _WEEK,) if coming - today == timedelta(1) else ()
    return tuple(dict.fromkeys((coming, in_next_week, *after)))


def _behind(today: date, number: int, *, says_last: bool) -> tuple[date, ...]:
    before = today - timedelta((today.weekday() - number - 1) % 7 + 1)
    if not says_last:
        return (before, today) if today - before == _WEEK else (before,)
    in_last_week = today - timedelta(7 + today.weekday() - number)
    return tuple(dict.fromkeys((before, in_last_week)))
