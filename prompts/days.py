"""Days as people write them, and reading them."""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_UNITS = {"day": 1, "week": 7, "fortnight": 14}


class UnclearError(ValueError):
    """What was typed cannot be read as an answer to this question."""


def day_words(day: date) -> str:
    """Return the day as people write it: "3 December 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def read_date(text: str, today: date) -> date:
    """Return the day that `text` names; without a year the next such day from `today` on.

    Raises UnclearError. Day comes before month, as people write it in England.
    """
    words = re.sub(r"[,./\-]+", " ", text.casefold()).split()
    words = [word for word in words if word not in {"on", "the", "by", "of", "next", "in", "this"}]
    for read in (_near, _weekday, _span, _written):
        found = read(words, today)
        if found:
            return found
    raise UnclearError(text)


def _near(words: list[str], today: date) -> date | None:
    if len(words) == 1 and words[0] in _NEAR:
        return today + timedelta(days=_NEAR[words[0]])
    return None


def _weekday(words: list[str], today: date) -> date | None:
    names = [
        n for n, day in enumerate(_DAYS) if words and words[0][2:] and day.startswith(words[0])
    ]
    if len(words) != 1 or len(names) != 1:
        return None
    return today + timedelta(days=(names[0] - today.weekday() - 1) % 7 + 1)


def _span(words: list[str], today: date) -> date | None:
    if len(words) == 2 and words[0] in {"a", "one"}:  # noqa: PLR2004 - a number and its unit
        words = ["1", words[1]]
    unit = words[1].rstrip("s") if len(words) == 2 else ""  # noqa: PLR2004
    if unit not in _UNITS or not words[0].isdecimal() or len(words[0]) > 2:  # noqa: PLR2004
        return None
    return today + timedelta(days=int(words[0]) * _UNITS[unit])


def _written(words: list[str], today: date) -> date | None:
    numbers = [_number(word) for word in words]
    if len(numbers) not in {2, 3} or None in numbers:
        return None
    parts = [number for number in numbers if number is not None]
    if len(words[0]) == 4:  # noqa: PLR2004 - a year first: the ISO order
        parts = parts[::-1]
    try:
        if len(parts) == 3:  # noqa: PLR2004 - day, month and year
            return date(parts[2] + 2000 if parts[2] < 100 else parts[2], parts[1], parts[0])  # noqa: PLR2004
        found = date(today.year, parts[1], parts[0])
        return found if found >= today else date(today.year + 1, parts[1], parts[0])
    except ValueError as fault:
        raise UnclearError(" ".join(words)) from fault


def _number(word: str) -> int | None:
    bare = re.sub(r"^(\d{1,2})(st|nd|rd|th)$", r"\1", word)
    if bare.isascii() and bare.isdecimal() and len(bare) <= 4:  # noqa: PLR2004
        return int(bare)
    return next(
        (n for n, name in enumerate(_MONTHS, 1) if word.isalpha() and word.startswith(name)), None
    )
