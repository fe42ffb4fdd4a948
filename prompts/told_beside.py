"""What a sentence tells beside itself: who does it, and by when. Pure; what is in doubt is asked.

"Priya rings the school nurse by Friday" names one person and one day. Where it names two, or none,
nothing is taken from it.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from prompts.days import Sense, read_date
from prompts.readings import DoubtError, UnclearError

_LAST = "by", "before", "until", "till", "within"
_ON = "on", "in", "next", "this", "from"
_ALONE = re.compile(
    r"today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)?"
)
_LONGEST = 5
_ONE_SENTENCE = 400
"""What is longer tells more than one thing: nothing is taken from it."""
_WORD = re.compile(r"[^\s,;:()\"]+")
_ME = {"i", "i'll", "i'm", "me"}


def day_told(text: str, today: date, *, only_last: bool = False) -> str | None:
    """Return the one day (ISO) by which a sentence says that something is done; None where unsure.

    A day after "by" or "before" goes before any other; with `only_last` no other is taken.
    """
    words = _WORD.findall(text) if len(text) <= _ONE_SENTENCE else []
    last = set(_days(words, today, _LAST))
    if last or only_last:
        return _only(last)
    return _only({*_days(words, today, _ON), *_days_alone(words, today)})


def _only(days: set[str]) -> str | None:
    """Return the one day that was told; None where there are others, or one is in doubt."""
    return (next(iter(days)) or None) if len(days) == 1 else None


def _days(words: Sequence[str], today: date, before: Sequence[str]) -> Iterator[str]:
    for at, word in enumerate(words):
        if word.casefold() in before:
            # "next Friday" and "this week" are part of the day, "by" and "on" stand before it.
            kept = word.casefold() in {"next", "this", "in", "within"}
            yield from _day_at(words, at if kept else at + 1, today)


def _days_alone(words: Sequence[str], today: date) -> Iterator[str]:
    for at, word in enumerate(words):
        if at and words[at - 1].casefold() in {*_LAST, *_ON, "the"}:
            continue
        if _ALONE.fullmatch(word.casefold().rstrip(".")):
            yield from _day_at(words, at, today)


def _day_at(words: Sequence[str], at: int, today: date) -> Iterator[str]:
    """Yield the day that the longest run of words from a place names; "" where it is in doubt."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        run = " ".join(words[at : at + length]).rstrip(".!?")
        if run.isdecimal():
            return
        try:
            yield read_date(run, today, Sense.AHEAD).isoformat()
        except DoubtError:
            yield ""
        except UnclearError:
            continue
        return


def person_told(text: str, names: Sequence[str], me: str) -> str | None:
    """Return the one of `names` that a sentence says does it; None where it names none, or two.

    Who writes "I" is `me`. A name at the beginning goes before others: "Priya rings Sunil".
    """
    if len(text) > _ONE_SENTENCE:
        return None
    known = {name.casefold(): name for name in names} | (dict.fromkeys(_ME, me) if me else {})
    plain = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    words = [word.casefold().rstrip(".!?") for word in _WORD.findall(plain)]
    if words and words[0] in known:
        return known[words[0]]
    found = {known[word] for word in words if word in known}
    return found.pop() if len(found) == 1 else None
