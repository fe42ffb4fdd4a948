"""Which words are everyday ones, and which are names: from words.toml, names.toml and word lists.

everyday.txt holds what the project's own practice texts write in small letters, by two writers at
least. spellings.txt holds further words of the vocabulary of the tagger (practice/evidence/model),
names among them: what stands there is spelt as it was meant, and is no slip for a known name.
"""

import tomllib
from functools import cache
from pathlib import Path

from practice.linkage.nicknames import known_forenames
from practice.redaction import nobodys_names

_HERE = Path(__file__).parent
_ENDINGS = (
    *("'s", "'d", "'ve", "'ll", "'re", "n't"),
    *("s", "es", "d", "ed", "ing", "er", "ers", "ly", "ies", "est"),
)
_SHORTEST_STEM = 3


def is_everyday(low: str) -> bool:
    """Say whether a word, in small letters, is one of everyday prose."""
    if low in _everyday():
        return True
    return low not in _listed() and any(
        low.endswith(ending)
        and len(low) - len(ending) >= _SHORTEST_STEM
        and low[: -len(ending)] in _everyday()
        for ending in _ENDINGS
    )


def is_spelt_as_meant(low: str) -> bool:
    """Say whether a word, in small letters, is in a dictionary, so that it is no slip."""
    return is_everyday(low) or low in _spellings()


@cache
def words(name: str) -> frozenset[str]:
    """Return one of the lists of words.toml."""
    return frozenset(_written("words.toml")[name])


@cache
def nobody() -> frozenset[str]:
    """Return what is written with a capital letter and is nobody's name."""
    return words("nobody") | nobodys_names() | words("months")


@cache
def double() -> frozenset[str]:
    """Return the words that are names too."""
    lists = ("verbs", "abstract", "places", "seldom", "surnames")
    return frozenset().union(*(words(name) for name in lists))


@cache
def forenames() -> frozenset[str]:
    """Return forenames that are hardly ever a word or a place."""
    return frozenset(
        name
        for name in _named("forenames") | known_forenames()
        if name not in double() | nobody() and not is_everyday(name) and len(name) >= _SHORTEST_STEM
    )


@cache
def names() -> frozenset[str]:
    """Return the forenames, and common surnames."""
    return forenames() | _named("surnames")


@cache
def sounds() -> dict[str, frozenset[int]]:
    """Return, by name, the lines of names.toml whose names sound alike though no rule says so."""
    found: dict[str, frozenset[int]] = {}
    for number, line in enumerate(_written("names.toml")["sound_alike"]):
        for name in line.split():
            found[name] = found.get(name, frozenset()) | {number}
    return found


@cache
def _listed() -> frozenset[str]:
    return _named("forenames") | known_forenames() | _named("surnames")


def _named(what: str) -> frozenset[str]:
    return frozenset(name for line in _written("names.toml")[what] for name in line.split())


@cache
def _everyday() -> frozenset[str]:
    return frozenset((_HERE / "everyday.txt").read_text(encoding="utf-8").split())


@cache
def _spellings() -> frozenset[str]:
    return frozenset((_HERE / "spellings.txt").read_text(encoding="utf-8").split())


@cache
def _written(file: str) -> dict[str, list[str]]:
    return tomllib.loads((_HERE / file).read_text(encoding="utf-8"))
