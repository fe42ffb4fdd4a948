"""Series in which nothing moved: what counting makes of them, how months drift, and draws of them.

Children are counted one by one, so a month of twenty differs from the next though nothing moved;
how much is known and need not be guessed from so few months. Beyond that months drift a little.
Only where they differ from their neighbours by clearly more are they taken to spread so much:
neighbours, for a change in the middle is between two of them alone. Where many are counted, what
counting makes is the smaller part, and how much months spread is taken from all of them. So is it
of an average, for how much that varies is not known from what it is of.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reports.statistics.kinds import Kind

Rows = NDArray[np.float64]

DRIFT = 0.125
"""A quiet month's rate, or its odds, is taken to be an eighth above or below the usual."""
MOST_DRIFT = 0.5
"""Where that were more than this beside what counting makes, many are counted."""
DRIFT_SHARED = 0.3
"""So much of that is taken to be the drift of the month before."""
SHARED = 0.1
"""So much is of what months show by themselves: of averages, and of many."""
CLEARLY = 1.645
"""A spread is clearly more where one in twenty series shows as much by chance."""
_TINY = float(np.finfo(float).tiny)


def counting(kind: Kind, means: Rows) -> Rows:
    """Return the variance that counting alone makes of one of these means; an average's is 0."""
    if kind is Kind.COUNT:
        return means
    return means * (1 - means) if kind is Kind.SHARE else np.zeros_like(means)


def usual(kind: Kind, means: Rows, of: Rows) -> Rows:
    """Return the variance that counting makes together with the drift of quiet months."""
    drift: Rows = 1 + np.minimum(_drift(kind, means, of), MOST_DRIFT)
    return counting(kind, means) * drift


def _drift(kind: Kind, means: Rows, of: Rows) -> Rows:
    """Return what the drift of quiet months adds, in times what counting makes."""
    counted = float(of.mean()) if kind is Kind.SHARE else 1.0
    return counting(kind, means) * DRIFT**2 * counted


def draw(rng: np.random.Generator, kind: Kind, row: Rows, of: Rows, series: int) -> Rows:
    """Return so many series of this one's mean, denominators and spread in which nothing moved."""
    mean, shape = float(row @ of / of.sum()), (series, len(row))
    if kind is Kind.COUNT:
        return _counts(rng, mean, _spread(kind, mean, row, of), shape)
    if kind is Kind.SHARE:
        return _shares(rng, mean, _spread(kind, mean, row, of), of, shape)
    alone = rng.normal(0, np.sqrt(_of_all(mean, row, of)), shape)
    return np.asarray(mean + _sharing(rng, alone, SHARED) / np.sqrt(of))


class _Spread(NamedTuple):
    """The variance of one that is counted, and how much a month's is the month before's."""

    variance: float
    shared: float


def _spread(kind: Kind, mean: float, row: Rows, of: Rows) -> _Spread:
    """Return what is usual; of many, and where neighbours clearly differ by more, what is shown."""
    means = np.array([mean])
    least = float(usual(kind, means, of)[0])
    if _drift(kind, means, of)[0] > MOST_DRIFT:
        return _Spread(max(_of_all(mean, row, of), least), SHARED)
    between = np.diff(row) ** 2 / (1 / of[1:] + 1 / of[:-1])
    # A variance from such differences has a standard error of its root of 3 in their number.
    clear = least * (1 + CLEARLY * float(np.sqrt(3 / len(between))))
    found = float(between.mean())
    return _Spread(found if found > clear else least, DRIFT_SHARED)


def _of_all(mean: float, row: Rows, of: Rows) -> float:
    return float(of @ (row - mean) ** 2 / (len(row) - 1))


def _sharing(rng: np.random.Generator, rows: Rows, shared: float) -> Rows:
    """Return each row in an order in which neighbours share something, its values as they are.

    As Iman R L, Conover W J, Commun Stat B 1982;11:311-334: in the order of ranks that do.
    """
    order = rng.normal(size=rows.shape)
    for month in range(1, rows.shape[1]):
        order[:, month] = shared * order[:, month - 1] + (1 - shared**2) ** 0.5 * order[:, month]
    ranks = np.argsort(np.argsort(order, axis=1), axis=1)
    placed: Rows = np.take_along_axis(np.sort(rows, axis=1), ranks, 1)
    return placed


def _counts(rng: np.random.Generator, mean: float, spread: _Spread, shape: tuple[int, int]) -> Rows:
    """Return negative binomial counts; Poisson ones where they spread no more than those."""
    if spread.variance <= mean:
        return rng.poisson(mean, shape).astype(float)
    more = spread.variance / mean - 1
    rates = _sharing(rng, rng.gamma(mean / more, more, shape), spread.shared)
    return rng.poisson(rates).astype(float)


def _shares(
    rng: np.random.Generator, mean: float, spread: _Spread, of: Rows, shape: tuple[int, int]
) -> Rows:
    """Return beta-binomial shares; binomial ones where they spread no more than those."""
    more = spread.variance / max(mean * (1 - mean), _TINY) - 1
    least = float(of.mean()) - 1
    if more <= 0 or least <= 0:
        return rng.binomial(of.astype(int), mean, shape) / of
    together = least / more - 1 if more < least else 0.1
    chances = rng.beta(mean * together, (1 - mean) * together, shape)
    return rng.binomial(of.astype(int), _sharing(rng, chances, spread.shared)) / of
