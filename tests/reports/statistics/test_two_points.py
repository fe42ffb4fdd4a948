"""Two months beside each other: what chance brings, and what it does not."""

from statistics import fmean

import numpy as np
import pytest

from reports.statistics.contribution import Ratio
from reports.statistics.two_points import by_sampling, by_spread

QUIET = [50.0, 53.0, 48.0, 51.0, 49.0, 52.0, 50.0, 47.0, 51.0, 50.0, 52.0, 49.0, 50.0]


def test_two_months_of_a_quiet_series_lie_as_far_apart_as_they_do() -> None:
    near, far = by_spread(QUIET, 50, 52), by_spread(QUIET, 50, 70)
    assert near is not None
    assert far is not None
    assert near > 0.3
    assert far < 0.001


def test_a_month_beside_one_like_it_is_chance() -> None:
    assert by_spread(QUIET, 50, 50) == 1
    assert by_spread([3.0] * 13, 3, 3) == 1
    assert by_spread([3.0] * 13, 3, 4) == 0


def test_of_fewer_than_thirteen_months_nothing_is_said() -> None:
    assert by_spread(QUIET[:12], 50, 70) is None
    assert by_spread([*QUIET[:6], None, *QUIET[7:]], 50, 70) is None


def test_shares_of_many_differ_by_more_than_chance_and_those_of_few_cannot_be_told() -> None:
    # The pooled z of 45 of 100 beside 60 of 100 is 2.1239, and both tails hold 0.0337.
    assert by_sampling(Ratio(45, 100), Ratio(60, 100)) == pytest.approx(0.0337, abs=5e-5)
    assert by_sampling(Ratio(1, 30), Ratio(3, 30)) is None
    assert by_sampling(Ratio(28, 30), Ratio(29, 30)) is None
    assert by_sampling(Ratio(0, 0), Ratio(9, 20)) is None


def test_among_quiet_series_one_in_twenty_is_taken_for_more_than_chance() -> None:
    drawn = np.random.default_rng(93)
    found = []
    for _ in range(2000):
        months = [float(one) for one in drawn.normal(100, 9, 18)]
        chance = by_spread(months, months[5], months[-1])
        assert chance is not None
        found.append(chance <= 0.05)
    assert 0.02 < fmean(found) < 0.06
