"""How long something took, as people type and dictate it, in minutes. Pure."""

import re

from prompts.numbers import in_digits
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError, quoted, refuse_long

LONGEST_MEETING = 480
_SAID_AROUND = (
    r"\b(?:about|around|roughly|approximately|approx|circa|maybe|probably|say|just|over|under|nearly"
    r"|almost|we|met|for|it|was|took|lasted|long|or so|in all)\b|~"
)
_HOURS = r"(?:hours?|hrs?|h)"
_MINUTES = r"(?:minutes?|mins?|m)"
_SPAN = re.compile(
    rf"(?:(?P<hours>\d+(?:\.\d+)?) ?{_HOURS})?(?: ?(?:and )?(?P<minutes>\d+) ?{_MINUTES}?)?"
)
_CLOCK = re.compile(r"(?P<hours>\d):(?P<minutes>[0-5]\d)")
_POINT = re.compile(r"(?P<hours>\d)\.(?P<minutes>[0-5]\d|5)")
_SEVERAL = re.compile(rf"(?:between )?(\d+) ?(?:-|to|or|and) ?(\d+) ?{_MINUTES}?")
_FROM_TO = re.compile(
    r"(?:from )?(\d{1,2})(?:[:.](\d\d))? ?(?:am|pm)? ?"
    r"(?:-|to|until|till) ?(\d{1,2})[:.](\d\d) ?(?:am|pm)?"
)
_HALF_DAY = 12 * 60
_PARTS_OF_AN_HOUR = (
    (r"\b3 quarters of an hour\b", "45 minutes"),
    (r"\b(?:a )?quarter of an hour\b", "15 minutes"),
    (r"\b(?:a )?half (?:an? )?hour\b", "30 minutes"),
    (rf"\b(?:an? )?(?:(\d+) )?{_HOURS} and (?:a )?half\b", r"\g<1>.5 hours"),
    (rf"\b(?:an? )?(?:(\d+) )?{_HOURS} and (?:a )?quarter\b", r"\g<1>.25 hours"),
    (rf"\b(?:an? )?(?:(\d+) )?{_HOURS} and 3 quarters\b", r"\g<1>.75 hours"),
    (r"(?<!\d)\.(\d+) hours", r"1.\1 hours"),
    (rf"\ban? ({_HOURS})\b", r"1 \1"),
)
_MAY_BE_HOURS = range(1, 9)


def read_minutes(text: str) -> int:
    """Return the minutes, 1 to 480, that `text` names: "90", "an hour and a half", "1h30", "1:30".

    Raises UnclearError where it names none, and DoubtError where it may name several ("2" may be
    hours).
    """
    refuse_long(text)
    said = _bare(text)
    several = _SEVERAL.fullmatch(said)
    if several:
        raise _doubt(text, [int(several[1]), int(several[2])])
    if between := _FROM_TO.fullmatch(said):
        raise _doubt(text, [_between(between)])
    if point := _POINT.fullmatch(said):
        least = point["minutes"]
        raise _doubt(text, [60 * int(point["hours"]) + (30 if least == "5" else int(least))])
    found = _CLOCK.fullmatch(said) or _SPAN.fullmatch(said)
    if not found or not any(found.groupdict().values()):
        raise UnclearError(text)
    minutes = round(60 * float(found["hours"] or 0)) + int(found["minutes"] or 0)
    if said.isdecimal() and minutes in _MAY_BE_HOURS:
        raise _doubt(text, [minutes, 60 * minutes])
    return _in_range(text, minutes)


def _bare(text: str) -> str:
    said = re.sub(_SAID_AROUND, " ", in_digits(text)).strip(" .!?,;()")
    for pattern, written in _PARTS_OF_AN_HOUR:
        said = re.sub(pattern, written, said)
    return " ".join(said.replace(",", " ").split())


def _between(found: re.Match[str]) -> int:
    begun = 60 * int(found[1]) + int(found[2] or 0)
    return (60 * int(found[3]) + int(found[4]) - begun) % _HALF_DAY


def _in_range(text: str, minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_MEETING:
        raise UnclearError(text)
    return minutes


def _doubt(text: str, likely: list[int]) -> UnclearError:
    readings = [minutes for minutes in likely if 1 <= minutes <= LONGEST_MEETING]
    if not readings:
        return UnclearError(text)
    return DoubtError(text, phrase("numbers.minutes", typed=quoted(text)), readings)
