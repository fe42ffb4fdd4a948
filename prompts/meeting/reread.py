"""Answers of a supervision that are read from words, read again from the words of an edit."""

from collections.abc import Mapping
from datetime import date

from prompts.days import Sense, full_day_words, read_date
from prompts.held import held_answer, read_held
from prompts.meeting.cards import minutes_words
from prompts.meeting.no_change import Says, said_of_change
from prompts.meeting.state import HELD, NEXT
from prompts.minutes import read_minutes
from prompts.readings import DoubtError
from prompts.steps import Json, Step

SAYS_OF_CHANGE: Mapping[str, frozenset[Says]] = {
    "changed": frozenset({Says.NO_CHANGE, Says.SEVERAL, Says.PASSED_OVER}),
    "unchanged": frozenset({Says.CHANGED, Says.SEVERAL, Says.PASSED_OVER}),
}
"""What an edit of words about a child says that are asked about, by what they answered before."""


def reread(step: Step, words: str, today: date) -> tuple[Json, str] | None:
    """Return what an answer comes to, and how it is read back; None for one of another kind.

    Raises UnclearError and DoubtError as its card does.
    """
    key = (step.question or "").partition(":")[0]
    if key in SAYS_OF_CHANGE and said_of_change(words) in SAYS_OF_CHANGE[key]:
        raise DoubtError(words, "", ())
    if key == HELD:
        day = read_held(words, today)
        return held_answer(day.isoformat(), today.isoformat()), full_day_words(day)
    if key in {"moved", NEXT}:
        day = read_date(words, today, Sense.AHEAD)
        return day.isoformat(), full_day_words(day)
    if key != "minutes":
        return None
    minutes = read_minutes(words)
    return minutes, minutes_words(minutes)
