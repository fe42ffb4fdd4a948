"""Reading what a person typed as an answer, and showing an answer back."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from prompts.guide import Kind, Question
from prompts.steps import Json

LONG_MESSAGE = 4000
_FULL_MESSAGE = 4096
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNITS = {"day": 1, "week": 7, "fortnight": 14}


class UnclearError(ValueError):
    """What was typed cannot be read as an answer to this question."""


def tidy(text: str) -> str:
    """Return `text` without NUL, other control characters and overrides of the writing direction.

    Line breaks and tabs stay, and so does text that is written from right to left.
    """
    lines = text.replace("\r\n", "\n")
    return "".join(c for c in lines if c in "\n\t" or _is_written(c)).strip()


def _is_written(letter: str) -> bool:
    return letter >= " " and letter != "\x7f" and letter not in _OVERRIDES


def join_parts(parts: list[str]) -> str:
    """Return the messages of one long answer as one text.

    Telegram cuts at 4,096 characters wherever it falls, so a full message joins with no break.
    """
    text = ""
    for part in parts:
        text += part if len(part) == _FULL_MESSAGE else part + "\n"
    return text.strip()


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


def _whole(text: str, least: int, most: int) -> int:
    bare = text.strip().split("/")[0].split(" out of ")[0].strip()
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 6):  # noqa: PLR2004
        raise UnclearError(text)
    number = int(bare)
    if not least <= number <= most:
        raise UnclearError(text)
    return number


def _one(question: Question, text: str) -> str:
    said = text.casefold().strip()
    if said.isascii() and said.isdecimal() and 1 <= int(said[:4]) <= len(question.options):
        return question.options[int(said) - 1].value
    same = [o for o in question.options if said in {o.label.casefold(), o.value.casefold()}]
    near = same or [o for o in question.options if said and o.label.casefold().startswith(said)]
    if len(near) != 1:
        raise UnclearError(text)
    return near[0].value


def _text(question: Question, text: str, _: date) -> Json:
    if not text:
        raise UnclearError(question.id)
    return text


_READERS: dict[Kind, Callable[[Question, str, date], Json]] = {
    Kind.TEXT: _text,
    Kind.PERSON: _text,
    Kind.CHOICE: lambda question, text, _: _one(question, text),
    Kind.SCALE: lambda _q, text, _: _whole(text, 0, 10),
    Kind.NUMBER: lambda q, text, _: _whole(text, q.least or 0, q.most or 999_999),
    Kind.DATE: lambda _q, text, today: read_date(text, today).isoformat(),
}


def read_answer(question: Question, text: str, today: date) -> Json:
    """Return what `text` answers to `question`: text, an option's value, a number or an ISO date.

    Raises UnclearError where it cannot be read so.
    """
    reader = _READERS.get(question.kind)
    if reader is None:
        raise UnclearError(question.id)
    return reader(question, tidy(text), today)


def is_sealed(question: Question) -> bool:
    """Return whether the answers to `question` are free text, to be encrypted."""
    return question.kind in {Kind.TEXT, Kind.PERSON}


def day_words(day: date) -> str:
    """Return the day as people write it: "3 December 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def shown(question: Question, value: Json) -> str:
    """Return an answer as a person reads it."""
    labels = {option.value: option.label for option in question.options}
    if isinstance(value, list | tuple):
        return ", ".join(labels.get(str(item), str(item)) for item in value)
    if question.kind is Kind.DATE and isinstance(value, str):
        return day_words(date.fromisoformat(value))
    if question.kind is Kind.NUMBER and question.unit:
        return f"{value} {question.unit}"
    return labels.get(str(value), str(value))
