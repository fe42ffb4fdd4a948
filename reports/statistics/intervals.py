"""How surely a figure is known: 95% intervals of shares, differences and medians."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import NormalDist, fmean, stdev, variance

from reports.statistics.contribution import Ratio
from reports.wording import SMALL

LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """A figure and the ends of its 95% interval.

    The ends are None where there are fewer than 20 to count: then the numbers themselves are said
    (docs/decisions/0017-small-numbers-are-said-as-numbers.md). `few` says so.
    """

    value: float
    low: float | None
    high: float | None
    few: bool = False

    @property
    def is_beside_zero(self) -> bool:
        """Whether the interval is known and 0 is not in it."""
        return self.between is not None and not self.between[0] <= 0 <= self.between[1]

    @property
    def between(self) -> tuple[float, float] | None:
        """The ends; None where they are not known."""
        return None if self.low is None or self.high is None else (self.low, self.high)


def is_few(count: int) -> bool:
    """Return whether there are so few to count that no per cent is said of them."""
    return count < SMALL


def wilson(ratio: Ratio) -> tuple[float, float]:
    """Return a share's Wilson interval: Newcombe RG, Stat Med 1998;17:857-872, method 3.

    As `scipy.stats.binomtest` has it, which takes longer to load than a summary to make.
    """
    count, of = ratio.numerator, ratio.denominator
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    reach = z * (z**2 + 4 * count * (of - count) / of) ** 0.5
    low, high = ((2 * count + z**2 + end) / (2 * (of + z**2)) for end in (-reach, reach))
    return (low if count else 0.0), (high if count < of else 1.0)


def of_difference(before: Ratio, after: Ratio) -> Interval | None:
    """Return by how much a share changed, with Newcombe's interval; None where one counts nothing.

    For the same month last year, or two teams. Newcombe R G, "Interval estimation for the
    difference between independent proportions", Stat Med 1998;17:873-890, method 10.
    """
    if not before.denominator or not after.denominator:
        return None
    first, last = (ratio.numerator / ratio.denominator for ratio in (before, after))
    if is_few(min(before.denominator, after.denominator)):
        return Interval(last - first, None, None, few=True)
    (low, high), (lowest, highest) = wilson(before), wilson(after)
    down = ((last - lowest) ** 2 + (high - first) ** 2) ** 0.5
    up = ((highest - last) ** 2 + (first - low) ** 2) ** 0.5
    return Interval(last - first, last - first - down, last - first + up)


def of_means(before: Sequence[float], after: Sequence[float]) -> tuple[Interval, float] | None:
    """Return by how much a mean differs in a second group, and how often chance brings that.

    Welch's test; None where one of the groups has fewer than 20, or where nothing in them differs.
    As `scipy.stats.ttest_ind` has it, which takes longer to load than a summary to make.
    """
    if is_few(min(len(before), len(after))):
        return None
    errors = [variance(group) / len(group) for group in (before, after)]
    if not (error := sum(errors)):
        return None
    sizes = (len(before), len(after))
    free = error**2 / sum(one**2 / (n - 1) for one, n in zip(errors, sizes, strict=True))
    return _of_t(fmean(after) - fmean(before), error**0.5, free)


def of_pairs(before: Sequence[float], after: Sequence[float]) -> tuple[Interval, float] | None:
    """Return by how much each differs from its own on average, and how often chance brings that.

    The t test of pairs, in the same order; None where there are fewer than 20, or all differ alike.
    As `scipy.stats.ttest_rel` has it, which takes longer to load than a summary to make.
    """
    if is_few(len(after)):
        return None
    differences = [last - first for first, last in zip(before, after, strict=True)]
    size, error = fmean(differences), stdev(differences) / len(differences) ** 0.5
    if not error:
        return None
    return _of_t(size, error, len(differences) - 1)


def _of_t(size: float, error: float, free: float) -> tuple[Interval, float]:
    """Return the interval of a size with its standard error, and how often chance brings that."""
    from scipy.special import stdtr, stdtrit

    reach = float(stdtrit(free, (1 + LEVEL) / 2)) * error
    chance = 2 * float(stdtr(free, -abs(size) / error))
    return Interval(size, size - reach, size + reach), chance


def of_median(often: Mapping[float, int]) -> Interval | None:
    """Return the median of values, each with how many have it, and its interval; None without any.

    The interval is the bootstrap's (percentiles). What its samples would come to is known without
    drawing them: Maritz J S, Jarrett R G, "A note on estimating the variance of the sample
    median", J Am Stat Assoc 1978;73:194-196. Of an even number the ends are those of the two in
    the middle, the lower's and the upper's.
    """
    values = sorted(value for value, many in often.items() if many)
    if not values:
        return None
    up_to = list(accumulate(often[value] for value in values))
    of = up_to[-1]
    lower, upper = (of + 1) // 2, of // 2 + 1
    median = (values[bisect_left(up_to, lower)] + values[bisect_left(up_to, upper)]) / 2
    if is_few(of):
        return Interval(median, None, None, few=True)
    ends = ((lower, (1 - LEVEL) / 2), (upper, (1 + LEVEL) / 2))
    low, high = (values[_place(up_to, rank, chance)] for rank, chance in ends)
    return Interval(median, low, high)


def _place(up_to: Sequence[int], rank: int, chance: float) -> int:
    """Return how many values a sample's value of this rank exceeds with this chance."""
    from scipy.special import bdtrc

    shares = [many / up_to[-1] for many in up_to]
    return bisect_left(shares, chance, key=lambda share: float(bdtrc(rank - 1, up_to[-1], share)))
