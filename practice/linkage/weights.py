"""How much each likeness says, learnt from the rows themselves by expectation maximisation.

Three kinds of pair are told apart. SAME is one person; how often their rows agree is learnt, from a
mild expectation that keeps a short list from going astray. HOUSEHOLD is another child at the
address: surname and postcode agree, the forename is anybody's, the birth date seldom the same
(twins). UNRELATED is the rest; how alike their rows are by chance is counted over all pairs, less
those of the same person. Pairs that share no key are taken as unrelated.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practice.linkage.levels import (
    COLUMNS,
    LEVELS,
    PATTERNS,
    Comparison,
    Level,
    Rows,
    decoded,
    encoded,
)
from practice.linkage.people import People

Shares = NDArray[np.float64]
"""Levels of a column, and how often each is found; they add up to 1, MISSING left out."""

SAMPLED_PAIRS = 200_000
ROUNDS = 500
STRENGTH = 100
"""The mild expectation weighs as much as so many pairs of one person."""

PAIRS_EXPECTED = 10_000
"""How often two people agree by chance is expected with the weight of so many pairs."""

FEWEST_SAME, FEWEST_HOUSEHOLD = 0.5, 2.0
"""So many pairs of one person, and of one household, are expected in any list, however short."""

TWINS = 0.03
"""Of two children of one household, how often they are twins: births in England and Wales of which
about 1 in 65 is of twins (Office for National Statistics, Birth characteristics)."""

_SETTLED = 1e-6
_SWAPS = 0.01
_SAME_EXPECTED = np.array(
    [
        [0, 0.86, 0.04, 0.05, 0.03, 0.02],
        [0, 0.88, 0.02, 0.05, 0.02, 0.03],
        [0, 0.90, 0.02, 0.04, 0.02, 0.02],
        [0, 0.80, 0.00, 0.04, 0.06, 0.10],
    ]
)
_CHANCE_EXPECTED = (0.005, 0.001, 0.0002, 0.0005)
_SURNAME, _BIRTH_DATE, _POSTCODE = range(1, 4)
_HOUSEHOLD_SURNAME = np.array([0, 0.88, 0.02, 0.02, 0.01, 0.07])
_HOUSEHOLD_POSTCODE = np.array([0, 0.95, 0, 0.02, 0.01, 0.02])


@dataclass(frozen=True)
class Weights:
    """How often each level is found among pairs of one person, of a household, and of others.

    The shares of pairs are of all pairs there are, compared or not.
    """

    same: Shares
    household: Shares
    unrelated: Shares
    swaps: float
    same_share: float
    household_share: float

    def log_likelihoods(self) -> Shares:
        """Return the natural logarithm of how likely each pattern is: (3 kinds, patterns)."""
        pattern = decoded(np.arange(PATTERNS, dtype=np.int16))
        shares = [self.same_share, self.household_share, 0.0]
        shares[2] = 1 - sum(shares)
        kinds = np.stack([self.same, self.household, self.unrelated])
        logs = np.repeat(np.log(np.maximum(shares, 1e-300))[:, None], PATTERNS, axis=1)
        for column, levels in enumerate(pattern[:4]):
            known = levels != Level.MISSING
            logs[:, known] += np.log(np.maximum(kinds[:, column, levels[known]], 1e-12))
        logs[:2] += np.log(np.where(pattern.swapped, self.swaps, 1 - self.swaps))
        return logs


def learnt(counts: NDArray[np.int64], people: People, comparison: Comparison) -> Weights:
    """Return the weights that explain best how often each pattern was found among compared pairs.

    The same rows always give the same weights: no chance but that of a fixed seed is used.
    """
    by_chance = _by_chance(people, comparison)
    pairs = max(people.pairs, 1)
    weights = Weights(
        same=_SAME_EXPECTED,
        household=_household(by_chance),
        unrelated=by_chance,
        swaps=_SWAPS,
        same_share=max(len(people), 1) / 10 / pairs,
        household_share=max(len(people), 1) / 10 / pairs,
    )
    found = np.flatnonzero(counts)
    for _ in range(ROUNDS):
        better = _improved(weights, counts, found, by_chance, pairs)
        settled = bool(np.abs(better.same - weights.same).max() < _SETTLED)
        weights = better
        if settled:
            break
    return weights


def _improved(
    weights: Weights,
    counts: NDArray[np.int64],
    found: NDArray[np.int64],
    chance: Shares,
    pairs: int,
) -> Weights:
    """Return the weights after one round of expectation and maximisation."""
    expected = kinds_of(weights.log_likelihoods()[:, found]) * counts[found]
    pattern = decoded(found.astype(np.int16))
    levels_found = np.stack(
        [[np.bincount(levels, kind, LEVELS) for kind in expected[:2]] for levels in pattern[:4]]
    )
    levels_found[:, :, Level.MISSING] = 0
    same = levels_found[:, 0] + STRENGTH * _SAME_EXPECTED
    related = levels_found.sum(1)
    left = np.maximum(chance * pairs - related, chance * pairs / 1000)
    left[:, Level.MISSING] = 0
    unrelated = left / left.sum(1, keepdims=True)
    swaps = float(expected[0] @ pattern.swapped)
    return Weights(
        same=same / same.sum(1, keepdims=True),
        household=_household(unrelated),
        unrelated=unrelated,
        swaps=(swaps + STRENGTH * _SWAPS) / (float(expected[0].sum()) + STRENGTH),
        same_share=(float(expected[0].sum()) + FEWEST_SAME) / (pairs + 5),
        household_share=(float(expected[1].sum()) + FEWEST_HOUSEHOLD) / (pairs + 5),
    )


def kinds_of(logs: Shares) -> Shares:
    """Return how probable each of the three kinds is, for each pattern or pair."""
    likely = np.exp(logs - logs.max(0))
    return np.asarray(likely / likely.sum(0))


def _household(unrelated: Shares) -> Shares:
    shares = unrelated.copy()
    shares[_SURNAME], shares[_POSTCODE] = _HOUSEHOLD_SURNAME, _HOUSEHOLD_POSTCODE
    born = unrelated[_BIRTH_DATE].copy()
    born[Level.EXACT] = 0
    shares[_BIRTH_DATE] = born / max(born.sum(), 1e-12) * (1 - TWINS)
    shares[_BIRTH_DATE, Level.EXACT] = TWINS
    return shares


def _by_chance(people: People, comparison: Comparison) -> Shares:
    """Return how often each level is found among all pairs; that of EXACT counted, not sampled."""
    left, right = _sampled(people)
    pattern = decoded(encoded(comparison.pattern(left, right)))
    shares = np.zeros((len(COLUMNS), LEVELS))
    columns = (people.forename, people.surname, people.birth_date, people.postcode)
    for at, (levels, column) in enumerate(zip(pattern[:4], columns, strict=True)):
        many = np.bincount(levels, minlength=LEVELS).astype(np.float64)
        many[[Level.MISSING, Level.EXACT]] = 0
        exact = _exact_share(column, people.second, _CHANCE_EXPECTED[at])
        shares[at] = (many + 0.5) / (many + 0.5).sum() * (1 - exact)
        shares[at, Level.EXACT], shares[at, Level.MISSING] = exact, 0
        shares[at, 1:] /= shares[at, 1:].sum()
    return shares


def _exact_share(column: NDArray[np.int32], second: int | None, expected: float) -> float:
    size = int(column.max(initial=0)) + 1
    if second is None:
        many = np.bincount(column, minlength=size)[1:].astype(np.float64)
        same, pairs = (many * (many - 1)).sum() / 2, many.sum() * (many.sum() - 1) / 2
    else:
        many, others = (
            np.bincount(part, minlength=size)[1:].astype(np.float64)
            for part in (column[:second], column[second:])
        )
        same, pairs = (many * others).sum(), many.sum() * others.sum()
    return float((same + expected * PAIRS_EXPECTED) / (pairs + PAIRS_EXPECTED))


def _sampled(people: People) -> tuple[Rows, Rows]:
    chance = np.random.default_rng(0)
    count = min(SAMPLED_PAIRS, 4 * people.pairs)
    ends = (len(people), len(people)) if people.second is None else (people.second, len(people))
    begins = (0, 0) if people.second is None else (0, people.second)
    left, right = (
        chance.integers(begin, max(end, begin + 1), count)
        for begin, end in zip(begins, ends, strict=True)
    )
    apart = left != right
    return left[apart].astype(np.int32), right[apart].astype(np.int32)
