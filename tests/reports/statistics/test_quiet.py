"""What is drawn where nothing moved: of the series' mean, and of what counting and drift spread."""

import numpy as np
import pytest

from reports.statistics.kinds import Kind
from reports.statistics.quiet import counting, draw, usual

SERIES = 2000


def spread(row: list[float], kind: Kind, of: float = 1.0) -> tuple[float, float]:
    """Return the mean and the variance of what is drawn for a row, a month's denominator apart."""
    counted = np.full(len(row), of)
    drawn = draw(np.random.default_rng(1), kind, np.array(row), counted, SERIES)
    assert drawn.shape == (SERIES, len(row))
    return float(drawn.mean()), float(drawn.var(axis=1, ddof=1).mean() * of)


def test_months_that_are_alike_by_luck_still_vary_as_counting_makes_them() -> None:
    mean, variance = spread([0.4] * 23 + [0.35], Kind.SHARE, 20)
    assert mean == pytest.approx(0.398, abs=0.01)
    assert variance == pytest.approx(0.4 * 0.6 * (1 + 20 * 0.24 * 0.125**2), rel=0.05)


def test_a_step_in_the_middle_is_not_taken_for_spread() -> None:
    _, variance = spread([0.5, 0.4] * 6 + [0.3, 0.2] * 6, Kind.SHARE, 20)
    assert variance == pytest.approx(0.35 * 0.65 * (1 + 20 * 0.2275 * 0.125**2), rel=0.05)


def test_months_that_differ_from_their_neighbours_by_clearly_more_spread_so_much() -> None:
    _, variance = spread([5.0, 35.0] * 12, Kind.COUNT)
    assert variance > 400


def test_of_many_all_months_show_how_much_they_spread() -> None:
    _, variance = spread([300.0] * 12 + [360.0] * 12, Kind.COUNT)
    assert variance == pytest.approx(900 * 24 / 23, rel=0.1)


def test_how_much_an_average_varies_is_what_its_months_show() -> None:
    mean, variance = spread([30.0, 50.0] * 12, Kind.AVERAGE, 25)
    assert mean == pytest.approx(40, abs=0.5)
    assert variance == pytest.approx(25 * 100 * 24 / 23, rel=0.1)


def test_what_never_happens_never_varies() -> None:
    assert spread([0.0] * 24, Kind.COUNT) == (0, 0)
    assert spread([1.0] * 24, Kind.SHARE, 20) == (1, 0)


def test_a_quiet_month_is_taken_to_be_an_eighth_away_from_the_usual() -> None:
    means, of = np.array([16.0]), np.ones(24)
    assert counting(Kind.COUNT, means) == pytest.approx(16)
    assert usual(Kind.COUNT, means, of) == pytest.approx(16 + 2**2)
    assert usual(Kind.AVERAGE, means, of) == pytest.approx(0)
