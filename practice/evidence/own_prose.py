"""A text as words, and which of them are its writer's own prose.

Not own are headings, questions, the wording of a scale, ticks, lists of who was there, sentences
that any record might hold, and what is marked as quoted where the prose around it is the writer's.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from practice.evidence.sentences import Sentence, split

ANY = "#"
FEW_WORDS = 12
_MOST_COMPARED = 20_000

_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_BEGINS = re.compile(r"[.!?:;\n\"\u201c][\s\"'\u201c\u2018(*•-]*$|^[\s\"'\u201c\u2018(*•-]+$")
_NOT_NAMES = ("I", "I'", "I\u2019")
_QUOTATION = re.compile(r"\"[^\"\n]{1,2000}\"|\u201c[^\u201d\n]{1,2000}\u201d")
_SAYS = (
    r"(?:said|says?|saying|told|tells?|asked|asks?|shout\w*|whisper\w*|answered|repl\w+|wrote|writes|"
    r"text(?:ed|s)|sign(?:ed|s)|yell\w*|scream\w*|call(?:ed|s)|like|went|goes|was|is)"
)
_SAYS_BEFORE = re.compile(rf"\b{_SAYS}\b(?:\s+[\w']+){{0,3}}[\s,:]*$", re.IGNORECASE)
_SAYS_AFTER = re.compile(rf"[\s,]*(?:[\w']+\s+){{0,2}}{_SAYS}\b", re.IGNORECASE)
_SIGN = re.compile(
    r"(?:from|as per|per|see|quoting|quoted from|taken from|copied from|extract from|in)\s+"
    r"(?:the\s+)?"
    r"(?:\w+\s+){0,3}?(?:chronology|plan|report|assessment|record|records|note|notes|file|minutes|"
    r"supervision|statement|referral)\b[^.:\n]{0,40}:|^[^\S\n]*+(?:chronology|extract|quote)\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_QUESTION = re.compile(r"\?[\"'\u201d)\]]*\s*$")
_SCALE = re.compile(r"\b(?:0|10)\s*(?:=|means|is)\s|\bout of (?:10|ten)\b|scale of", re.IGNORECASE)
_TICKED = re.compile(r"\[[ xX]?\]|[\u2610-\u2612\u2713\u2714]")
_LISTED = re.compile(
    r"\W{0,200}(?:present|apologies|attended|attendees|attendance|household|family|in attendance|"
    r"invited|date|worker|supervisor|distribution|cc|others? seen)\b[^:\n]{0,30}:",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^\W{0,200}(?:[^.!?\n]{1,60}:|[^a-z\n]{2,60})$")
_FEW_OF_OWN = 5
_LEAST_OWN = 1
_ENDINGS = ("ing", "ied", "ies", "ed", "es", "s")
_SHORTEST_STEM = 3


@dataclass(frozen=True)
class _Lists:
    """The word lists of `own_prose.toml`."""

    stock: frozenset[str]
    numbers: frozenset[str]
    bases: Mapping[str, str]


@cache
def _lists() -> _Lists:
    read = tomllib.loads(Path(__file__).with_name("own_prose.toml").read_text(encoding="utf-8"))
    function, trade = (frozenset(read[name].split()) for name in ("function", "trade"))
    bases = {form: base for base, forms in read["forms"].items() for form in forms.split()}
    return _Lists(function | trade, frozenset(read["numbers"].split()), bases)


@dataclass(frozen=True, slots=True)
class Unit:
    """A word as it is compared: a name, a date or a number is ANY, a verb its base form."""

    norm: str
    start: int
    end: int


@dataclass(frozen=True)
class Prose:
    """A text's words, its sentences as spans of them, and how many are own up to each."""

    words: Sequence[Unit]
    sentences: Sequence[tuple[int, int]]
    own: Sequence[int]
    quoted: Sequence[int]

    def own_words(self, start: int, end: int) -> int:
        """Return how many of these words are the writer's own prose.

        Words in quotation marks count where they stand in enough prose that is.
        """
        own = self.own[end] - self.own[start]
        return own + (self.quoted[end] - self.quoted[start] if own >= _FEW_OF_OWN else 0)

    def sentence_start(self, word: int) -> int:
        """Return the first word of the sentence that `word` is in."""
        return self.sentences[self.sentence_of(word)][0] if self.sentences else word

    def sentence_end(self, word: int) -> int:
        """Return the word after the sentence that the word before `word` is in."""
        return self.sentences[self.sentence_of(word - 1)][1] if self.sentences else word

    def sentence_of(self, word: int) -> int:
        """Return the place of the sentence that `word` is in; 0 before the first."""
        return max(0, bisect_right(self.sentences, word, key=_start) - 1)


def _start(span: tuple[int, int]) -> int:
    return span[0]


