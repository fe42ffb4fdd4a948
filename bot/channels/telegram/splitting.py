"""Telegram takes 4096 UTF-16 code units a message; what is longer goes as several."""

from telegram.constants import MessageLimit

MOST_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)


def pieces(text: str, most: int = MOST_UNITS) -> list[str]:
    """Return `text` in pieces of at most `most` UTF-16 code units, none of them blank.

    It is cut at line ends where it can be, else at spaces, else anywhere between two characters.
    """
    found: list[str] = []
    while units(text) > most:
        room = _fitting(text, most)
        cut = _cut(text[:room])
        found.append(text[:cut])
        text = text[cut:].lstrip("\n")
    return [piece for piece in map(str.strip, [*found, text]) if piece]


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


def _cut(text: str) -> int:
    """Return where to cut a full text: after its last line end or space, else at its end."""
    for mark in ("\n", " "):
        at = text.rstrip(mark).rfind(mark)
        if text[: at + 1].strip():
            return at + 1
    return len(text)
