"""How often chance brings a difference between two times, each group set beside itself alone.

Shares move where who is counted changes, though nobody does anything otherwise. So each group
(whoever writes) is compared with itself, and what all of them come to is held against chance:
Mantel N, Haenszel W, "Statistical aspects of the analysis of data from retrospective studies of
disease", J Natl Cancer Inst 1959;22:719-748, with its correction for whole numbers.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import erfc, sqrt
from typing import NamedTuple

from reports.statistics.contribution import Ratio

_CORRECTION = 0.5
FALSE_AMONG_FOUND = 0.05
"""Of what is found at most so many are chance; where nothing moved, one in so many looks."""


class Matched(NamedTuple):
    """How many more count afterwards than if nothing had moved, and how often chance brings that.

    As many, up or down. The chance is 1 where no group was there at both times, or nothing differs.
    """

    more: float
    chance: float


def matched(before: Mapping[str, Ratio], after: Mapping[str, Ratio]) -> Matched:
    """Return by how much two times differ, given what each group came to at both."""
    groups = list(_groups(before, after))
    more = sum(came - expected for came, expected, _ in groups)
    spread = sum(variance for *_, variance in groups)
    if not spread:
        return Matched(0.0, 1.0)
    size = max(abs(more) - _CORRECTION, 0.0) / sqrt(spread)
    return Matched(more, erfc(size / sqrt(2)))


def more_than_chance(chances: Sequence[float]) -> list[bool]:
    """Return which of many are more than chance brings, all the others reckoned in, in order."""
    from reports.statistics.chance import adjusted

    return [chance <= FALSE_AMONG_FOUND for chance in adjusted(chances)] if chances else []


def _groups(
    before: Mapping[str, Ratio], after: Mapping[str, Ratio]
) -> Iterator[tuple[int, float, float]]:
    """Yield, of each group there at both times, what came, what chance gives, and its variance."""
    for name in before.keys() & after.keys():
        (first, of_first), (last, of_last) = before[name], after[name]
        whole, counted = of_first + of_last, first + last
        if of_first and of_last:
            share = counted / whole
            yield last, of_last * share, of_first * of_last * share * (1 - share) / (whole - 1)
