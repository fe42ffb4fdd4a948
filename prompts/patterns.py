"""Named lists of words, from prompts/patterns.toml: whole words, no regular expressions."""

import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from prompts.errors import PromptsError

Runs = tuple[str, ...]
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
    words, runs = _words(text), _by_first_word()[pattern]
    begins = (at for at, word in enumerate(words) if word in runs)
    return any(words[at : at + len(run)] == run for at in begins for run in runs[words[at]])


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("\u2019", "'").replace("\u2018", "'")
    kept = "".join(letter if letter.isalnum() or letter in "'-/" else " " for letter in plain)
    stripped = (word.strip("'-/") for word in kept.split())
    return [word for word in stripped if word]


@cache
def _by_first_word() -> dict[str, dict[str, list[list[str]]]]:
    """Return the runs of each list by their first words: a list may hold hundreds."""
    return {name: _indexed(runs) for name, runs in _lists().items()}


def _indexed(runs: Runs) -> dict[str, list[list[str]]]:
    found = defaultdict[str, list[list[str]]](list)
    for run in (one.split() for one in runs):
        found[run[0]].append(run)
    return dict(found)


@cache
def _lists() -> dict[str, Runs]:
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    plain = {name: _runs(table["words"]) for name, table in tables.items()}
    return {name: _after(plain, tables[name].get("after"), runs) for name, runs in plain.items()}


def _runs(words: list[str]) -> Runs:
    return tuple(" ".join(_words(one)) for one in words)


def _after(plain: dict[str, Runs], name: str | None, runs: Runs) -> Runs:
    """Return the runs of a list, each behind every word of the list `name`, where one is named."""
    return tuple(f"{first} {then}" for first in plain[name] for then in runs) if name else runs
