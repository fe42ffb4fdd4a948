"""A child's own words within a sentence: what its writer put in quotation marks, and no more.

"She said that she hates the noise" is somebody else's wording, so nothing of it is quoted. Pure.
"""

import re
from collections.abc import Iterable, Iterator

MOST_LETTERS = 200
_DOUBLE = re.compile(r'[\u201c"\u00ab]([^\u201c\u201d"\u00ab\u00bb]{1,400})[\u201d"\u00bb]')
# An apostrophe stands before a letter; what opens follows none, and none follows what closes.
_SINGLE = re.compile(
    r"(?<!\w)['\u2018]((?:[^'\u2018\u2019]|['\u2019](?=\w)){1,400})['\u2019](?!\w)"
)
_SIGN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
_DIGITS = re.compile(r"\d{2,}")


def quoted(text: str) -> list[str]:
    """Return what stands in quotation marks in a text, in order, each once and in one line.

    What is longer than MOST_LETTERS is none: a summary opens in short.
    """
    found = [match for pattern in (_DOUBLE, _SINGLE) for match in pattern.finditer(text)]
    outermost = _outermost(sorted(found, key=re.Match.start))
    told = (_in_one_line(match.group(1)) for match in outermost)
    return list(dict.fromkeys(one for one in told if one and len(one) <= MOST_LETTERS))


def _outermost(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches, in the order in which they begin, that begin within none before them."""
    ends = 0
    for match in found:
        if match.start() >= ends:
            yield match
        ends = max(ends, match.end())


def _in_one_line(words: str) -> str:
    return " ".join(_SIGN.sub(" ", words).split())


def holds_numbers(words: str) -> bool:
    """Say whether words hold a number that could lead to somebody: a house, a date, a telephone."""
    return bool(_DIGITS.search(words))
