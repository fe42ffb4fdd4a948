"""Children's references and people's names, as people type them.

A reference is read by its letters and numbers: case, spaces, punctuation and leading zeros do
not matter, and neither do the letters where the number alone says which child is meant. What
fits two children is handed back as two, and what fits none as a question: nothing is guessed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, LCSseq

from practice.dictated_numbers import in_figures
from practice.letters import normalized

MOST_SUGGESTIONS = 3

_NAME_LIKENESS = 80
_SHORTEST_TO_SUGGEST = 3
_SWAPPED, _OTHER = "swapped", "other"
_PART = re.compile(r"[a-z]+|[0-9]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
"""What stands in a text and nobody sees: a reference with one inside is that reference."""
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4]")
_FILLER = frozenset({"child", "case", "ref", "reference", "number", "no"})


class Found(StrEnum):
    """How what was typed fits what is known."""

    EXACT = "exact"
    AMBIGUOUS = "ambiguous"
    SUGGESTED = "suggested"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Match:
    """What was found: one when exact, all that fit when ambiguous, near ones when suggested."""

    found: Found
    candidates: tuple[str, ...] = ()

    @property
    def exact(self) -> str | None:
        """The one reference or name meant, or None."""
        return self.candidates[0] if self.found is Found.EXACT else None


def find(typed: str, refs: Sequence[str]) -> Match:
    """Return which of `refs` is meant by `typed` ("0417", "ch 417", "CH-0417").

    A reference written as it stands, but for case and punctuation, is meant even where others
    share its number. Where nothing fits, references one slip of the finger away are suggested,
    at most `MOST_SUGGESTIONS`.
    """
    for likeness in (str.strip, squeezed):
        wanted = likeness(typed)
        if fitting := [ref for ref in refs if wanted and likeness(ref) == wanted]:
            return _one_or_several(fitting)
    fitting = _fitting_by_key(_core(typed), refs) or _fitting_by_key(parts(typed), refs)
    figures = in_figures(plain(typed))
    if not fitting and figures != plain(typed):
        return find(figures, refs)
    return _one_or_several(fitting) if fitting else _suggest(_near_refs(typed, refs))


def find_person(typed: str, names: Sequence[str]) -> Match:
    """Return whose name is meant by `typed`, in any order, case, accent or hyphenation.

    Only a whole name is exact, and only when one person bears it. A part of a name, or one
    spelt nearly so, brings suggestions, the likest first, at most `MOST_SUGGESTIONS`.
    """
    key = _name_key(typed)
    if not key:
        return Match(Found.NOTHING)
    fitting = [name for name in names if _name_key(name) == key]
    return _one_or_several(fitting) if fitting else _suggest(_near_names(key, names))


def nearest(word: str, known: Sequence[str], likeness: int) -> str | None:
    """Return what is written most like `word`, in any order of its words; None if nothing is near.

    `likeness` is how near, up to 100. It is a suggestion, and never more.
    """
    wanted = " ".join(parts(word))
    choices = {one: " ".join(parts(one)) for one in known}
    found = process.extractOne(wanted, choices, scorer=fuzz.token_sort_ratio, score_cutoff=likeness)
    return found[2] if found else None


def parts(text: str) -> list[str]:
    """Return the runs of letters and of digits in `text`, lower case and without accents."""
    return _PART.findall(plain(text))


def squeezed(text: str) -> str:
    """Return the letters and digits of `text` alone."""
    return "".join(parts(text))


def unpadded(part: str) -> str:
    """Return a run of digits without its leading zeros; letters as they are."""
    return part.lstrip("0") or "0" if part.isdigit() else part


def number_of(ref: str) -> str:
    """Return the digits of a reference that ends in its only number, as written; else ""."""
    written = parts(ref)
    numbers = [part for part in written if part.isdigit()]
    return numbers[0] if len(numbers) == 1 and written[-1] == numbers[0] else ""


def plain(text: str) -> str:
    """Return `text` in lower case, without accents."""
    if text.isascii():
        return text.lower()
    decomposed = normalized("NFKD", text.casefold().translate(_UNSEEN))
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def _core(typed: str) -> list[str]:
    return [part for part in parts(typed) if part not in _FILLER]


def _fitting_by_key(written: list[str], refs: Sequence[str]) -> list[str]:
    wanted = [unpadded(part) for part in written]
    if len(wanted) == 1 and wanted[0].isdigit():
        return [ref for ref in refs if number_of(ref) and unpadded(number_of(ref)) == wanted[0]]
    return [ref for ref in refs if wanted and [unpadded(p) for p in parts(ref)] == wanted]


def _one_or_several(fitting: list[str]) -> Match:
    return Match(Found.EXACT if len(fitting) == 1 else Found.AMBIGUOUS, tuple(fitting))


def _suggest(near: list[str]) -> Match:
    return Match(Found.SUGGESTED if near else Found.NOTHING, tuple(near[:MOST_SUGGESTIONS]))


def _near_refs(typed: str, refs: Sequence[str]) -> list[str]:
    swapped, others = near_refs(typed, refs)
    return [*swapped, *others]


def near_refs(typed: str, refs: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the references one slip of the finger away, in order.

    First those of which two letters or digits changed places, then the others.
    """
    wanted = "".join(_core(typed))
    near = {ref: _slip(wanted, ref) for ref in sorted(set(refs))}
    return [r for r, slip in near.items() if slip == _SWAPPED], [
        r for r, slip in near.items() if slip == _OTHER
    ]


def _slip(wanted: str, ref: str) -> str:
    """Return which slip makes `wanted` out of a reference; "" where no one slip does."""
    number = number_of(ref)
    writings = {squeezed(ref), "".join(unpadded(p) for p in parts(ref)), number, unpadded(number)}
    if len(wanted) < _SHORTEST_TO_SUGGEST:
        return ""
    near = [
        writing
        for writing in writings
        if len(writing) >= _SHORTEST_TO_SUGGEST
        and OSA.distance(wanted, writing, score_cutoff=1) <= 1
    ]
    if any(sorted(writing) == sorted(wanted) for writing in near):
        return _SWAPPED
    return _OTHER if near else ""


def _near_names(key: str, names: Sequence[str]) -> list[str]:
    by_part = [name for name in names if set(key.split()) <= set(_name_key(name).split())]
    alike = process.extract(
        key,
        names,
        scorer=fuzz.token_sort_ratio,
        processor=_name_key,
        score_cutoff=_NAME_LIKENESS,
        limit=MOST_SUGGESTIONS,
    )
    return list(dict.fromkeys([*by_part, *(name for name, _, _ in alike)]))


def _name_key(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", _APOSTROPHES.sub("", plain(name)))))


def slips(one: str, other: str, most: int) -> int:
    """Return how many slips of the finger part two words; `most` + 1 where they are more.

    A slip is a letter too many, too few, another one, or two that changed places.
    """
    return OSA.distance(one, other, score_cutoff=most)


def share_in_order(first: Sequence[str], second: Sequence[str]) -> float:
    """Return the share of the longer that stands in both in the same order; 1 if both are empty."""
    return LCSseq.normalized_similarity(first, second)
