"""Named lists of words, from prompts/patterns.toml: whole words, no regular expressions."""

import tomllib
from functools import cache
from pathlib import Path

from prompts.errors import PromptsError

FILE = Path(__file__).parent / "patterns.toml"


def names() -> frozenset[str]:
    """Return the names of the lists that `mentions` knows."""
    return frozenset(_lists())


def mentions(pattern: str, text: object) -> bool:
    """Return whether `text` holds a word of the list; False for what is not text.

    Raises PromptsError where there is no such list.
    """
    if pattern not in names():
        raise PromptsError(f"there is no list of words called {pattern}")
    if not isinstance(text, str):
        return False
    padded = f" {' '.join(_words(text))} "
    return any(f" {word} " in padded for word in _lists()[pattern])


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("\u2019", "'").replace("\u2018", "'")
    kept = "".join(letter if letter.isalnum() or letter in "'-/" else " " for letter in plain)
    stripped = (word.strip("'-/") for word in kept.split())
    return [word for word in stripped if word]


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    return {name: tuple(" ".join(_words(one)) for one in table["words"]) for name, table in tables}
