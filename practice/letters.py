"""Letters and spellings that are one: normalised in linear time, and alike but for capitals.

Of long runs of combining marks the rest is cut first.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal

_MOST_MARKS = 30


def normalized(form: Literal["NFC", "NFKC", "NFKD"], text: str) -> str:
    """Return a text in a normalisation form; of a letter's marks the first thirty are kept.

    No script needs more (Unicode Standard Annex 15, section 13, Stream-Safe Text Format). Longer
    runs are put in order by an insertion sort, whose time grows with their square.
    """
    if text.isascii():
        return text
    return unicodedata.normalize(form, "".join(_stream_safe(text)))


def alike(word: str) -> str:
    """Return what two spellings of a word share that differ in capitals and spaces alone."""
    return " ".join(word.split()).casefold()


def usual_spelling(spelt: Mapping[str, int]) -> str:
    """Return the spelling that is there most often, of equals the first by the alphabet."""
    return min(spelt, key=lambda one: (-spelt[one], one))


def _stream_safe(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            yield sign
