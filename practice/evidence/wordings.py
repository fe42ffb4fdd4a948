"""What the linear model weighs: words, pairs of words and runs of letters of a sentence."""

import re
from collections.abc import Iterator
from itertools import pairwise

from practice.evidence.sentences import UNREAD_MARKS

_TOKEN = re.compile(r"\w+(?:'\w+)*|[.,;:?!]")
_SHORTEST, _LONGEST = 3, 5


def words(low: str) -> list[str]:
    """Return the words and marks of a text in lower case, and each pair of neighbours."""
    tokens = _TOKEN.findall(low)
    return [*tokens, *(f"{first} {second}" for first, second in pairwise(tokens))]


def runs(low: str) -> list[str]:
    """Return the runs of three to five letters within words, beginnings and ends marked."""
    return list(_runs(low))


def _runs(low: str) -> Iterator[str]:
    for word in low.translate(UNREAD_MARKS).split():
        marked = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            if len(marked) <= length:
                yield marked
                break
            for at in range(len(marked) - length + 1):
                yield marked[at : at + length]
