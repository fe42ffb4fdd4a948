"""When something was held: a day behind, of which a message may speak ("it was on Friday")."""

import re
from datetime import date, timedelta

from prompts.buttons import button
from prompts.card import Tap
from prompts.days import Sense, full_day_words, read_date
from prompts.doubts import Doubt
from prompts.options import DaySaid
from prompts.phrases import phrase
from prompts.readings import UnclearError
from prompts.spoken_words import bare
from prompts.steps import Json
from prompts.written_days import days_named

_SAYS_WHEN = re.compile(
    r"(?:(?:it|this|that|this one|the (?:meeting|supervision|reflection|visit)) )?"
    r"(?:was held|was|held|happened|took place|dated|is from|we met|i met|met)\b(?: on)? (.+)",
    re.IGNORECASE | re.DOTALL,
)
_A_WEEK = 7
_MOST_WORDS = 14
_ANY_DAY = date(2026, 1, 14)
"""Whether words name a day does not hang on which day it is."""
_FILLERS = """
    a about already actually all and by did do done for from had happened have held her him
    hi i  in is it its just last meant meet meeting met no not of off oh ok on one place
    really session  sorry spoke sat down supervision talked that the them then this took us
    wait was we were with  you reflection visit yes
"""
_AROUND = frozenset(_FILLERS.split())


def read_held(text: str, today: date) -> date:
    """Return the day that `text` names or says it was held on, at most 31 days before `today`.

    Raises UnclearError and DoubtError as `read_date` does.
    """
    return read_date(_day_said(text) or text, today, Sense.BEHIND)


def held_answer(on: str, written: str) -> dict[str, Json]:
    """Return the answer that dates something (ISO): when it was held, and when that was said."""
    return {"on": on, "written": written}


def says_when(text: str) -> bool:
    """Say whether a message may be about when it was held: "we actually did this yesterday"."""
    return _day_said(text) is not None


def _day_said(text: str) -> str | None:
    """Return the words of the day in a message that says nothing else; None where it says more."""
    said = _SAYS_WHEN.fullmatch(text.strip())
    if said:
        return said[1]
    words = text.split()
    for start in range(len(words) if len(words) <= _MOST_WORDS else 0):
        before = [bare(word) for word in words[:start]]
        if not all(word in _AROUND for one in before for word in one.split()):
            return None
        if _names_a_day(" ".join(words[start:])):
            return " ".join(words[start:])
    return None


def _names_a_day(words: str) -> bool:
    try:
        days_named(words, _ANY_DAY, is_behind=True)
    except (UnclearError, OverflowError):
        return False
    return True


def dated_words(on: date, written: date | None, *, key: str = "held.on") -> str:
    """Return the day as `key` says it and, where it was written on another, "Written on ..."."""
    held = phrase(key, day=full_day_words(on))
    if written is None or written == on:
        return held
    return f"{held} {phrase('held.written', day=full_day_words(written))}"


def ask_held(begun: date) -> str:
    """Return what asks for the day, with one within reach of the day it was `begun` on."""
    return phrase("held.ask", example=_example(begun))


def unclear_held(begun: date) -> str:
    """Return what is said to a message that names no day."""
    return phrase("held.unclear", example=_example(begun))


def _example(begun: date) -> str:
    day = begun - timedelta(_A_WEEK)
    return f"{day.day} {day:%B}"


def held_rows(doubt: Doubt | None) -> list[tuple[Tap, ...]]:
    """Return the days to tap: what may have been meant, or those that are told most often."""
    if doubt is not None:
        return doubt.rows(lambda day: full_day_words(date.fromisoformat(str(day))))
    return [
        (
            button("today", DaySaid("today"), of="held"),
            button("yesterday", DaySaid("yesterday"), of="held"),
        )
    ]
