"""XmR charts: against what NHS Making Data Count and its R package publish, and numpy.

The cases marked NHSRplotthedots are those of its own tests, their inputs and what they expect.
"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reports.statistics.xmr import analyse

PUBLISHED = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# The first twenty of R's rnorm after set.seed(123), which its tests draw.
DRAWN = [
    *(-0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621),
    *(-1.26506123, -0.68685285, -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272),
    *(-0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141),
]
WITH_OUTLIER = [*DRAWN[:14], 10, *DRAWN[15:]]
COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=36)
DIRECTIONS = st.sampled_from([1, 0, -1])


# --- mean and limits ---


def test_the_published_values_without_screening() -> None:
    chart = analyse(PUBLISHED, 1, screen=False)
    assert (chart.mean, chart.lower, chart.upper) == pytest.approx((1.94, -3.06, 6.95), abs=0.005)
    assert [i for i, flag in enumerate(chart.flags) if flag] == [4]


def test_the_published_values_with_screening() -> None:
    chart = analyse(PUBLISHED, 1)
    assert (chart.mean, chart.lower, chart.upper) == pytest.approx((1.94, -0.72, 4.60), abs=0.005)
    assert [(i, flag) for i, flag in enumerate(chart.flags) if flag] == [(4, "astronomical")]
    assert (chart.icon, chart.meanings[4]) == ("common", "improvement")


@pytest.mark.parametrize(
    ("values", "screen", "expected"),
    [
        (DRAWN, True, (0.1416238, -3.01138, 3.294627)),
        (WITH_OUTLIER, True, (0.6694159, -2.383666, 3.722497)),
        (WITH_OUTLIER, False, (0.6694159, -4.596625, 5.935457)),
        (DRAWN[:10], True, (0.0746, -2.60, 2.75)),
        (DRAWN[10:], True, (0.209, -3.28, 3.70)),
    ],
)
def test_the_limits_of_nhsrplotthedots(
    values: list[float], screen: bool, expected: tuple[float, ...]
) -> None:
    chart = analyse(values, 1, screen=screen)
    within = 0.005 if len(values) == 10 else 1e-6
    assert (chart.mean, chart.lower, chart.upper) == pytest.approx(expected, abs=within)
    assert [flag for flag in analyse(DRAWN, 1).flags if flag] == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60), st.booleans())
def test_the_arithmetic_is_numpys(values: list[float], screen: bool) -> None:
    chart = analyse(values, 0, screen=screen)
    ranges = np.abs(np.diff(values))
    kept = ranges[ranges < 3.267 * ranges.mean()] if screen and ranges.any() else ranges
    mean, reach = np.mean(values), 2.66 * kept.mean()
    assert chart.mean == pytest.approx(mean, rel=1e-9, abs=1e-6)
    assert chart.lower == pytest.approx(mean - reach, rel=1e-9, abs=1e-6)
    assert chart.upper == pytest.approx(mean + reach, rel=1e-9, abs=1e-6)
    # 1.7733, as it is published, is two thirds of 2.66.
    near = 2 * reach / 3
    assert chart.now.near_lower == pytest.approx(mean - near, rel=1e-9, abs=1e-6)
    assert chart.now.near_upper == pytest.approx(mean + near, rel=1e-9, abs=1e-6)


def test_a_baseline_takes_the_limits_from_the_first_points() -> None:
    chart = analyse(DRAWN, 1, baseline=12)
    of_baseline = analyse(DRAWN[:12], 1)
    assert (chart.mean, chart.lower) == (of_baseline.mean, of_baseline.lower)
    assert not chart.trial
    assert of_baseline.trial


def test_a_stretch_after_a_rebase_is_a_chart_of_its_own() -> None:
    chart = analyse([*DRAWN, *WITH_OUTLIER], 1, rebases=[20])
    before, after = analyse(DRAWN, 1), analyse(WITH_OUTLIER, 1)
    assert [each.upper for each in chart.stretches] == [before.upper, after.upper]
    assert chart.flags == before.flags + after.flags
    assert chart.mean == after.mean


@pytest.mark.parametrize(("points", "trial"), [(12, True), (13, False)])
def test_limits_of_fewer_than_thirteen_points_are_on_trial(points: int, trial: bool) -> None:
    assert analyse(DRAWN[:points], 1).trial is trial


def test_a_baseline_shorter_than_the_nhs_takes_is_on_trial() -> None:
    assert analyse(DRAWN, 1, baseline=8).trial


# --- what a flag means ---


@pytest.mark.parametrize(
    ("value", "direction", "icon"),
    [
        (50, 1, "improvement"),
        (50, -1, "concern"),
        (50, 0, "neither"),
        (-50, 1, "concern"),
        (-50, -1, "improvement"),
        (1, 1, "common"),
        (1, 0, "common"),
    ],
)
def test_the_icon_is_what_the_latest_point_means(value: int, direction: int, icon: str) -> None:
    assert analyse([*PUBLISHED, value], direction).icon == icon


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        (1, ["fails", "passes", "inconsistent"]),
        (-1, ["passes", "fails", "inconsistent"]),
        (0, [None, None, None]),
    ],
)
def test_a_target_beyond_the_limits_is_missed_or_met_whatever_chance_does(
    direction: int, expected: list[str | None]
) -> None:
    """NHSRplotthedots: increase, decrease and neutral."""
    found = [analyse(PUBLISHED, direction, target=target).assurance for target in (5, -1, 2)]
    assert found == expected


def test_the_limits_of_the_last_stretch_meet_the_target() -> None:
    """NHSRplotthedots: where it rebases, the last limits decide."""
    assert analyse([*[9, 10] * 7, *[1, 2] * 7], 1, rebases=[14], target=5).assurance == "fails"


def test_without_a_target_there_is_no_assurance() -> None:
    assert analyse(PUBLISHED, 1).assurance is None


# --- gaps ---


def test_a_gap_is_no_zero() -> None:
    chart = analyse([10, 11, 10, None, 11, 10, 11], 1)
    assert chart.mean == pytest.approx(10.5)
    assert chart.now.points == 6
    assert chart.flags[3] == ""


def test_no_moving_range_spans_a_gap() -> None:
    assert analyse([0, 1, None, 100, 101], 0, screen=False).now.average_range == 1


def test_where_the_last_month_is_a_gap_the_icon_is_of_the_last_point_that_is_known() -> None:
    chart = analyse([*PUBLISHED, 50, None], 1)
    assert (chart.latest, chart.icon) == (18, "improvement")


def test_a_baseline_counts_the_points_that_are_known() -> None:
    assert analyse([None, 1, None, 2, 3, 99], 1, baseline=3).mean == 2


@pytest.mark.parametrize("values", [[], [None, None], [3], [None, 3, None, 4]])
def test_where_too_little_is_known_there_are_no_limits(values: list[float | None]) -> None:
    chart = analyse(values, 1, target=2)
    assert (chart.lower, chart.upper, chart.assurance) == (None, None, None)
    assert chart.icon == "common"
    assert chart.trial


# --- properties ---


@given(st.floats(-1e6, 1e6), st.integers(1, 40))
def test_what_never_changes_is_never_flagged(value: float, points: int) -> None:
    chart = analyse([value] * points, 1)
    assert not any(chart.flags)
    assert chart.mean == value


@given(COUNTS, DIRECTIONS, st.integers(-1000, 1000), st.integers(1, 1000))
def test_neither_zero_nor_unit_decides(
    values: list[int], direction: int, moved: int, times: int
) -> None:
    chart = analyse(values, direction)
    other = analyse([value * times + moved for value in values], direction)
    assert other.flags == chart.flags
    assert other.icon == chart.icon
    assert other.upper == pytest.approx((chart.upper or 0) * times + moved, rel=1e-6, abs=1e-6)


@given(COUNTS, DIRECTIONS)
def test_upside_down_a_chart_says_the_same_of_the_other_direction(
    values: list[int], direction: int
) -> None:
    chart = analyse(values, direction)
    mirrored = analyse([-value for value in values], -direction)
    assert mirrored.flags == chart.flags
    assert mirrored.meanings == chart.meanings
    assert mirrored.ways == tuple(-way for way in chart.ways)


@given(COUNTS)
def test_the_direction_changes_what_a_flag_means_and_not_the_flag(values: list[int]) -> None:
    better, worse, neither = (analyse(values, direction) for direction in (1, -1, 0))
    assert better.flags == worse.flags == neither.flags
    opposite = {"improvement": "concern", "concern": "improvement", "common": "common"}
    assert worse.meanings == tuple(opposite[each] for each in better.meanings)
    assert set(neither.meanings) <= {"neither", "common"}


@given(COUNTS, COUNTS)
def test_what_stands_behind_a_rebase_changes_nothing_before_it(
    values: list[int], after: list[int]
) -> None:
    assume(after)
    chart = analyse([*values, *after], 1, rebases=[len(values)])
    assert chart.flags == analyse(values, 1).flags + analyse(after, 1).flags


# --- what is refused ---


@pytest.mark.parametrize("direction", [2, -2, 7])
def test_a_direction_is_one_of_three(direction: int) -> None:
    with pytest.raises(ValueError, match="direction"):
        analyse([1, 2], direction)


@pytest.mark.parametrize("baseline", [-1, 0, 1])
def test_one_point_is_no_baseline(baseline: int) -> None:
    with pytest.raises(ValueError, match="baseline"):
        analyse([1, 2], 1, baseline)


@pytest.mark.parametrize("rebase", [-1, 2])
def test_a_rebase_is_one_of_the_points(rebase: int) -> None:
    with pytest.raises(ValueError, match="stretch"):
        analyse([1, 2], 1, rebases=[rebase])


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="number"):
        analyse([1, value], 1)
