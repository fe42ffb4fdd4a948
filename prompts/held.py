"""When something was held: a day behind, of which a message may speak ("it was on Friday")."""

import re
from datetime import date

from prompts.buttons import button
from prompts.card import Tap
from prompts.days import Sense, full_day_words, read_date
from prompts.doubts import Doubt
from prompts.options import DaySaid
from prompts.phrases import phrase
from prompts.steps import Json

_SAYS_WHEN = re.compile(
    r"(?:(?:it|this|that|this one|the (?:meeting|supervision|reflection|visit)) )?"
    r"(?:was held|was|held|happened|took place|dated|is from|we met|i met|met)\b(?: on)? (.+)",
    re.IGNORECASE | re.DOTALL,
)


def read_held(text: str, today: date) -> date:
    """Return the day that `text` names or says it was held on, at most 31 days before `today`.

    Raises UnclearError and DoubtError as `read_date` does.
    """
    said = _SAYS_WHEN.fullmatch(text.strip())
    return read_date(said[1] if said else text, today, Sense.BEHIND)


def held_answer(on: str, written: str) -> dict[str, Json]:
    """Return the answer that dates something (ISO): when it was held, and when that was said."""
    return {"on": on, "written": written}


def says_when(text: str) -> bool:
    """Say whether a message may be about when it was held."""
    return _SAYS_WHEN.fullmatch(text.strip()) is not None


def dated_words(on: date, written: date | None, *, key: str = "held.on") -> str:
    """Return the day as `key` says it and, where it was written on another, "Written on ..."."""
    held = phrase(key, day=full_day_words(on))
    if written is None or written == on:
        return held
    return f"{held} {phrase('held.written', day=full_day_words(written))}"


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
