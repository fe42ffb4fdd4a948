"""Unicode normalisation in linear time: long runs of combining marks are cut first."""

import unicodedata
from collections.abc import Iterator
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


def _stream_safe(text: str) -> Iterator[str]:
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            yield sign
