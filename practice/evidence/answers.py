"""Whether an answer, taken whole, says that there is nothing or that nobody knows."""

import tomllib
from functools import cache
from pathlib import Path

from practice.evidence.sentences import Sentence, lowered

_LONGEST = 200


def says_none(text: str) -> bool:
    """Say whether the whole of `text` comes to "none", "not known" or no answer at all.

    "No", "n/a", "none at present", "we don't know yet" and empty text do; "no, but her aunt
    rings every night" does not.
    """
    if len(text) > _LONGEST:
        return not text.strip()
    words = [word.low for word in Sentence(text, 0, lowered(text)).words]
    denies = any(word in _words("denials") for word in words)
    allowed = _words("denials") | _words("beside")
    return not words or (denies and all(word in allowed for word in words))


@cache
def _words(name: str) -> frozenset[str]:
    """Return one list of words of `answers.toml`."""
    written = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(written["none"][name])
