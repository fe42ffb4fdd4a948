"""How right proposals are, against the pairs that are one person in truth."""

import itertools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from typing_extensions import override

from practice.linkage.proposals import LIKELY, Proposal

Pair = frozenset[str]


@dataclass(frozen=True)
class Score:
    right: int
    proposed: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.proposed + self.true)

    @override
    def __str__(self) -> str:
        return f"precision {self.precision:.4f}, recall {self.recall:.4f}, F1 {self.f1:.4f}"


def score(proposed: Collection[Pair], true: Collection[Pair]) -> Score:
    return Score(len(set(proposed) & set(true)), len(set(proposed)), len(set(true)))


def likely(proposals: Iterable[Proposal]) -> set[Pair]:
    return {pair(p.left, p.right) for p in proposals if p.probability >= LIKELY}


def pair(left: str, right: str) -> Pair:
    return frozenset((left, right))


def pairs_within(groups: Iterable[Iterable[str]]) -> set[Pair]:
    return {pair(*two) for refs in groups for two in itertools.combinations(refs, 2)}


def true_pairs(refs: Iterable[str], person: Callable[[str], str]) -> set[Pair]:
    """Return the pairs of refs that `person` says are one person's."""
    whose: dict[str, list[str]] = {}
    for ref in refs:
        whose.setdefault(person(ref), []).append(ref)
    return pairs_within(whose.values())
