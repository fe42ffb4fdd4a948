"""Cutting a text into its sentences, also where nobody typed a full stop."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"[\s*•>-]*")
_STOP = re.compile(r"(?<![.!?])[.!?]++[\"')\]]*+(?=\s)")
_MISSED_STOP = re.compile(
    r"(?<=[a-z0-9,;])\s+(?=(?:The|She|He|They|We|It|My|But|And|When|Then|There|This|That|These"
    r"|His|Her|Their|Our|Not|So|After|If|What|You|Your|As|Also|Both|Because|Since)\s+[a-z])"
)
_QUOTATION = re.compile(r'"[^"\n]{1,300}"')
_SHORTENED = re.compile(r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|ch|vs|e\.g|i\.e|approx|\w)\.$", re.I)
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})

UNREAD_MARKS = str.maketrans(dict.fromkeys('"\u00ab\u00bb', " "))
"""Quotation marks become blanks for both models: many people leave them out."""
LONGEST_QUOTED = 36
"""A sentence of so many words is quoted whole; of a longer one, a passage."""
_PIECE = 30
_CLAUSES = frozenset(
    {"and", "but", "then", "so", "because", "cos", "if", "when", "which", "i", "he", "she", "we"}
)

_LONG_BREATH = 40
_SHORT_BREATH = 14
_LONGEST_BREATH = 60
_JOINS = frozenset({"and", "but", "then", "so", "also", "anyway"})
_STARTS = frozenset({"i", "we", "he", "she", "they", "mum", "mam", "dad", "then", "it", "there"})


@dataclass(frozen=True)
class Word:
    """A word in lower case, and where it stands in its sentence."""

    low: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A piece of a text: `text` as written, `low` the same length in lower case."""

    text: str
    start: int
    low: str

    @property
    def end(self) -> int:
        """Where it ends in the whole text."""
        return self.start + len(self.text)

    @cached_property
    def words(self) -> list[Word]:
        """Its words in order; "didn't" and "step-dad" are one each."""
        return [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(self.low)]


def split(text: str) -> list[Sentence]:
    """Return the sentences of a text; each occurs in `text` as it is.

    A line ends a sentence. A word that opens one ("She"), with a capital, also begins one where the
    stop before it was forgotten. Where somebody dictated without stops, a long breath is cut where
    a new one starts ("and then he", "but she").
    """
    low = lowered(text)
    return [
        Sentence(text[start:end], start, low[start:end])
        for line in _LINE.finditer(low)
        for stopped in _stops(low, line.start(), line.end())
        for kept in _missed(text, *stopped)
        for start, end in _breaths(low, *kept)
    ]


def pieces(sentence: Sentence) -> list[Sentence]:
    """Return a sentence in pieces that can be read at a glance, each as written and in order.

    One of at most `LONGEST_QUOTED` words is one piece; a longer one (dictated text has neither
    stops nor capitals) is cut where a clause begins, else after `_PIECE` words.
    """
    words = sentence.words
    if len(words) <= LONGEST_QUOTED:
        return [sentence]
    starts, last = [0], 0
    while len(words) - last > _PIECE:
        clauses = [n for n in range(last + _PIECE // 2, last + _PIECE) if _opens_clause(words, n)]
        last = clauses[-1] if clauses else last + _PIECE
        starts.append(last)
    ends = [words[n].start for n in starts[1:]]
    return [
        _part(sentence, words[n].start, end) for n, end in zip(starts, [*ends, None], strict=True)
    ]


def windows(sentence: Sentence) -> list[Sentence]:
    """Return the passages of about `_PIECE` words of a long sentence, or the sentence alone.

    They overlap: each begins with the sentence or one of its clauses.
    """
    words = sentence.words
    if len(words) <= LONGEST_QUOTED:
        return [sentence]
    last = len(words) - _PIECE
    starts = [n for n in range(last) if n == 0 or _opens_clause(words, n)] + [last]
    ends = [words[n + _PIECE].start if n < last else None for n in starts]
    return [_part(sentence, words[n].start, end) for n, end in zip(starts, ends, strict=True)]


def _opens_clause(words: list[Word], at: int) -> bool:
    return words[at].low in _CLAUSES


def _part(sentence: Sentence, start: int, end: int | None) -> Sentence:
    text = sentence.text[start:end].rstrip()
    return Sentence(text, sentence.start + start, sentence.low[start : start + len(text)])


def lowered(text: str) -> str:
    """Return `text` in lower case with straight quotation marks, character for character."""
    if text.isascii():
        return text.lower()
    lower = (char.lower() if len(char.lower()) == 1 else char for char in text)
    return "".join(lower).translate(_STRAIGHT)


def _stops(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(low, start, end)
    start = bullet.end() if bullet else start
    quoted = {n for m in _QUOTATION.finditer(low, start, end) for n in range(*m.span())}
    for stop in _STOP.finditer(low, start, end):
        if stop.end() in quoted or _goes_on(low, start, stop):
            continue
        yield from _trimmed(low, start, stop.end())
        start = stop.end()
    yield from _trimmed(low, start, end)


def _missed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for missed in _MISSED_STOP.finditer(text, start, end):
        yield start, missed.start()
        start = missed.end()
    yield start, end


def _goes_on(low: str, start: int, stop: re.Match[str]) -> bool:
    ends_in_quotation = stop.group()[-1] in "\"'"
    tag = ends_in_quotation and re.match(
        r"\s+(?:he|she|they|\w+ said|said)\b", low[stop.end() : stop.end() + 40]
    )
    return bool(tag or _SHORTENED.search(low[max(start, stop.end() - 8) : stop.end()]))


def _trimmed(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = low[start:end]
    stripped = piece.strip()
    if _WORD.search(stripped):
        begin = start + piece.index(stripped)
        yield begin, begin + len(stripped)


def _breaths(low: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = list(_WORD.finditer(low, start, end))
    if len(words) > _LONG_BREATH:
        count = 0
        for word, following in pairwise(words):
            if count and _breathes(word.group(), following.group(), count):
                yield from _trimmed(low, start, word.start())
                start, count = word.start(), 0
            count += 1
    yield from _trimmed(low, start, end)


def _breathes(word: str, following: str, count: int) -> bool:
    starts_anew = word in _JOINS and following in _STARTS
    return (starts_anew and count >= _SHORT_BREATH) or count >= _LONGEST_BREATH
