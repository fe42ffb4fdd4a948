"""Whether a message goes on with the sentence before it, as the second of two in a row does."""

import re

_JOINING = (
    "and", "also", "as well as", "because", "but", "cause", "cos", "cuz", "except", "or", "plus",
    "so", "then", "though", "which", "while", "who", "with",
)  # fmt: skip
_JOINS = re.compile(rf"\W*(?:oh\W+|p\W*s\W+)?(?:{'|'.join(_JOINING)})\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def begins_with_joining_word(words: str) -> bool:
    """Say whether words begin with one that ties them to what was said: "and threw a shoe"."""
    return _JOINS.match(words) is not None


def may_go_on(words: str) -> bool:
    """Say whether words may go on with a sentence: by a joining word, or a small first letter."""
    first = _LETTER.search(words)
    return begins_with_joining_word(words) or (first is not None and first.group().islower())
