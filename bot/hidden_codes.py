"""Enrolment codes inside what people write: found, and taken out before anything is kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.messages import Incoming
from storage import codes
from storage.session import Session

_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")
Span = tuple[int, int]


def without_codes(session: Session, incoming: Incoming) -> tuple[Incoming, str | None]:
    """Return an update without the codes in its words, and the first of them, or None.

    A code is one that was made here, whether it still works or not, however it is written.
    """
    text, first = taken_out(session, incoming.text or "")
    return (incoming, None) if first is None else (replace(incoming, text=text), first)


def taken_out(session: Session, text: str) -> tuple[str, str | None]:
    """Return a text without the codes in it, and the first of them, or None."""
    spans = [] if codes.FIGURES.isdisjoint(text) else list(_candidates(text))
    known = codes.known_among(session, {text[start:end] for start, end in spans}) if spans else ()
    found = [span for span in spans if text[span[0] : span[1]] in known]
    if not found:
        return text, None
    first = text[found[0][0] : found[0][1]]
    for start, end in reversed(found):
        text = text[:start] + text[end:]
    return text, first


def _candidates(text: str) -> Iterator[Span]:
    """Yield where a code may stand: as many letters as one has, from or to the edge of a word.

    Whatever stands between its letters, a dash, a space or the end of a line, it is the same code.
    """
    places = [match.start() for match in _LETTER.finditer(text)]
    edges = {edge for match in _WORD.finditer(text) for edge in (match.start(), match.end() - 1)}
    for at in _around_figures(text, places):
        first, last = places[at], places[at + codes.LETTERS - 1]
        if (first in edges or last in edges) and _may_be(text[first : last + 1]):
            yield first, last + 1


def _around_figures(text: str, places: Sequence[int]) -> Iterator[int]:
    """Yield where as many letters as a code has begin, of those that hold a figure, as codes do."""
    begun, ends = 0, len(places) - codes.LETTERS + 1
    for number, place in enumerate(places):
        if text[place] in codes.FIGURES:
            begun = max(begun, number - codes.LETTERS + 1)
            yield from range(begun, min(number + 1, ends))
            begun = max(begun, number + 1)


def _may_be(written: str) -> bool:
    letters = codes.plain(written)
    return (
        len(letters) == codes.LETTERS and letters.isascii() and bool(codes.FIGURES & set(letters))
    )
