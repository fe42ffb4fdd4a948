"""A text cut into words, each with what stands beside it; positions are those of the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from practice.matching import plain

_APOSTROPHES = "'\u2019\u2018`\u00b4\u02bc"
_LETTER = r"[^\W\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:[{_APOSTROPHES}](?:{_LETTER})+)*")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}][sS]$")
_ENDS = re.compile(r"[.!?:;\n\r\u2022|]|(?:^|\s)[-*\u2013](?:\s|$)")
_OPENS = re.compile(r"[\"\u201c\u2018(\[]\s*$")
_LONGEST = 40
_MOSTLY = 0.7
_SHORTEST_SHOUT = 2
_LONGEST_ABBREVIATION = 4
# Letters that no decomposition makes plain.
_OTHERS = str.maketrans(
    {"\u0142": "l", "\u00f8": "o", "\u0111": "d", "\u00e6": "ae", "\u0153": "oe", "\u0131": "i",
     "\u00f0": "d", "\u00fe": "th", "\u0127": "h", "\u0167": "t", "\u0259": "e"}
)  # fmt: skip


def folded(word: str) -> str:
    """Return a word in small letters, without accents, its apostrophes straight."""
    low = word if word.isascii() else plain(word).translate(_OTHERS)
    for mark in _APOSTROPHES[1:]:
        low = low.replace(mark, "'")
    return low.lower()


def key_of(word: str) -> str:
    """Return a word, folded, as names are compared: without apostrophes."""
    return folded(word).replace("'", "")


@dataclass(frozen=True)
class Word:
    """A word where it stands: `low` folded and without a possessive s, before which it ends."""

    text: str
    start: int
    end: int
    low: str
    begins: bool

    @property
    def is_large(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        """Whether an s with an apostrophe stands behind it."""
        return self.end < self.start + len(self.text)


class Prose:
    """A text as the words it is made of."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(_words(text))

    @cached_property
    def is_shouted(self) -> bool:
        """Whether it is written in capitals, which then say nothing."""
        long = [word.text for word in self.words if len(word.text) > 1]
        shouted = sum(word.isupper() for word in long)
        return len(long) > _SHORTEST_SHOUT and shouted > _MOSTLY * len(long)

    @cached_property
    def is_small(self) -> bool:
        """Whether it is written without capitals, but for its first word, "I" and abbreviations."""
        return not any(
            word.is_large and len(word.text) > 1 and not word.text.isupper() and not word.begins
            for word in self.words
        )

    def is_large(self, at: int) -> bool:
        """Say whether a word has a capital that says something."""
        return 0 <= at < len(self.words) and self.words[at].is_large and not self.is_shouted

    def is_marked(self, at: int) -> bool:
        """Say whether a word has a capital that no beginning of a sentence explains."""
        return self.is_large(at) and not self.words[at].begins

    def is_abbreviated(self, at: int) -> bool:
        """Say whether a word is a few capitals: "PIP", "EDT"."""
        text = self.words[at].text
        return text.isupper() and 1 < len(text) <= _LONGEST_ABBREVIATION and not self.is_shouted

    def low(self, at: int) -> str:
        """Return the word at a place, folded; "" where there is none."""
        return self.words[at].low if 0 <= at < len(self.words) else ""

    def gap(self, at: int) -> str:
        """Return what stands between the word at a place and the next one."""
        if not 0 <= at < len(self.words) - 1:
            return "\n"
        return self.text[self.words[at].end : self.words[at + 1].start]

    def before(self, at: int) -> str:
        """Return the word before, folded, where no end of a sentence and no comma parts them."""
        return self._before[at] if 0 <= at < len(self.words) else ""

    def after(self, at: int) -> str:
        """Return the word behind, folded, where no end of a sentence and no comma parts them."""
        return self._after[at] if 0 <= at < len(self.words) else ""

    # Each is asked some twenty times of a word that could be a name.

    @cached_property
    def _before(self) -> list[str]:
        gaps = [self.gap(at - 1).strip(" \t'\"-") for at in range(len(self.words))]
        return [
            self.words[at - 1].low if at > 0 and gap in _NOTHING else ""
            for at, gap in enumerate(gaps)
        ]

    @cached_property
    def _after(self) -> list[str]:
        gaps = [self.gap(at).strip(" \t") for at in range(len(self.words))]
        return [
            self.words[at + 1].low if gap in _NOTHING and at + 1 < len(self.words) else ""
            for at, gap in enumerate(gaps)
        ]

    def number_beside(self, at: int) -> bool:
        """Say whether a number stands directly before or behind a word."""
        word = self.words[at]
        before = self.text[max(word.start - 6, 0) : word.start].rstrip(" \tstndrhof")
        after = self.text[word.end : word.end + 2].strip()
        return before[-1:].isdigit() or after[:1].isdigit()


_NOTHING = frozenset({"", "'s", "\u2019s", "'S", "s"})


def _words(text: str) -> Iterator[Word]:
    last = 0
    lows: dict[str, str] = {}
    for found in _WORD.finditer(text):
        word, start = found.group(), found.start()
        gap = text[max(last, start - _LONGEST) : start]
        begins = last == 0 or _ENDS.search(gap) is not None or _OPENS.search(gap) is not None
        last = found.end()
        if len(word) > _LONGEST:
            continue
        name = _POSSESSIVE.sub("", word)
        low = lows.get(name)
        if low is None:
            low = lows[name] = folded(name)
        yield Word(word, start, start + len(name), low, begins)
