"""How surely a figure is known: against published intervals, and over samples of a known truth."""

import random
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, ttest_ind, ttest_rel

from reports.statistics.contribution import Ratio
from reports.statistics.intervals import (
    Interval,
    of_difference,
    of_means,
    of_median,
    of_pairs,
    wilson,
)


def ends(found: Interval | None) -> tuple[float | None, float | None]:
    assert found is not None
    return found.low, found.high


def test_a_share_has_wilsons_interval() -> None:
    """Newcombe 1998, Statistics in Medicine 17:857, Table I, method 3."""
    assert wilson(Ratio(81, 263)) == pytest.approx((0.2553, 0.3662), abs=0.00005)
    assert wilson(Ratio(0, 20)) == pytest.approx((0, 0.1611), abs=0.00005)
    assert wilson(Ratio(1, 29)) == pytest.approx((0.0061, 0.1718), abs=0.00005)


def test_a_difference_has_newcombes_interval() -> None:
    """Newcombe 1998, Statistics in Medicine 17:873, Table II, method 10: 56/70 less 48/80."""
    found = of_difference(Ratio(48, 80), Ratio(56, 70))
    assert found is not None
    assert (found.value, *ends(found)) == pytest.approx((0.2, 0.0524, 0.3339), abs=0.00005)
    assert found.is_beside_zero


@pytest.mark.parametrize("denominator", [1, 7, 19])
def test_of_fewer_than_twenty_no_interval_is_told(denominator: int) -> None:
    difference = of_difference(Ratio(1, denominator), Ratio(30, 100))
    assert difference is not None
    assert difference.few
    assert not difference.is_beside_zero
    assert of_median({4: denominator}) == Interval(4, None, None, few=True)


def test_nothing_has_no_interval() -> None:
    assert of_difference(Ratio(0, 0), Ratio(1, 2)) is None
    assert of_difference(Ratio(1, 2), Ratio(0, 0)) is None
    assert of_median({}) is None


@given(st.integers(0, 400), st.integers(20, 400))
def test_a_share_lies_in_its_interval_and_that_between_none_and_all(part: int, of: int) -> None:
    ratio = Ratio(min(part, of), of)
    low, high = wilson(ratio)
    assert 0 <= low <= ratio.numerator / of <= high <= 1


@given(st.lists(st.integers(0, 90), min_size=20, max_size=150), st.integers(0, 2**32 - 1))
@settings(max_examples=10)
def test_a_median_has_the_ends_that_samples_drawn_from_its_values_come_to(
    days: list[int], seed: int
) -> None:
    """Of an odd number; to the value beside it, which few more samples would bring."""
    days = days if len(days) % 2 else [*days, days[0]]
    drawn = np.random.default_rng(seed).choice(days, (4999, len(days)))
    known = np.quantile(np.median(drawn, axis=1), [0.025, 0.975])
    found = of_median(Counter(days))
    assert found is not None
    assert found.value == np.median(days)
    for end, drawn_end in zip(ends(found), known, strict=True):
        assert end is not None
        between = sorted((end, drawn_end))
        assert sum(between[0] < day < between[1] for day in set(days)) == 0


@pytest.mark.parametrize(("days", "told"), [([3, 9], 6), ([1, 3, 9, 11], 6), ([1, 3, 9], 3)])
def test_between_two_values_a_median_is_half_way(days: list[int], told: float) -> None:
    found = of_median(Counter(days))
    assert found is not None
    assert found.value == told


def test_of_an_even_number_the_ends_are_those_of_the_two_in_the_middle() -> None:
    """All samples of ten 1s and ten 3s: 10 or 11 of 20 are 1 too often for either end to be 2."""
    found = of_median({1: 10, 3: 10})
    assert found == Interval(2, 1, 3)


def test_the_interval_of_a_median_holds_the_truth_as_often_as_it_says() -> None:
    """Of 200 samples of 40 durations whose median is 33: between 92 and 99 in 100, printed."""
    chance = random.Random(11)  # noqa: S311 - no secret
    held = 0
    for _ in range(200):
        low, high = ends(of_median(Counter(33 * chance.lognormvariate(0, 0.6) for _ in range(40))))
        held += low is not None and high is not None and low <= 33 <= high
    print(f"The interval of a median held the truth in {held} of 200.")  # noqa: T201 - a figure to read
    assert 184 <= held <= 198


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=20, max_size=60))
def test_pairs_are_tested_as_scipy_tests_them(pairs: list[tuple[int, int]]) -> None:
    before, after = ([float(pair[place]) for pair in pairs] for place in (0, 1))
    found = of_pairs(before, after)
    if len({last - first for first, last in pairs}) == 1:
        assert found is None
        return
    known = ttest_rel(after, before)
    ends = known.confidence_interval(0.95)
    assert found is not None
    assert found[1] == pytest.approx(known.pvalue)
    assert (found[0].low, found[0].high) == pytest.approx((ends.low, ends.high))


@given(st.integers(0, 400), st.integers(20, 400))
def test_a_share_has_the_interval_that_scipy_gives_it(part: int, of: int) -> None:
    ratio = Ratio(min(part, of), of)
    known = binomtest(ratio.numerator, of).proportion_ci(0.95, method="wilson")
    assert wilson(ratio) == pytest.approx((known.low, known.high), abs=1e-9)


_DAYS = st.lists(st.integers(0, 200).map(float), min_size=20, max_size=60)


@given(_DAYS, _DAYS)
def test_two_groups_are_tested_as_scipy_tests_them(before: list[float], after: list[float]) -> None:
    found = of_means(before, after)
    if len(set(before)) == len(set(after)) == 1:
        assert found is None
        return
    known = ttest_ind(after, before, equal_var=False)
    reach = known.confidence_interval(0.95)
    assert found is not None
    assert found[1] == pytest.approx(known.pvalue, abs=1e-12)
    assert ends(found[0]) == pytest.approx((reach.low, reach.high))


def test_what_a_summary_asks_loads_no_more_of_scipy_than_it_needs() -> None:
    """All of scipy.stats takes longer to load than a summary to make."""
    code = """
import sys
from reports.statistics.contribution import Ratio
from reports.statistics.intervals import of_difference, of_means, of_median, of_pairs
of_median({3: 20, 4: 20})
of_difference(Ratio(48, 80), Ratio(56, 70))
of_means(range(20), range(1, 30))
of_pairs(range(20), range(0, 40, 2))
print("scipy.stats" in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


def test_fewer_than_20_pairs_are_not_tested() -> None:
    assert of_pairs([1.0] * 19, list(range(19))) is None
