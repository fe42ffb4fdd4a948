"""Whether a message goes on with the sentence before it, as the second of two in a row does."""

import re

# Not "because", "so" or "but": they begin an answer as often.
_JOINS = re.compile(r"\W*(?:oh\W+|p\W*s\W+)?(?:and|also|as well as|plus)\b", re.IGNORECASE)


def begins_with_joining_word(words: str) -> bool:
    """Say whether words begin with one that ties them to what was said: "and threw a shoe"."""
    return _JOINS.match(words) is not None
