"""Telegram takes 4096 UTF-16 code units a message; what is longer goes as several."""

import re

from telegram.constants import MessageLimit

_LINES = re.compile("\\n*+")
MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)


def pieces(text: str, most: int = MOST_UNITS) -> list[str]:
    """Return `text` in pieces of at most `most` UTF-16 code units, none of them blank.

    It is cut at line ends where it can be, else at spaces, else anywhere between two characters.
    """
    found: list[str] = []
    start = 0
    while units(text[start : start + most + 1]) > most:
        piece = text[start : start + most]
        cut = _cut(piece[: _fitting(piece, most)])
        found.append(piece[:cut])
        start = _after_lines(text, start + cut)
    return [piece for piece in map(str.strip, [*found, text[start:]]) if piece]


def units(text: str) -> int:
    """Return the length of `text` as Telegram counts it."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _fitting(text: str, most: int) -> int:
    """Return how many characters of `text` fit into `most` units."""
    used = 0
    for at, character in enumerate(text):
        used += units(character)
        if used > most:
            return at
    return len(text)


def _after_lines(text: str, start: int) -> int:
    """Return where the next line with anything on it begins."""
    found = _LINES.match(text, start)
    return found.end() if found else start


def _cut(text: str) -> int:
    """Return where to cut a full text: after its last line end or space, else at its end."""
    for mark in ("\n", " "):
        at = text.rstrip(mark).rfind(mark)
        if text[: at + 1].strip():
            return at + 1
    return len(text)
