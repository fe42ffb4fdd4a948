"""Ways to type or surround a text that change nothing of what it shows."""

import re
from collections.abc import Callable

ELSEWHERE = (
    "The hall light was on.",
    "I parked by the shops.",
    "The kettle had just boiled.",
    "It rained all afternoon.",
    "The bus was late.",
)
"""Sentences that show nothing."""

_MARKS = str.maketrans({'"': "\u201d", "'": "\u2019"})
_QUOTED = re.compile(r'["\u201c\u201d\u00ab\u00bb]')
_STOP = re.compile(r"(?<=[a-z])\.(?=\s|$)")


def before(text: str) -> str:
    """Put two sentences before it."""
    return f"{ELSEWHERE[0]} {ELSEWHERE[1]} {text}"


def after(text: str) -> str:
    """Put two sentences after it."""
    return f"{text} {ELSEWHERE[2]} {ELSEWHERE[3]}"


def around(text: str) -> str:
    """Put a paragraph before and one after it."""
    return f"{ELSEWHERE[4]}\n\n{text}\n\n{ELSEWHERE[0]}"


def lower(text: str) -> str:
    """Type it without capitals."""
    return text.lower()


def capitals(text: str) -> str:
    """Type it in capitals."""
    return text.upper()


def curly(text: str) -> str:
    """Type it with a phone's quotation marks and apostrophes."""
    return text.translate(_MARKS)


def unquoted(text: str) -> str:
    """Leave the double quotation marks out."""
    return _QUOTED.sub("", text)


def guillemets(text: str) -> str:
    """Type other quotation marks."""
    return _QUOTED.sub("\u00ab", text)


def unended(text: str) -> str:
    """Leave out the last full stop."""
    return text.rstrip().removesuffix(".")


def one_stop_less(text: str) -> str:
    """Leave out one full stop within it."""
    stops = [found.start() for found in _STOP.finditer(text)]
    if not stops:
        return text
    at = stops[len(text) % len(stops)]
    return text[:at] + text[at + 1 :]


def turned(text: str) -> str:
    """Turn the order of its paragraphs round."""
    return "\n\n".join(reversed(text.split("\n\n")))


WAYS: tuple[Callable[[str], str], ...] = (
    before,
    after,
    around,
    lower,
    capitals,
    curly,
    unquoted,
    guillemets,
    unended,
    one_stop_less,
    turned,
)
RUN_TOGETHER = (one_stop_less,)
"""Those that make one sentence of two."""
