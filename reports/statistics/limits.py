"""The mean and the limits of an XmR chart, as NHS Making Data Count computes them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

OUTER = 2.66
NEAR = OUTER * 2 / 3
SCREEN = 3.267
"""A moving range so many times the average is screened out, and the average taken again."""
FEWEST = 13
"""Of fewer points the limits are on trial: each new point moves them."""
FEWEST_OF_A_BASELINE = 12
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Limits:
    """The mean and limits of the points from index `start` up to `end`, which is not among them.

    They are None where too little is known: the mean without a point, the limits without two
    neighbouring points. `points` is how many are known. `trial` is true of fewer than 13 of them,
    and of a baseline of fewer than 12.
    """

    start: int
    end: int
    points: int
    trial: bool
    mean: float | None
    average_range: float | None

    @property
    def lower(self) -> float | None:
        """The lower limit; it is not cut off at 0."""
        return self._away(-OUTER)

    @property
    def upper(self) -> float | None:
        """The upper limit."""
        return self._away(OUTER)

    @property
    def near_lower(self) -> float | None:
        """The limit two thirds of the way from the mean to the lower one."""
        return self._away(-NEAR)

    @property
    def near_upper(self) -> float | None:
        """The limit two thirds of the way from the mean to the upper one."""
        return self._away(NEAR)

    def side(self, value: float) -> int:
        """Return 1 above the mean, -1 below it and 0 on it."""
        return self._compared(value, self.mean)

    def is_outside(self, value: float) -> bool:
        """Return whether a value lies beyond a limit; on it is not beyond it."""
        return self._compared(value, self.upper) > 0 or self._compared(value, self.lower) < 0

    def is_near(self, value: float) -> bool:
        """Return whether a value lies beyond a near limit, the outer one or not."""
        above, below = (
            self._compared(value, self.near_upper),
            self._compared(value, self.near_lower),
        )
        return above > 0 or below < 0

    def _compared(self, value: float, other: float | None) -> int:
        return compared(value, other, self.average_range or 0)

    def _away(self, times: float) -> float | None:
        if self.mean is None or self.average_range is None:
            return None
        return self.mean + times * self.average_range


def limits_of(
    values: Sequence[float | None], start: int, end: int, baseline: int | None, *, screen: bool
) -> Limits:
    """Return the limits of `values[start:end]`, from the first `baseline` known points if given."""
    stretch = values[start:end]
    points = sum(value is not None for value in stretch)
    base = _first(stretch, baseline)
    known = [value for value in base if value is not None]
    return Limits(
        start,
        end,
        points,
        trial=points < FEWEST or len(known) < FEWEST_OF_A_BASELINE,
        # Exact: the mean of equal values is that value, and none of them lies beside it.
        mean=statistics.mean(known) if known else None,
        average_range=_average_range(base, screen=screen),
    )


def compared(value: float, other: float | None, scale: float = 0) -> int:
    """Return 1 where a value is above the other, -1 below, 0 where they are equal but for rounding.

    `scale` is what values differ by, where they lie about 0. Nothing is above or below what is
    not known.
    """
    if other is None or abs(value - other) <= _ROUNDING * max(abs(value), abs(other), scale):
        return 0
    return 1 if value > other else -1


def _first(stretch: Sequence[float | None], baseline: int | None) -> Sequence[float | None]:
    known = [index for index, value in enumerate(stretch) if value is not None]
    if baseline is None or len(known) <= baseline:
        return stretch
    return stretch[: known[baseline - 1] + 1]


def _average_range(base: Sequence[float | None], *, screen: bool) -> float | None:
    # A gap has no neighbours: what lies behind it is not one month away.
    ranges = [abs(b - a) for a, b in pairwise(base) if a is not None and b is not None]
    if not ranges:
        return None
    average = statistics.mean(ranges)
    kept = [each for each in ranges if each < SCREEN * average]
    return statistics.mean(kept) if screen and kept else average
