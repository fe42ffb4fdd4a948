"""The rules by which a month stands out of an XmR chart: shift, trend, two in three, astronomical.

The cases marked NHSRplotthedots are those of its own tests, their inputs and what they expect.
"""

from collections.abc import Sequence

import pytest

from reports.statistics.limits import NEAR, Limits
from reports.statistics.rules import Rule, flags_of
from reports.statistics.xmr import analyse
from tests.each import each

ONE = Limits(0, 0, 20, trial=False, mean=0.0, average_range=1 / NEAR)
"""Limits with the mean at 0 and the near limits at 1 and -1: the outer ones are at 1.5."""
IN, CLOSE, OUT = 0.5, 1.2, 2.0


def flagged(values: Sequence[float | None], rule: str, *, beyond_counts: bool = False) -> list[int]:
    flags = flags_of(values, ONE, beyond_counts=beyond_counts)
    return [int(flag.rule == rule) for flag in flags]


@each(
    "values, expected",
    [
        ([], []),
        ([1] * 6, [0] * 6),
        ([1] * 6 + [-1], [0] * 7),
        ([1] * 8 + [-1], [1] * 8 + [0]),
        ([-1] * 8 + [1], [1] * 8 + [0]),
        ([1] * 6 + [0], [0] * 7),
        ([1] * 6 + [0, 1], [0] * 8),
        ([-1, *[1] * 7], [0] + [1] * 7),
    ],
)
def test_seven_on_one_side_are_a_shift(values: list[int], expected: list[int]) -> None:
    """NHSRplotthedots, with the runs flagged back; and a point on the mean, which breaks one."""
    assert flagged([value * IN for value in values], "shift") == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 3, 4, 5, 6], [0] * 6),
        ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
        ([1, 2, 3, 4, 5, 6, 7], [1] * 7),
        ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] + [1] * 7 + [0]),
        ([7, 6, 5, 4, 3, 2, 1], [1] * 7),
        ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0] + [1] * 7 + [0]),
    ],
)
def test_six_steps_one_way_are_a_trend(values: list[int], expected: list[int]) -> None:
    """NHSRplotthedots."""
    assert flagged([value / 10 for value in values], "trend") == expected


@each(
    "close, sides, expected",
    [
        ([0, 0, 0], [0, 0, 0], [0, 0, 0]),
        ([1, 0, 1], [1, 1, 1], [1, 0, 1]),
        ([0, 1, 1], [1, 1, 1], [0, 1, 1]),
        ([1, 1, 0], [1, 1, 1], [1, 1, 0]),
        ([0, 0, 1, 0, 1, 0], [1] * 6, [0, 0, 1, 0, 1, 0]),
        ([0, 0, 1, 1, 0, 0], [1] * 6, [0, 0, 1, 1, 0, 0]),
        ([1, 0, 0, 1], [1] * 4, [0, 0, 0, 0]),
        ([1, 0, 0, 1, 1], [1] * 5, [0, 0, 0, 1, 1]),
        ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
        ([0, 1, 1], [1, -1, 1], [0, 0, 0]),
        ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
        ([0, 0, 1, 0, 1, 0, 0], [1, -1, 1, -1, 1, -1, 1], [0] * 7),
        ([0, 0, 1, 1, 0, 0, 0], [-1, 1, -1, 1, -1, 1, -1], [0] * 7),
    ],
)
def test_two_in_three_close_to_one_limit(
    close: list[int], sides: list[int], expected: list[int]
) -> None:
    """NHSRplotthedots; a point that is close lies between the near limit and the outer one."""
    values = [side * (CLOSE if near else IN) for near, side in zip(close, sides, strict=True)]
    assert flagged(values, "two in three") == expected


def test_two_close_to_opposite_limits_are_none() -> None:
    """NHSRplotthedots."""
    chart = analyse([*[1, -1] * 7, 5.5, -5.5], 1)
    assert chart.meanings[-2:] == ("common", "common")


def test_a_point_beyond_the_limit_is_one_of_two_in_three_where_that_is_chosen() -> None:
    values = [-IN, OUT, CLOSE, IN, -IN]
    assert flagged(values, "two in three") == [0] * 5
    assert flagged(values, "two in three", beyond_counts=True) == [0, 0, 1, 0, 0]
    assert flagged(values, "astronomical", beyond_counts=True) == [0, 1, 0, 0, 0]


def test_a_point_on_a_limit_is_not_beyond_it() -> None:
    assert flagged([1.5, -1.5], "astronomical") == [0, 0]
    assert flagged([1.5001, -1.5001], "astronomical") == [1, 1]


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ([OUT] * 7, "astronomical"),
        ([0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2], "trend"),
        ([CLOSE] * 7, "two in three"),
        ([IN] * 7, "shift"),
    ],
)
def test_the_first_rule_that_fits_is_the_flag(values: list[float], rule: str) -> None:
    assert flagged(values, rule) == [1] * 7


def test_a_trend_points_the_way_it_goes_though_it_began_on_the_other_side() -> None:
    chart = analyse([10, 0, 10, 0, 2, 3, 4, 5, 6, 7, 8, 0, 10], 1)
    assert chart.flags[4:11] == (Rule.TREND,) * 7
    assert chart.ways[4:11] == (1,) * 7


def test_the_turn_of_two_trends_belongs_to_the_later() -> None:
    there_and_back = [value / 10 for value in (1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1)]
    flags = flags_of(there_and_back, ONE, beyond_counts=False)
    assert [flag.way for flag in flags] == [1] * 6 + [-1] * 7


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ([0.1, 0.2, 0.3, None, 0.4, 0.5, 0.6, 0.7], "trend"),
        ([IN] * 4 + [None] + [IN] * 3, "shift"),
        ([CLOSE, None, CLOSE, IN], "two in three"),
    ],
)
def test_a_gap_breaks_a_run(values: list[float | None], rule: str) -> None:
    assert not any(flagged(values, rule))
    assert any(flagged([value for value in values if value is not None], rule))


def test_a_run_does_not_cross_a_rebase() -> None:
    rising = list(range(8))
    assert "trend" in analyse([*rising, *rising], 1).flags
    assert "trend" not in analyse([*rising, *rising], 1, rebases=[4, 8, 12]).flags
