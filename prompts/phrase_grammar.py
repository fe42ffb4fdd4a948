"""What phrase grammars are made of: the sentences of a text, and several patterns as one."""

import re
from collections.abc import Iterator

from prompts.spoken_words import bare

_SENTENCE = re.compile(r"[.!?;\n]+")


def bare_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text as their bare words."""
    return map(bare, _SENTENCE.split(text))


def any_of(*patterns: str) -> re.Pattern[str]:
    """Return a pattern that finds whole words as any of these does."""
    return re.compile("|".join(rf"\b(?:{pattern})\b" for pattern in patterns))
