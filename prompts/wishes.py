"""Wishes for a person in what somebody writes: the whole message is one, or a part of it. Pure.

Nothing is decided by it: a whole message opens the duty number, a part of one is kept as it is and
what could be done is offered beside it. The wordings are in wish_grammar.py.
"""

import re
from enum import StrEnum

from prompts import wish_grammar
from prompts.spoken_words import bare, with_supervisor

_CLAUSES = re.compile(r"[.!?;:,\n()]+|\s[-\u2013\u2014]\s|\.\.+")
_MOST_WORDS = 40


class Wish(StrEnum):
    """What a part of a message may want."""

    TELL = "tell"
    """That somebody of the writer's line is told, or rung."""
    NUMBER = "number"
    """The number to ring, or whom."""


def wish_within(text: str, names: str) -> Wish | None:
    """Return what a part of a text may wish; `names` are those of everybody up the line."""
    found = [_in_clause(clause, names) for clause in _CLAUSES.split(text)]
    return next((wish for wish in found if wish), None)


def _in_clause(clause: str, names: str) -> Wish | None:
    plain = bare(clause)
    if not plain:
        return None
    for words in dict.fromkeys((with_supervisor(plain, names), plain)):
        if wish := _in_words(words):
            return wish
    return None


def _in_words(words: str) -> Wish | None:
    begins = " ".join(words.split()[:_MOST_WORDS])
    if wish_grammar.TELL.fullmatch(begins) or wish_grammar.TELL_BEGINS.fullmatch(begins):
        return Wish.TELL
    if wish_grammar.NUMBER.fullmatch(begins) or wish_grammar.NUMBER_BEGINS.fullmatch(begins):
        return Wish.NUMBER
    if wish_grammar.TELL_WITHIN.search(words):
        return Wish.TELL
    return Wish.NUMBER if wish_grammar.NUMBER_WITHIN.search(words) else None
