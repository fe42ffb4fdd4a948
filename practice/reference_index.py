"""An index of children's references by what they share with the ways in which people write them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from practice.matching import number_of, parts, unpadded
from practice.numbers_in_text import FEWEST_SPACED_DIGITS


@dataclass
class ReferenceIndex:
    """The references by what they share with their mentions."""

    by_key: dict[tuple[str, ...], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_written: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_number: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    letters: set[str] = field(default_factory=set)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    """How many parts they have that begin with a part, the longest first."""
    has_letters_alone: bool = False

    @classmethod
    def of(cls, refs: Sequence[str]) -> "ReferenceIndex":
        """Return the index of these references, each once."""
        index = cls()
        for ref in dict.fromkeys(refs):
            key = tuple(unpadded(part) for part in parts(ref))
            index.letters |= {part for part in key if part.isalpha()}
            if len(key) > 1:
                index.by_key[key].append(ref)
                index.has_letters_alone |= not any(part.isdigit() for part in key)
                index.lengths[key[0]] = sorted({*index.lengths.get(key[0], ()), len(key)})[::-1]
            if number_of(ref):
                index.by_written[number_of(ref)].append(ref)
                index.by_number[unpadded(number_of(ref))].append(ref)
        return index

    def of_number(self, number: str) -> list[str]:
        """Return the references that a bare number of three digits or more stands for."""
        long_enough = len(number) >= FEWEST_SPACED_DIGITS
        return self.by_number.get(unpadded(number), []) if long_enough else []


@lru_cache(maxsize=256)
def known_by(refs: tuple[str, ...]) -> ReferenceIndex:
    """Return the index of these references: a turn asks some five times, and nobody changes it."""
    return ReferenceIndex.of(refs)
