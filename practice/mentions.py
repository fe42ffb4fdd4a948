"""Children's references mentioned in passing, in a message written about something else.

Numbers in such a message are mostly not children: times, dates, telephone numbers, ages,
amounts. A reference counts when it is written with its letters ("ch 417"), or as a bare number
with all the digits it is written with ("0417") where nothing beside it speaks for another
meaning. A year counts only right after a word such as "visited" or "case". In doubt, it is not
a child: the person is asked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from practice.matching import number_of, parts, plain, unpadded

_PART = re.compile(r"[a-z]+|[0-9]+")
_JOINED = re.compile(r"\s?[-./:#_]\s?|")
_BESIDE = re.compile(r"[\s:.#-]{1,3}")
_LINKED = re.compile(r"[-./:,]")
_SPACED = re.compile(" | ?[-\u2013] ?")

_DASHES = ("-", "\u2013")
_FEWEST_BARE_DIGITS = 4
_FEWEST_SPACED_DIGITS = 3
_YEARS = range(1900, 2100)
_DATE_LENGTHS = (6, 8)

_CALLED = frozenset({"child", "case", "ref", "reference"})
_MET = frozenset({"visited", "visiting", "visit", "saw", "seen", "see", "met", "re", "regarding"})
_CLOCK = frozenset({"at", "from", "until", "till", "til", "by", "before", "after", "since"})
_DATED = frozenset({"on", "dated"})
_NUMBERED = frozenset({"tel", "telephone", "phone", "mobile", "ext", "extension", "pin", "code",
                       "room", "flat", "dob", "born", "invoice", "crime", "nhs"})  # fmt: skip
_MEASURED = frozenset({"am", "pm", "h", "hr", "hrs", "hour", "hours", "min", "mins", "minute",
                       "minutes", "day", "days", "week", "weeks", "month", "months", "yr", "yrs",
                       "year", "years", "mile", "miles", "km", "m", "kg", "g", "mg", "ml", "p",
                       "pound", "pounds", "quid", "times", "words", "steps", "calories", "people",
                       "sessions"})  # fmt: skip


@dataclass
class _Index:
    """The references by what they share with their mentions."""

    by_key: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_written: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, refs: Sequence[str]) -> "_Index":
        index = cls()
        for ref in dict.fromkeys(refs):
            key = tuple(unpadded(part) for part in parts(ref))
            if len(key) > 1:
                index.by_key[key].append(ref)
            if number_of(ref):
                index.by_written[number_of(ref)].append(ref)
                index.by_number[unpadded(number_of(ref))].append(ref)
        return index


@dataclass
class _Text:
    """A message, cut into its runs of letters and of digits."""

    text: str
    runs: list[re.Match[str]]

    def run(self, at: int) -> str:
        return self.runs[at].group() if 0 <= at < len(self.runs) else ""

    def gap(self, at: int) -> str:
        """Return what stands between run `at` and the next one."""
        if not 0 <= at < len(self.runs) - 1:
            return "\n\n\n\n"
        return self.text[self.runs[at].end() : self.runs[at + 1].start()]

    def stands_free(self, first: int, last: int) -> bool:
        """Say whether the runs from `first` to `last` are glued to no letter or digit outside."""
        start, end = self.runs[first].start(), self.runs[last].end()
        before, after = self.text[max(start - 1, 0) : start], self.text[end : end + 1]
        return not (before.isalnum() or after.isalnum())

    def word_before(self, at: int) -> str:
        return self.run(at - 1) if _BESIDE.fullmatch(self.gap(at - 1)) else ""

    def word_after(self, at: int) -> str:
        return self.run(at + 1) if self.gap(at) in ("", " ", "-") else ""


def mentioned(text: str, refs: Sequence[str]) -> list[str]:
    """Return the references among `refs` that `text` mentions, in order, each once.

    A mention that fits two references gives both. Time grows with the length of the text.
    """
    lowered = plain(text)
    cut = _Text(lowered, list(_PART.finditer(lowered)))
    return list(dict.fromkeys(_mentions(cut, _Index.of(refs))))


def _mentions(cut: _Text, index: _Index) -> Iterator[str]:
    lengths = sorted({len(key) for key in index.by_key}, reverse=True)
    free = _numbers_of_their_own(cut, index)
    at = 0
    while at < len(cut.runs):
        length = next((n for n in lengths if _is_spelt(cut, at, n, index)), 0)
        if length:
            yield from index.by_key[_key(cut, at, length)]
        elif at in free:
            yield from _bare(cut, at, index)
        at += length or 1


def _key(cut: _Text, at: int, length: int) -> tuple[str, ...]:
    return tuple(unpadded(cut.run(n)) for n in range(at, at + length))


def _is_spelt(cut: _Text, at: int, length: int, index: _Index) -> bool:
    last, key = at + length - 1, _key(cut, at, length)
    if last >= len(cut.runs) or key not in index.by_key or not cut.stands_free(at, last):
        return False
    if all(part.isdigit() for part in key):
        return _is_written_out(cut, at, last, index.by_key[key])
    return all(_is_joined(cut, n) for n in range(at, last))


def _is_written_out(cut: _Text, first: int, last: int, refs: list[str]) -> bool:
    # A reference of numbers alone ("24/0117") looks like a date or a time: every mark must be so.
    written = cut.text[cut.runs[first].start() : cut.runs[last].end()]
    longer = _is_linked(cut, first - 1) or _is_linked(cut, last)
    return not longer and written in [plain(ref) for ref in refs]


def _is_joined(cut: _Text, at: int) -> bool:
    if _JOINED.fullmatch(cut.gap(at)):
        return True
    # "a 12 year old" is not child A-12: a word and a space before a short number say nothing.
    long_enough = len(cut.run(at + 1)) >= _FEWEST_SPACED_DIGITS
    return cut.gap(at) == " " and long_enough and cut.word_after(at + 1) not in _MEASURED


def _numbers_of_their_own(cut: _Text, index: _Index) -> set[int]:
    """Return which runs are numbers that belong to no date, time or telephone number.

    Of numbers written as one ("27/3/2026", "0191 498 0417"), either all are references or none.
    """
    return {
        at
        for chain in _chains(cut)
        if all(cut.run(n) in index.by_written for n in chain) or len(chain) == 1
        for at in chain
    }


def _chains(cut: _Text) -> list[list[int]]:
    chains: list[list[int]] = []
    for at in range(len(cut.runs)):
        if cut.run(at).isdigit():
            if _is_linked(cut, at - 1):
                chains[-1].append(at)
            else:
                chains.append([at])
    return chains


def _is_linked(cut: _Text, at: int) -> bool:
    """Say whether run `at` and the next are numbers written as one."""
    left, right, gap = cut.run(at), cut.run(at + 1), cut.gap(at)
    if not (left.isdigit() and right.isdigit()):
        return False
    if _SPACED.fullmatch(gap):
        return min(len(left), len(right)) >= _FEWEST_SPACED_DIGITS
    return bool(_LINKED.fullmatch(gap))


def _bare(cut: _Text, at: int, index: _Index) -> list[str]:
    number = cut.run(at)
    if not cut.stands_free(at, at):
        return []
    if cut.word_before(at) in _CALLED and len(number) >= _FEWEST_SPACED_DIGITS:
        return index.by_number.get(unpadded(number), [])
    if len(number) < _FEWEST_BARE_DIGITS or _means_something_else(cut, at):
        return []
    return index.by_written.get(number, [])


def _means_something_else(cut: _Text, at: int) -> bool:
    number, before = cut.run(at), cut.word_before(at)
    start, end = cut.runs[at].span()
    return (
        cut.text[max(start - 1, 0) : start] in tuple("£$€+@")
        or cut.text[end : end + 1] == "%"
        or before in _NUMBERED
        or cut.word_after(at) in _MEASURED
        or _is_on_the_clock(cut, at)
        or (before in _DATED and len(number) in _DATE_LENGTHS)
        or (before not in _MET and len(number) == len("2026") and int(number) in _YEARS)
    )


def _is_on_the_clock(cut: _Text, at: int) -> bool:
    if not _is_time(cut.run(at)):
        return False
    before = cut.word_before(at)
    ends_a_range = before == "to" and _is_time(cut.word_before(at - 1))
    return before in _CLOCK or ends_a_range or _is_range(cut, at - 1) or _is_range(cut, at)


def _is_range(cut: _Text, at: int) -> bool:
    return cut.gap(at).strip() in _DASHES and _is_time(cut.run(at)) and _is_time(cut.run(at + 1))


def _is_time(number: str) -> bool:
    return bool(re.fullmatch(r"([01][0-9]|2[0-4])[0-5][0-9]", number))
