"""Two points of a series set beside each other: how often chance alone sets them so far apart.

Chance is asked twice, and the surer answer is not taken: how far two drawn shares of so many lie
apart (a pooled test of two proportions), and how far two months of this series usually do (their
spread from moving ranges, as of an XmR chart, with Student's t for so few: Wheeler D J,
"Advanced Topics in Statistical Process Control", SPC Press 1995, gives its degrees of freedom).
"""

from collections.abc import Sequence
from math import erfc, sqrt

from reports.statistics.contribution import Ratio
from reports.statistics.limits import FEWEST, limits_of

OF_RANGE = 1.128
"""A moving range of two is so many standard deviations on average."""
FREEDOM = 0.62
"""So much of a degree of freedom each moving range adds, for neighbours share a point."""
FEWEST_OF_A_SORT = 5


def by_spread(values: Sequence[float | None], first: float, second: float) -> float | None:
    """Return how often two months of a series lie so far apart by its usual spread.

    `values` are its months, oldest first, None a gap. None where fewer than 13 are known.
    """
    limits = limits_of(values, 0, len(values), None, screen=True)
    ranges = limits.average_range
    if limits.points < FEWEST or ranges is None:
        return None
    if first == second:
        return 1.0
    if not ranges:
        return 0.0
    from scipy.special import stdtr

    size = abs(second - first) / (ranges / OF_RANGE * sqrt(2))
    return float(2 * stdtr(FREEDOM * (limits.points - 1), -size))


def by_sampling(first: Ratio, second: Ratio) -> float | None:
    """Return how often two shares of so many lie so far apart where both are of one kind.

    None where fewer than five of both together count, or do not: then no such test can be trusted.
    """
    n, of = first.numerator + second.numerator, first.denominator + second.denominator
    if not first.denominator or not second.denominator or min(n, of - n) < FEWEST_OF_A_SORT:
        return None
    pooled = n / of
    spread = sqrt(pooled * (1 - pooled) * (1 / first.denominator + 1 / second.denominator))
    apart = first.numerator / first.denominator - second.numerator / second.denominator
    return erfc(abs(apart) / spread / sqrt(2))
