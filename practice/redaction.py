"""Taking out of a text whom it is about: references by what is known, names by how they look.

A reference is found as it is everywhere else (practice.mentions). A name is found where it is known
to be one, or is written with a capital letter that nothing else explains: rather a word too many
than a name. A name in small letters that nobody here bears is not found, so whoever passes a text
on reads it first.
"""

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from practice.matching import nearest, plain
from practice.mentions import places_named

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ENDS_A_SENTENCE = frozenset(".!?:\n")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_JOINS_NAMES = re.compile(r"[ -]|\. ")
_LOOK_BACK = 20
_SHORTEST = 2
_SHORTEST_NEAR, _NEAR = 4, 85


@dataclass(frozen=True)
class _Word:
    """A word where it stands; `begins` says that it is the first of its sentence."""

    text: str
    start: int
    begins: bool

    @property
    def low(self) -> str:
        """The word in small letters, without a possessive s."""
        return _POSSESSIVE.sub("", self.text.replace("\u2019", "'").casefold())

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital and goes on in small letters."""
        return self.text[0].isupper() and not self.text.isupper()

    @property
    def end(self) -> int:
        """Where its name ends: before a possessive s."""
        return self.start + len(_POSSESSIVE.sub("", self.text))


def without_references(text: str, refs: Sequence[str], child: str) -> str:
    """Return a text with `child` in the place of whatever is written as a child's reference."""
    lowered = "".join(_aligned(sign) for sign in text)
    pieces, at = [], 0
    for start, end in places_named(lowered, refs):
        begins = _begins_sentence(text, start)
        pieces += [text[at:start], child[:1].upper() + child[1:] if begins else child]
        at = end
    return "".join([*pieces, text[at:]])


def _aligned(sign: str) -> str:
    if unicodedata.category(sign) == "Pd":
        return "-"
    read = plain(sign)
    return read if len(read) == 1 else sign


def without_names(text: str, known: Collection[str], name: str) -> str:
    """Return a text with `name` in the place of every name: those `known`, and what looks so.

    Words that follow one another are one name.
    """
    words = list(_words(text))
    found = _names_in(words, {part for full in known for part in _parts_of(full)})
    pieces, at = [], 0
    for word in (word for word in words if word in found):
        if at and _JOINS_NAMES.fullmatch(text[at : word.start]):
            at = word.end
            continue
        pieces += [text[at : word.start], name]
        at = word.end
    return "".join([*pieces, text[at:]])


def names_in(text: str, known: Collection[str]) -> list[str]:
    """Return the words of a text that are names, as `without_names` finds them, each once.

    And those spelt nearly as one of the `known`.
    """
    words = list(_words(text))
    parts = {part for full in known for part in _parts_of(full)}
    found = _names_in(words, parts)
    long = sorted(part for part in parts if len(part) >= _SHORTEST_NEAR)
    near = {word for word in words if _is_near_one(word, long)}
    return list(dict.fromkeys(word.text for word in words if word in found | near))


def nobodys_names() -> frozenset[str]:
    """Return what is written with a capital letter and is nobody's name, in small letters."""
    return _lists()["capitals"] | _lists()["begin"]


def _is_near_one(word: _Word, known: Sequence[str]) -> bool:
    lists = _lists()
    everyday = word.low in lists["words"] | lists["capitals"] | lists["begin"]
    return (
        not everyday and len(word.low) >= _SHORTEST_NEAR and bool(nearest(word.low, known, _NEAR))
    )


def _names_in(words: Sequence[_Word], known: Collection[str]) -> set[_Word]:
    lists = _lists()
    everyday = lists["words"] | lists["capitals"] | lists["begin"]
    looks = {
        word.low
        for before, word in zip([None, *words], words, strict=False)
        if _looks_like_one(word, before)
    }

    def is_name(word: _Word) -> bool:
        is_written_large = word.text[0].isupper()
        return (word.low in looks and is_written_large) or (
            word.low in known and (is_written_large or word.low not in everyday)
        )

    return {word for word in words if is_name(word)}


def _looks_like_one(word: _Word, before: _Word | None) -> bool:
    """Say whether a word has a capital that nothing else explains: no beginning and no list."""
    lists = _lists()
    if word.is_capital and before is not None and before.low in lists["titles"]:
        return True
    if not word.is_capital or word.low in lists["capitals"] | lists["begin"]:
        return False
    return not word.begins or not word.low.endswith(tuple(lists["endings"]))


def _parts_of(full: str) -> list[str]:
    return [word.low for word in _words(full) if len(word.low) > _SHORTEST]


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        yield _Word(found.group(), found.start(), _begins_sentence(text, found.start()))


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(start - _LOOK_BACK, 0) : start]
    bare = before.rstrip(" \t\"'\u2018\u2019\u201c\u201d(*\u2022-")
    opened = before[len(bare) :].strip(" \t-")
    return start == 0 or not bare or bare[-1] in _ENDS_A_SENTENCE or bool(opened)


@cache
def _lists() -> dict[str, frozenset[str]]:
    written = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(written).items()}
