"""What quiet series show: how large a change, and how many flags, chance alone brings.

A change is looked for as a step that began so many months ago, or as a bend from which on it rises
or falls; the one that fits best is taken. How large the best of them is where nothing changed is
simulated from the series' own mean and denominators (a parametric bootstrap of what
reports.statistics.quiet draws), so that few cases, spread beyond chance and the choice among many
shapes are all reckoned with. Where months are like their neighbours a change looks surer than it
is: that is taken off as far as the series shows it, and as far as it spreads beyond counting, for
what is counted one by one shares nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from math import ceil

import numpy as np
from numpy.typing import NDArray

from reports.statistics import quiet
from reports.statistics.kinds import Kind
from reports.statistics.limits import NEAR, OUTER, SCREEN
from reports.statistics.rules import OF_WINDOW, RUN, WINDOW

Rows = NDArray[np.float64]

FEWEST_BEFORE = 6
"""A step has so many known months before it, or there is nothing to set it beside."""
LONGEST_STEP = 12
"""Nor did it begin longer ago: then it is no news."""
SHORTEST_BEND = 5
LOOKS, ENOUGH = (100, 400, 1500, 8000), 25
"""Quiet series are looked at in turns; once so many changed as much, no more of them are.

As Besag J, Clifford P, Biometrika 1991;78:301-304. The last of these turns comes again and again.
"""
FEW, PLENTY = 2000, 0.4
"""Nor, beyond a few, once so large a part of all hardly shows as much: they make it no surer."""
BIAS = 2.0
MOST_ALIKE = 0.8
ORDERS = 1000
KEPT = 2048
"""So many answers are kept: each takes a while, and the same months are looked at often."""
_SEED = 1
_AT_ONCE = 250
_ROUNDING = 1e-9
_TINY = float(np.finfo(float).tiny)


@dataclass(frozen=True)
class Change:
    """The change that fits a series best: the index of its first month, what was before, and after.

    `gradual` says that it rises or falls from that month on, and `after` is what it has come to.
    `size` is how far apart they are in standard errors, less what neighbouring months share; above
    0 it went up.
    """

    since: int
    gradual: bool
    before: float
    after: float
    size: float


class Known:
    """The known months of a series, with what each of its values is of (1 each for a count)."""

    def __init__(
        self, values: Sequence[float | None], kind: Kind, of: Sequence[float] | None = None
    ) -> None:
        self.places = [index for index, value in enumerate(values) if value is not None]
        self.row = np.array([values[place] for place in self.places], dtype=float)
        self.of = np.array([of[place] if of else 1.0 for place in self.places])
        self.kind = kind
        self._shapes = _shapes(len(self.places))

    def change(self) -> Change:
        """Return the change that fits best; there are 7 known months or more."""
        sizes, best, slope, level = self._fit(self.row[None, :])
        shape = self._shapes[best[0]]
        since = self.places[int(np.argmax(shape > 0))]
        after = level[0] + slope[0] * shape[-1]
        gradual = bool(shape[-1] > 1)
        return Change(since, gradual, float(level[0]), float(after), float(sizes[0]))

    def chance_of(self, size: float, series: int) -> float:
        """Return in what share of so many quiet series the best change is as large, up or down.

        The one that came counts among them, so it is never 0.
        """
        rng = np.random.default_rng(_SEED)
        seen = as_large = 0
        turns, plenty = chain(LOOKS, repeat(LOOKS[-1])), max(FEW, ceil(PLENTY * series))
        while as_large < ENOUGH and seen < (most := min(series, (1 + as_large) * plenty)):
            batch = min(next(turns), most - seen)
            sizes, *_ = self._fit(quiet.draw(rng, self.kind, self.row, self.of, batch))
            as_large += int(np.count_nonzero(np.abs(sizes) >= abs(size) * (1 - _ROUNDING)))
            seen += batch
        return float((1 + as_large) / (1 + seen))

    def _fit(self, rows: Rows) -> tuple[Rows, NDArray[np.intp], Rows, Rows]:
        """Return each row's largest change: its size, which shape it is, its slope and level."""
        whole = self.of.sum()
        rows = rows - (centre := (rows @ self.of / whole)[:, None])
        shapes = self._shapes - (middles := (self._shapes @ self.of / whole)[:, None])
        squares = (self.of * shapes**2).sum(axis=1)
        slopes = _times(rows, (self.of * shapes).T) / squares
        total = (self.of * rows**2).sum(axis=1, keepdims=True)
        # What differs by rounding alone does not differ.
        flat = total <= whole * (_ROUNDING * centre) ** 2
        left = np.maximum(total - slopes**2 * squares, total * _ROUNDING) / (rows.shape[1] - 2)
        # By luck less may be left than counting makes: it is never taken to be less.
        left = np.maximum(left, quiet.usual(self.kind, centre, self.of))
        sizes = slopes * np.sqrt(squares / np.where(flat, np.inf, left))
        best = np.argmax(np.abs(sizes), axis=1)
        slope, size, left = (each[np.arange(len(rows)), best] for each in (slopes, sizes, left))
        alike = _alike(np.sqrt(self.of) * (rows - slope[:, None] * shapes[best]))
        alike = np.minimum(alike, MOST_ALIKE * self._beyond(centre[:, 0], left))
        level = centre[:, 0] - slope * middles[best, 0]
        return size * np.sqrt((1 - alike) / (1 + alike)), best, slope, level

    def _beyond(self, means: Rows, left: Rows) -> Rows:
        """Return how much of what is left counting does not make."""
        beyond: Rows = 1 - quiet.counting(self.kind, means) / np.maximum(left, _TINY)
        return np.clip(beyond, 0.0, 1.0)


