"""Linking: which rows may name the same person, from their columns to proposals."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practice.linkage.blocking import portions
from practice.linkage.levels import PATTERNS, Comparison, Rows, decoded, encoded
from practice.linkage.people import People, Person, people
from practice.linkage.proposals import DOUBTFUL, Proposal, surest_first
from practice.linkage.rarity import Rarity
from practice.linkage.weights import Shares, kinds_of, learnt


@dataclass(frozen=True)
class Scored:
    """Pairs of rows by number with their probabilities, the surest first."""

    left: Rows
    right: Rows
    probability: NDArray[np.float64]


def same_people(rows: Iterable[Person], least: float = DOUBTFUL) -> list[Proposal]:
    """Return which of `rows` may be one person, of at least that probability."""
    return _named(people(rows), least)


def known_people(
    rows: Iterable[Person], known: Iterable[Person], least: float = DOUBTFUL
) -> list[Proposal]:
    """Return which of `known` (right) each of `rows` (left) may be.

    Among `known` everybody stands once. So a row is at most one of them, and where two fit alike
    (twins, say), neither is likely.
    """
    return _named(people(rows, known), least)


def scored(people: People, least: float = DOUBTFUL) -> Scored:
    """Return the pairs of at least that probability. The pairs are gone through twice."""
    comparison = Comparison(people)
    compared = [encoded(comparison.pattern(left, right)) for left, right in portions(people)]
    counts = np.zeros(PATTERNS, np.int64)
    for patterns in compared:
        counts += np.bincount(patterns, minlength=PATTERNS)
    weights = learnt(counts, people, comparison)
    likelihoods, rarity = weights.log_likelihoods(), Rarity(people, weights)
    found = [
        _worth_asking(likelihoods, rarity, Pairs(left, right, patterns), least)
        for (left, right), patterns in zip(portions(people), compared, strict=True)
    ]
    return _surest_first(people, found, least)


@dataclass(frozen=True)
class Pairs:
    """Compared pairs: the rows by number, and their patterns as numbers."""

    left: Rows
    right: Rows
    patterns: NDArray[np.int16]


def _named(rows: People, least: float) -> list[Proposal]:
    pairs, refs = scored(rows, least), rows.refs
    found = [
        Proposal(str(refs[left]), str(refs[right]), round(float(probability), 4))
        for left, right, probability in zip(pairs.left, pairs.right, pairs.probability, strict=True)
    ]
    return sorted(found, key=surest_first)


def _worth_asking(likelihoods: Shares, rarity: Rarity, pairs: Pairs, least: float) -> Scored:
    pattern = decoded(pairs.patterns)
    logs = likelihoods[:, pairs.patterns] + rarity.gains(pattern, pairs.left, pairs.right)
    probability = kinds_of(logs)[0]
    keep = probability >= least
    return Scored(pairs.left[keep], pairs.right[keep], probability[keep])


def _surest_first(people: People, parts: list[Scored], least: float) -> Scored:
    left = np.concatenate([np.zeros(0, np.int32), *(part.left for part in parts)])
    right = np.concatenate([np.zeros(0, np.int32), *(part.right for part in parts)])
    probability = np.concatenate([np.zeros(0), *(part.probability for part in parts)])
    if people.second is not None:
        probability = _of_one_at_most(left, probability)
    order = np.lexsort((right, left, -probability))
    order = order[probability[order] >= least]
    return Scored(left[order], right[order], probability[order])


def _of_one_at_most(left: Rows, probability: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probabilities given that each row of the first list is one person at most."""
    odds = probability / np.maximum(1 - probability, 1e-12)
    together = np.bincount(left, weights=odds)
    return np.asarray(odds / (1 + together[left])) if len(left) else odds
