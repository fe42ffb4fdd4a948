"""Children whom a short message calls by their names, for whoever knows those. Pure."""

import re
from collections.abc import Sequence

from practice.matching import plain

_WORD = re.compile(r"[a-z][a-z'\u2019-]*")
_MOST_LETTERS = 60
Named = tuple[str, str]
"""A child's reference and full name."""


def may_be_names(text: str) -> bool:
    """Say whether a message is short enough to say no more than a name."""
    return 0 < len(text) <= _MOST_LETTERS


def called(text: str, children: Sequence[Named]) -> tuple[list[str], str]:
    """Return the references of those whom a text calls by name, and the text without their names.

    A word that is part of several names is theirs who bear the other names of the text too.
    """
    known = {ref: {*_WORD.findall(plain(name))} for ref, name in children}
    said = [word for word in _WORD.findall(plain(text)) if any(word in n for n in known.values())]
    whole = [ref for ref, name in known.items() if said and {*said} <= name]
    meant = whole or [ref for ref, name in known.items() if {*said} & name]
    rest = _WORD.sub(lambda word: "" if word[0] in said else word[0], plain(text))
    return meant, " ".join(rest.split())