@lru_cache(maxsize=KEPT)
def chance_of_a_flag(values: tuple[float | None, ...]) -> float:
    """Return in what share of the orders its months could have come in the latest one is flagged.

    Gaps stay where they are. Screened, as a chart is unless told otherwise.
    """
    places = [index for index, value in enumerate(values) if value is not None]
    known = np.array([values[place] for place in places], dtype=float)
    rows = np.full((ORDERS, len(values)), np.nan)
    rows[:, places] = known[_orders(len(places))]
    return float(np.mean(latest_is_flagged(rows)))


@lru_cache(maxsize=KEPT)
def chance_of(
    values: tuple[float | None, ...],
    kind: Kind,
    of: tuple[float, ...] | None,
    size: float,
    series: int,
) -> float:
    """Return in what share of so many quiet series like this one the best change is as large."""
    return Known(values, kind, of).chance_of(size, series)


def adjusted(chances: Sequence[float]) -> list[float]:
    """Return chances with all the others reckoned in, in their order: Benjamini and Hochberg's.

    As `scipy.stats.false_discovery_control` has it, whose import alone takes longer than a summary.
    """
    falling = np.argsort(chances)[::-1]
    places = np.arange(len(chances), 0, -1)
    least = np.minimum.accumulate(np.asarray(chances)[falling] * len(chances) / places)
    found = np.empty(len(chances))
    found[falling] = np.minimum(least, 1.0)
    return [float(each) for each in found]


def latest_is_flagged(rows: Rows) -> NDArray[np.bool_]:
    """Return for each row whether the XmR chart of it flags its last value; nan is a gap.

    As reports.statistics.xmr has it, a thousand charts at once.
    """
    mean = np.nanmean(rows, axis=1, keepdims=True)
    ranges = np.abs(np.diff(rows, axis=1))
    average = np.nanmean(ranges, axis=1, keepdims=True)
    # Where nothing moves no range is below the cut, and nothing is left out.
    kept = np.where((ranges < SCREEN * average) | (average == 0), ranges, np.nan)
    reach = np.nanmean(kept, axis=1, keepdims=True)
    away = rows - mean
    away[np.abs(away) <= _ROUNDING * np.maximum(np.abs(mean), reach)] = 0
    outside = np.abs(away) > OUTER * reach * (1 + _ROUNDING)
    sides = np.nan_to_num(np.sign(away))
    close = (np.abs(away) > NEAR * reach * (1 + _ROUNDING)) & ~outside
    steps = np.nan_to_num(np.sign(np.diff(rows, axis=1)))
    window = np.abs(sides[:, -WINDOW:].sum(axis=1)) == WINDOW
    flagged: NDArray[np.bool_] = (
        outside[:, -1]
        | (np.abs(steps[:, 1 - RUN :].sum(axis=1)) == RUN - 1)
        | (window & close[:, -1] & (close[:, -WINDOW:].sum(axis=1) >= OF_WINDOW))
        | (np.abs(sides[:, -RUN:].sum(axis=1)) == RUN)
    )
    return flagged


@lru_cache(maxsize=8)
def _orders(months: int) -> NDArray[np.intp]:
    each = np.tile(np.arange(months), (ORDERS, 1))
    return np.random.default_rng(_SEED).permuted(each, axis=1)


@lru_cache(maxsize=8)
def _shapes(months: int) -> Rows:
    """Return the changes that are looked for, one a row: steps to 1, and bends that go on."""
    ago = months - np.arange(months)
    steps = range(1, min(LONGEST_STEP, months - FEWEST_BEFORE) + 1)
    bends = range(SHORTEST_BEND, months)
    return np.array(
        [ago <= length for length in steps] + [np.maximum(length + 1 - ago, 0) for length in bends],
        dtype=float,
    )


def _times(rows: Rows, shapes: Rows) -> Rows:
    """Return `rows @ shapes`, a few rows at a time.

    Of many at once the library makes work for threads, which costs twenty times what it saves.
    """
    starts = range(0, len(rows), _AT_ONCE)
    return np.concatenate([rows[start : start + _AT_ONCE] @ shapes for start in starts])


def _alike(rest: Rows) -> Rows:
    """Return the correlation of what is left of neighbouring months, from 0 to 0.8.

    What is left of months that share nothing correlates below 0, by a few in their number.
    """
    squares = np.maximum((rest**2).sum(axis=1), _TINY)
    found = (rest[:, 1:] * rest[:, :-1]).sum(axis=1) / squares
    alike: Rows = np.clip(found + BIAS / rest.shape[1], 0.0, MOST_ALIKE)
    return alike
