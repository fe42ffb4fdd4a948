"""From when until when somebody is away, as they write it: a small grammar around the days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from prompts.days import Sense, day_words, full_day_words, read_date
from prompts.phrases import phrase
from prompts.readings import DoubtError, UnclearError, refuse_long

_SAID_AROUND = re.compile(
    r"(?:i am|i['\u2019]?m|i will be|i['\u2019]?ll be|away|off|gone|out"
    r"|(?:on )?(?:annual )?leave|on holiday)\s+",
    re.IGNORECASE,
)
_UNTIL = r"(?:until|untill|till|til|to|through|up to|-|\u2013)"
_FROM_UNTIL = re.compile(
    rf"(?:from |starting |on )?(\S.*?)\s+{_UNTIL}\s+(\S.*)", re.IGNORECASE | re.DOTALL
)
_BEGINS = re.compile(r"(?:from|starting)\s+\S.*", re.IGNORECASE | re.DOTALL)
_DAY_AFTER = re.compile(r"(?:for|back(?: on)?)\s+(\S.*)", re.IGNORECASE | re.DOTALL)
_UNTIL_ALONE = re.compile(rf"{_UNTIL}\s+", re.IGNORECASE)
_A_DAY = timedelta(days=1)

Days = tuple[date, date]
"""The first and the last day away, both included."""


def read_absence(text: str, today: date) -> Days:
    """Return from when until when `text` says that somebody is away; without a first day, today.

    Raises UnclearError where it names no such days, or days that cannot be, with the sentence that
    says why; and DoubtError where it may name several. Each reading of one is read back as it is.
    """
    refuse_long(text)
    firsts, lasts, why = _may_be(_bare(text), today)
    found = [(one, other) for one in firsts for other in lasts if not why_not(one, other, today)]
    if not found:
        raise UnclearError(text, _refusal(firsts[0], lasts[0], today))
    if why:
        raise DoubtError(text, why, [written(*days, today) for days in found])
    return found[0]


def written(first: date, last: date, today: date) -> str:
    """Return days away as they are read back: "2026-12-04", or "2026-12-01 to 2026-12-04"."""
    return str(last) if first == today else f"{first} to {last}"


def _bare(text: str) -> str:
    """Return the words without "I am away" before them."""
    bare = text.strip().rstrip(".!")
    while said := _SAID_AROUND.match(bare):
        bare = bare[said.end() :]
    return bare


def _may_be(words: str, today: date) -> tuple[Sequence[date], Sequence[date], str]:
    """Return the first and the last days that may be meant; and what asks, where it is asked."""
    if said := _UNTIL_ALONE.match(words):
        words = words[said.end() :]
    elif both := _FROM_UNTIL.fullmatch(words):
        firsts, why_first = _days(both[1], today)
        lasts, why_last = _days(both[2], today)
        return firsts, lasts, why_first or why_last
    elif _BEGINS.fullmatch(words):
        raise UnclearError(words, phrase("away.until_when_too"))
    if after := _DAY_AFTER.fullmatch(words):
        back, why = _days(after[1], today)
        return [today], [day - _A_DAY for day in back], why
    lasts, why = _days(words, today)
    return [today], lasts, why


def _days(words: str, today: date) -> tuple[Sequence[date], str]:
    """Return the days that words may name, and the sentence that asks which, "" where it is one."""
    try:
        return [read_date(words, today, Sense.AHEAD)], ""
    except DoubtError as fault:
        days = [date.fromisoformat(str(one)) for one in fault.readings]
        passed = [day for day in days if day < today]
        return days, phrase(
            "away.has_passed_ask", day=day_words(passed[0])
        ) if passed else fault.why
    except UnclearError as fault:
        raise UnclearError(words, _because(fault.why) if fault.why else "") from fault


def _because(why: str) -> str:
    """Return why a day cannot be, as it is said of an absence: no answer was given before it."""
    return phrase("away.cannot_be", why=f"{why.partition('. ')[0]}.")


class WhyNot(StrEnum):
    """Why somebody cannot be away on some days."""

    HAS_PASSED = "has_passed"
    REVERSED = "reversed"
    TOO_FAR = "too_far"


def why_not(first: date, last: date, today: date) -> WhyNot | None:
    """Return why somebody cannot be away from one day to another; None where they can.

    An absence begins today at the earliest, for what was so is not changed, and ends within a year.
    """
    if min(first, last) < today:
        return WhyNot.HAS_PASSED
    if last < first:
        return WhyNot.REVERSED
    is_far = (last.year - 1, last.month, last.day) > (today.year, today.month, today.day)
    return WhyNot.TOO_FAR if is_far else None


def _refusal(first: date, last: date, today: date) -> str:
    """Return the sentences that say why somebody cannot be away on these days."""
    match why_not(first, last, today):
        case WhyNot.HAS_PASSED:
            return phrase("away.has_passed", day=full_day_words(min(first, last)))
        case WhyNot.REVERSED:
            return phrase("away.reversed", first=day_words(first), last=day_words(last))
        case _:
            return phrase("away.too_far", day=full_day_words(last))
