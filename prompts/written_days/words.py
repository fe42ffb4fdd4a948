"""The words of days: what was typed in small letters and digits, weekdays and months by name."""

import difflib
import re
from collections.abc import Sequence

from prompts.numbers import in_digits

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ODD_BUT_USUAL = {"sept": "september", "weds": "wednesday"}
_ALIKE = 0.8
_SHORTEST, _SHORTEST_MISSPELT = 3, 5
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
_ORDINAL_NUMBERS = {word: n for n, word in enumerate(_ORDINALS, 1)} | {"thirtieth": 30}
_TIME = re.compile(
    r"\b(?:at )?\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)\b|\bat \d{1,2}(?:[:.]\d\d)?(?![\d/.-])"
    r"|\b(?:at )?(?:noon|midday|lunchtime)\b|\b(?:morning|afternoon|evening)\b"
)
_SAID_AROUND = re.compile(
    r"\b(?:no later than|at the latest|latest|week commencing|w/c|or sooner|hopefully|ideally|due"
    r"|about|around|approximately|approx|roughly|before|within|until|till|by|in|say|maybe|probably"
    r"|its|it was|time|coming|the|of)\b"
)
TOMORROW = r"(?:tom+or+ow|tom+or+o|2mor+o?w?|tmo?r?r?o?w|tomoz)"
"""How people type tomorrow."""
_REPHRASED = (
    (rf"\b{TOMORROW}\b", "tomorrow"),
    (r"\bthis (?:morning|afternoon|evening)\b", "today"),
    (r"\ba couple(?: of)?\b", "2"),
    (r"\bhalf a year\b", "6 months"),
    (r"\blast day\b", "end"),
    (r"\b(?:an?|one) (?=(?:working day|day|week|fortnight|month|year)\b)", "1 "),
    (r"\b(?:in )?(?=fortnight\b)(?<!1 )", "1 "),
    (r"\bthe (\d{1,2})(?=[ .]*$)", r"\1th"),
    (r"\bfrom (?:now|today)\b", " "),
)


def plain(text: str) -> str:
    """Return what was typed in small letters and digits, without the words said around a day."""
    said = re.sub(r"\b[a-z]+\b", _ordinal, in_digits(text))
    said = re.sub(r"\b([23])0[ -](\d)(?=(?:st|nd|rd|th)\b)", r"\1\2", said)
    for pattern, written in _REPHRASED:
        said = re.sub(pattern, written, said)
    said = _SAID_AROUND.sub(" ", _TIME.sub(" ", said))
    said = re.sub(r"[,()]", " ", said)
    return re.sub(r"^(?:on|from) ", "", " ".join(said.split()).strip(" .!?;:"))


def _ordinal(found: re.Match[str]) -> str:
    number = _ORDINAL_NUMBERS.get(found[0])
    return f"{number}th" if number else found[0]


def weekday_number(word: str) -> int | None:
    """Return the weekday that a word names, begins or nearly is; Monday is 0."""
    return _index(word, _DAYS)


def month_number(word: str) -> int | None:
    """Return the month that a word names, begins or nearly is; January is 1."""
    found = _index(word, MONTHS)
    return None if found is None else found + 1


def _index(word: str, names: Sequence[str]) -> int | None:
    whole = _ODD_BUT_USUAL.get(word, word)
    if not whole.isalpha() or len(whole) < _SHORTEST:
        return None
    begun = [n for n, name in enumerate(names) if name.startswith(whole)]
    if begun or len(whole) < _SHORTEST_MISSPELT:
        return next(iter(begun), None)
    near = difflib.get_close_matches(whole, names, 1, _ALIKE)
    return names.index(near[0]) if near else None
