"""From when until when somebody says in passing that they are away: "im off tomorrow". Pure.

What is told in passing is never taken as it stands: it is offered, to be tapped.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from prompts.days import Sense, read_date
from prompts.readings import DoubtError, UnclearError
from prompts.written_absence import Days, why_not

_BACK = re.compile(
    r"(.*?)(?:(?:and|then|will be|be|ill be|im) )*\bback (?:in |at work )?(?:on )?(.+)"
)
_UNTIL = re.compile(r"(?:from |starting )?(.*?) ?\b(?:until|untill|till|til|to|through) (.+)")
_SPAN_FROM = re.compile(r"(?:for )?(.+?) from (.+)|(?:from |starting )(.+?) for (.+)")
_WHOLE_WEEK = re.compile(r"(?:all |the (?:whole |rest )(?:of )?)?(?:the )?(?:next|this) week")
_TWO = re.compile(r"(.+?) (?:and )?(\S+)")
_SAID_AFTER = re.compile(r"\s+(?:hopefully|probably|i think|thanks|thank you|ta|please|pls|sorry)$")
_BEGINS = re.compile(r"(?:from|starting) ")
_A_DAY = timedelta(days=1)
_MOST_READINGS = 3
_MOST_LETTERS = 120
"""Whoever says in passing that they are away says it in a line; what is longer tells more."""


def absence_told(text: str, today: date) -> list[Days]:
    """Return the days away that a whole message may mean; [] where it does not say until when.

    One day alone may be that day, or the last one. The likeliest stands first.
    """
    if len(text) > _MOST_LETTERS:
        return []
    words = re.sub(r"[,;.!?]+(?=\s|$)", " ", text.casefold().replace("\u2019", "")).split()
    said = _SAID_AFTER.sub("", " ".join(words).replace("'", ""))
    found = next((days for rest in _rests(said, today) if (days := [*_read(rest, today)])), [])
    may_be = [days for days in dict.fromkeys(found) if why_not(*days, today) is None]
    return may_be[:_MOST_READINGS]


def _rests(said: str, today: date) -> Iterator[str]:
    """Yield words without what stands before the days: no figure, and no day from which it is."""
    words = said.split()
    for at, word in enumerate(words):
        rest = " ".join(words[at:])
        yield rest
        if word.isdecimal() or (_BEGINS.match(rest) and not [*_read(rest, today)]):
            return


def _read(words: str, today: date) -> Iterator[Days]:
    """Yield the first and the last days that words may name, which are days and no more."""
    if back := _BACK.fullmatch(words):
        yield from _between(back[1].strip(), [day - _A_DAY for day in _days(back[2], today)], today)
    elif until := _UNTIL.fullmatch(words):
        yield from _between(until[1].strip(), _days(until[2], today), today)
    elif span := _SPAN_FROM.fullmatch(words):
        yield from _for_a_span(span[1] or span[4], span[2] or span[3], today)
    elif _WHOLE_WEEK.fullmatch(words):
        yield from _whole_week(words, today)
    elif words.startswith("for "):
        yield from ((today, day - _A_DAY) for day in _days(words.removeprefix("for "), today))
    elif not _BEGINS.match(words):
        yield from _day_or_two(words, today)


def _between(first: str, lasts: list[date], today: date) -> Iterator[Days]:
    firsts = _days(first, today) if first else [today]
    yield from product(firsts, lasts)


def _for_a_span(span: str, first: str, today: date) -> Iterator[Days]:
    """Yield a span of days that begins on a day: "two weeks from Monday"."""
    for begins in _days(first, today):
        yield from ((begins, day - _A_DAY) for day in _days(span, begins))


def _whole_week(words: str, today: date) -> Iterator[Days]:
    monday = today - timedelta(today.weekday()) + timedelta(7 * ("next" in words))
    yield max(monday, today), monday + timedelta(4)


def _day_or_two(words: str, today: date) -> Iterator[Days]:
    """Yield one day, alone or as the last, or two that follow each other."""
    days = _days(words, today)
    yield from ((day, day) for day in days)
    yield from ((today, day) for day in days if day > today)
    two = None if days else _TWO.fullmatch(words)
    pairs = product(_days(two[1], today), _days(two[2], today)) if two else ()
    yield from ((one, other) for one, other in pairs if other - one == _A_DAY)


def _days(words: str, today: date) -> list[date]:
    """Return the days that words may name; none where they name none, or none to come."""
    try:
        return [read_date(words, today, Sense.AHEAD)]
    except DoubtError as fault:
        return [date.fromisoformat(str(one)) for one in fault.readings]
    except UnclearError:
        return []
