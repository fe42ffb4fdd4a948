"""Somebody else's words in a text, forwarded or pasted: marked, line by line as e-mail quotes."""

import re
from collections.abc import Sequence

from prompts.pasted import pasted_lines
from prompts.phrases import phrase

_LINE = "> "
# The mark is ours alone: a person who types a line like it marks these words as another's.
_FORWARDED = re.compile(
    r"^(?:Forwarded(?: from [^\n]*)?|Pasted):\n(?:> ?[^\n]*(?:\n|$))+", re.MULTILINE
)


def forwarded(text: str, origin: str) -> str:
    """Return words that a person passed on, marked with whose they are (empty: not known)."""
    name = " ".join(origin.split())
    head = phrase("spoken.forwarded_from", name=name) if name else phrase("spoken.forwarded")
    return _marked(head, text.split("\n"))


def with_pasted_marked(text: str) -> str:
    """Return a text in which an e-mail or a chat that was pasted is marked as not its writer's."""
    text = text.replace("\r\n", "\n")
    found = pasted_lines(text) if _FORWARDED.search(text) is None else None
    if found is None:
        return text
    lines, (first, after) = text.split("\n"), found
    quoted = _marked(phrase("spoken.pasted"), lines[first:after])
    return "\n".join([*lines[:first], quoted, *lines[after:]])


def all_marked(text: str) -> str:
    """Return a text that was pasted as a whole, marked so."""
    return _marked(phrase("spoken.pasted"), text.replace("\r\n", "\n").split("\n"))


def ends_pasted(text: str) -> bool:
    """Say whether the end of a text was pasted: what was cut off there goes on with that."""
    lines = text.replace("\r\n", "\n")
    found = pasted_lines(lines)
    return found is not None and found[1] == len(lines.split("\n"))


def is_pasted_throughout(text: str) -> bool:
    """Say whether all of a text was pasted, from its first line to its last."""
    lines = text.replace("\r\n", "\n")
    return pasted_lines(lines) == (0, len(lines.split("\n")))


def _marked(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"{_LINE}{line}" for line in lines)])


def own_words_only(text: str) -> str:
    """Return a text of the same length in which what was forwarded or pasted is blank.

    What a record shows rests on its writer's own words, so the reader is given nothing else.
    """
    return _FORWARDED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
