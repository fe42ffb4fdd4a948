"""A number is written beside last month and the year, and never says more than it holds."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from practice.calendar import Month
from reports.view import Point
from reports.wording import compared, day_and_time, percent, short_range
from tests.reports.views import a_series


@given(m=st.integers(1, 3000), data=st.data())
def test_a_share_is_whole_only_when_it_is(m: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, m))
    shown = percent(Point(Month(2026, 1), n, m))
    assert (shown == "100%") == (n == m)
    assert (shown == "0%") == (n == 0)


def test_a_share_stands_beside_last_month_and_the_range_before() -> None:
    assert compared(a_series([(1, 10), (9, 10), (4, 10), (5, 10)])) == (
        "That is 50%. Last month it was 40%; in the 12 months before, from 10% to 90%."
    )


def test_a_month_without_anything_leaves_only_what_was_before() -> None:
    assert compared(a_series([(1, 10), (4, 10), (0, 0)])) == (
        "Last month it was 40%; in the 12 months before, from 10% to 40%."
    )


def test_a_last_month_without_anything_says_so() -> None:
    assert "Last month had nothing to count" in compared(a_series([(1, 10), (0, 0), (4, 10)]))


def test_the_first_month_has_nothing_beside_it() -> None:
    assert compared(a_series([(0, 0), (0, 0), (4, 10)])) == (
        "That is 40%. No earlier month has anything to set it beside."
    )


def test_one_earlier_month_makes_no_range() -> None:
    shown = compared(a_series([(0, 0), (1, 4), (4, 10)]))
    assert "Last month it was 25%" in shown
    assert "from" not in shown


def test_nothing_earlier_is_a_dash_in_a_table() -> None:
    assert short_range(a_series([(0, 0), (1, 4)])) == "\N{EN DASH}"


def test_times_are_londons() -> None:
    assert day_and_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 00:30"
