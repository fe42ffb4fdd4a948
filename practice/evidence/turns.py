"""Turns of phrase that often carry a reason or a meaning, whatever the words in them."""

import re
from collections.abc import Iterator

_TURNS = {
    "not this but that": re.compile(
        r"(?:n't|nt|\bnot|\bnever|\bno)\b [^.;:!?]{2,60}?[;:,.-]? ?\b(?:but|it'?s|it is|it was"
        r"|he'?s|he is|she'?s|she is|they'?re|they are|that'?s|that is|i think)\b"
    ),
    "this not that": re.compile(
        r"\b(?:is|was|it's|its|he's|hes|she's|shes|for|from|on) [^.;!?]{3,60}?[,;]? (?:and )?not "
        r"(?:for |from |because |as |being |a |an |his |her |the |that )*\w+"
    ),
    "explained after a stop": re.compile(
        r"\w ?(?:[:;\u2013\u2014]| -) (?:he|she|they|it|its|it's|that|that's|this|nobody|no one"
        r"|there|if|at|with|because|the only|i think|what)\b"
    ),
    "opens with what it is": re.compile(
        r"(?:it'?s|it is|it was|that'?s|that is|that was|this is|what (?:he|she|they|it|this|i)"
        r"|which is|to me|to (?:him|her|them)|for (?:him|her|them)|my)\b"
    ),
    "each time": re.compile(r"\b(?:each|every|all|only|any)\b [^.;!?]{0,40}\b(?:when|as|on|before"
                            r"|after|in the|at|that|with|week|time)\b"),
    "made to": re.compile(
        r"\b(?:makes?|made|leaves?|left|lets?|helps?|costs?|teaches|taught|tells?|gives?|gave"
        r"|stops?|keeps?|kept|puts?|turns?|means?) (?:him|her|them|the child\w*|it|that|us)\b"
    ),
    "so that follows": re.compile(
        r"\bso (?:he|she|they|it|nobody|no one|there|the|that|for|what|much|every|now|mum|dad)\b"
    ),
}  # fmt: skip
_OPENING = frozenset({"opens with what it is"})


def turns(low: str) -> Iterator[str]:
    """Yield the names of the turns of phrase in a lower-case sentence."""
    return (
        name
        for name, turn in _TURNS.items()
        if (turn.match(low) if name in _OPENING else turn.search(low))
    )
