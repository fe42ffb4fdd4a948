"""Named lists of words, from prompts/patterns.toml: whole words, no regular expressions."""

import tomllib
from functools import cache
from pathlib import Path

from prompts.errors import PromptsError

FILE = Path(__file__).parent / "patterns.toml"
NONE_AT_MOST = 8
"""More words than this say something, whatever they are."""


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


def says_none(text: object) -> bool:
    """Return whether `text` says only that there is nothing, or that it is not known.

    An empty text says nothing at all, so the answer is False; a lone dash or question mark is a
    "none" too.
    """
    if not isinstance(text, str) or not text.strip():
        return False
    said = _words(text)
    core, filler = _none_words()
    only = all(word in core or word in filler for word in said)
    return not said or (only and len(said) <= NONE_AT_MOST and any(word in core for word in said))


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("\u2019", "'").replace("\u2018", "'")
    kept = "".join(letter if letter.isalnum() or letter in "'-/" else " " for letter in plain)
    stripped = (word.strip("'-/") for word in kept.split())
    return [word for word in stripped if word]


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    lists = {name: table["words"] for name, table in _file().items() if "words" in table}
    return {name: tuple(" ".join(_words(word)) for word in words) for name, words in lists.items()}


@cache
def _none_words() -> tuple[frozenset[str], frozenset[str]]:
    table = _file()["says_none"]
    return frozenset(table["core"]), frozenset(table["filler"])