def words_of(text: str, bases: dict[str, str] | None = None) -> list[Unit]:
    """Return the words of a text as they are compared.

    `bases` remembers what a word comes to between texts; the caller forgets it.
    """
    read, known, lists = text[:_MOST_COMPARED], {} if bases is None else bases, _lists()
    units: list[Unit] = []
    for found in _WORD.finditer(read):
        raw, start = found[0], found.start()
        if raw[0].isupper() and raw[:2] not in _NOT_NAMES and _is_inside(read, start):
            norm = ANY
        elif raw in known:
            norm = known[raw]
        else:
            norm = known[raw] = _base(raw, lists)
        units.append(Unit(norm, start, found.end()))
    return units


def _is_inside(text: str, start: int) -> bool:
    """Say whether a word stands inside a sentence, where a capital marks a name."""
    before = text[max(0, start - 6) : start]
    return start > 0 and _BEGINS.search(before) is None


def _base(raw: str, lists: _Lists) -> str:
    """Return what a word is compared by, whatever its tense; ANY for a number or a date."""
    low = raw.lower().replace("\u2019", "'")
    if low in lists.numbers or any(mark.isdigit() for mark in low):
        return ANY
    if low in lists.bases:
        return lists.bases[low]
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST_STEM:
            return low[: -len(ending)].rstrip("e")
    return low.rstrip("e") if len(low) > _SHORTEST_STEM else low


def prose_of(text: str) -> Prose:
    """Return the words of a text with its sentences, and which are own prose."""
    text = text[:_MOST_COMPARED]
    words = words_of(text)
    marked = _marked(text, words)
    quotations = [found.span() for found in _QUOTATION.finditer(text) if not _is_speech(found)]
    quoted = _inside(words, quotations)
    spans = list(_word_spans(text, words))
    own = [False] * len(words)
    for sentence, (start, end) in spans:
        if _is_own(text, sentence, words[start:end]):
            own[start:end] = [True] * (end - start)
    own = [is_own and not marked[i] for i, is_own in enumerate(own)]
    return Prose(
        words,
        [span for _, span in spans],
        _sums(is_own and not quoted[i] for i, is_own in enumerate(own)),
        _sums(is_own and quoted[i] for i, is_own in enumerate(own)),
    )


def _is_speech(quotation: re.Match[str]) -> bool:
    """Say whether it is what somebody said, told in the writer's prose."""
    text, start, end = quotation.string, quotation.start(), quotation.end()
    before, after = text[max(start - 60, 0) : start], text[end : end + 60]
    return bool(_SAYS_BEFORE.search(before) or _SAYS_AFTER.match(after))


def _word_spans(text: str, words: Sequence[Unit]) -> Iterator[tuple[Sentence, tuple[int, int]]]:
    starts = [word.start for word in words]
    for sentence in split(text):
        start, end = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        if start < end:
            yield sentence, (start, end)


def _is_own(text: str, sentence: Sentence, words: Sequence[Unit]) -> bool:
    said = sentence.text
    line = text.rfind("\n", 0, sentence.start) + 1
    not_prose = (_QUESTION, _SCALE, _TICKED, _HEADING)
    if any(pattern.search(said) for pattern in not_prose) or (
        _LISTED.match(text, line, sentence.end)
    ):
        return False
    return len(words) >= FEW_WORDS or not _is_stock(text, words)


def _is_stock(text: str, words: Sequence[Unit]) -> bool:
    """Say whether any record might hold a short sentence: it has almost no word of its own."""
    stock = _lists().stock
    own = [text[w.start : w.end].lower() for w in words if w.norm != ANY]
    return sum(word.partition("'")[0] not in stock for word in own) < _LEAST_OWN


def _marked(text: str, words: Sequence[Unit]) -> list[bool]:
    """Return which words stand, to the end of their paragraph, behind a sign that they are quoted.

    None where almost nothing else is there: new prose around it makes a quotation one.
    """
    spans = [(m.start(), _end_of_line(text, m.end())) for m in _SIGN.finditer(text)]
    marked = _inside(words, spans)
    return marked if marked.count(False) >= _FEW_OF_OWN else [False] * len(words)


def _end_of_line(text: str, position: int) -> int:
    """Return where the paragraph of `position` ends; the next one where that line is the sign."""
    end = text.find("\n", position)
    if end >= 0 and not text[position:end].strip():
        end = text.find("\n", end + 1)
    return len(text) if end < 0 else end


def _inside(words: Sequence[Unit], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Return which words begin in one of the spans; both are in order."""
    flags, reach, at = [], 0, 0
    for word in words:
        while at < len(spans) and spans[at][0] <= word.start:
            reach = max(reach, spans[at][1])
            at += 1
        flags.append(word.start < reach)
    return flags


def _sums(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))
