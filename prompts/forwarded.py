"""Somebody else's words in a text: marked as forwarded, line by line as e-mail quotes a reply."""

import re

from prompts.phrases import phrase

_LINE = "> "
# The mark is ours alone: a person who types a line like it marks these words as another's.
_FORWARDED = re.compile(r"^Forwarded(?: from [^\n]*)?:\n(?:> ?[^\n]*(?:\n|$))+", re.MULTILINE)


def forwarded(text: str, origin: str) -> str:
    """Return words that a person passed on, marked with whose they are (empty: not known)."""
    name = " ".join(origin.split())
    head = phrase("spoken.forwarded_from", name=name) if name else phrase("spoken.forwarded")
    return "\n".join([head, *(f"{_LINE}{line}" for line in text.split("\n"))])


def own_words_only(text: str) -> str:
    """Return a text of the same length in which what was forwarded is blank.

    What a record shows rests on its writer's own words, so the reader is given nothing else.
    """
    return _FORWARDED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
