"""A number is written beside last month and the year, and never says more than it holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.calendar import Month
from reports.spans import span
from reports.view import Point
from reports.wording import compared, day_and_time, percent, share, short_range, span_name
from tests.reports.views import a_series


@given(m=st.integers(1, 3000), data=st.data())
def test_a_share_is_whole_only_when_it_is(m: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, m))
    shown = percent(Point(Month(2026, 1), n, m))
    assert (shown == "100%") == (n == m)
    assert (shown == "0%") == (n == 0)


def test_a_share_stands_beside_last_month_and_the_range_before() -> None:
    assert compared(a_series([(10, 100), (90, 100), (40, 100), (50, 100)])) == (
        "That is 50%. Last month it was 40%; in the 12 months before, between 10% and 90%."
    )


@given(m=st.integers(1, 19), data=st.data())
def test_a_small_number_is_never_a_per_cent(m: int, data: st.DataObject) -> None:
    n = data.draw(st.integers(0, m))
    series = a_series([(1, 3), (n, m), (n, m)])
    assert share(series[-1]) == f"{n} of {m}"
    assert "%" not in compared(series) + compared(series, "Rated:") + short_range(series)


def test_six_of_seven_is_no_per_cent() -> None:
    assert share(a_series([(6, 7)])[0]) == "6 of 7"
    assert share(a_series([(1, 1)])[0]) == "1 of 1"
    assert share(a_series([(17, 20)])[0]) == "85%"


def test_a_change_between_a_small_and_a_large_number_is_told_as_numbers() -> None:
    assert compared(a_series([(30, 60), (6, 7), (33, 60)]), "Rated:") == (
        "Rated: 33 of 60. Last month it was 6 of 7; "
        "in the 12 months before, between 30 of 60 and 6 of 7."
    )


def test_a_range_beside_per_cents_leaves_out_the_months_that_have_few() -> None:
    series = a_series([(13, 33), (13, 19), (20, 40), (30, 40)])
    assert compared(series) == (
        "That is 75%. Last month it was 50%; in the 12 months before, between 39% and 50%, "
        "leaving out 1 month with fewer than 20."
    )
    assert short_range(series) == "between 39% and 50%"


def test_a_range_beside_small_numbers_is_told_as_numbers_throughout() -> None:
    for now, last in [((6, 7), (30, 60)), ((30, 60), (6, 7))]:
        series = a_series([(40, 100), (60, 100), last, now])
        assert "%" not in compared(series, "Rated:") + short_range(series)
        assert "40 of 100" in compared(series)


def test_where_every_month_had_few_the_range_is_of_all_of_them() -> None:
    series = a_series([(1, 4), (3, 4), (0, 0), (30, 60)])
    assert "Last month had nothing to count" in compared(series)
    assert short_range(series) == "between 1 of 4 and 3 of 4"


def test_numbers_that_were_just_said_are_not_said_again() -> None:
    assert compared(a_series([(2, 5), (2, 5), (6, 7)])) == (
        "Last month it was 2 of 5; in the 12 months before, always 2 of 5."
    )


def test_a_range_that_is_none_is_always_the_same() -> None:
    assert "in the 12 months before, always 40%." in compared(a_series([(40, 100)] * 3))
    assert "always all of them." in compared(a_series([(1, 1), (2, 2), (1, 3)]))
    assert "always none of them." in compared(a_series([(0, 1), (0, 25), (1, 3)]))


def test_a_month_without_anything_leaves_only_what_was_before() -> None:
    assert compared(a_series([(10, 100), (40, 100), (0, 0)])) == (
        "Last month it was 40%; in the 12 months before, between 10% and 40%."
    )


def test_a_last_month_without_anything_says_so() -> None:
    assert "Last month had nothing to count" in compared(a_series([(1, 10), (0, 0), (4, 10)]))


def test_the_first_month_has_nothing_beside_it() -> None:
    assert compared(a_series([(0, 0), (0, 0), (40, 100)])) == (
        "That is 40%. No earlier month has anything to set it beside."
    )


def test_one_earlier_month_makes_no_range() -> None:
    shown = compared(a_series([(0, 0), (1, 4), (40, 100)]))
    assert "That is" not in shown
    assert "Last month it was 1 of 4" in shown
    assert "between" not in shown


def spanned(days: Sequence[tuple[date | None, date | None]]) -> tuple[Point, ...]:
    """Return months of 40 of 100 that end in October 2026, covered as these days say."""
    months = a_series([(40, 100)] * len(days))
    return tuple(
        replace(point, since=since, until=until)
        for point, (since, until) in zip(months, days, strict=True)
    )


def test_a_month_that_is_not_over_is_set_beside_nothing() -> None:
    running = spanned([(None, None), (None, None), (None, date(2026, 10, 12))])
    assert compared(running) == "That is 40% so far."
    assert compared(running, "Rated:") == "Rated: 40% so far."


def test_nothing_is_set_beside_a_month_that_is_not_over() -> None:
    after_it = spanned([(None, None), (None, date(2026, 9, 12)), (None, None)])
    assert "Last month is not over" in compared(after_it)
    assert "40%. Last month it was" not in compared(after_it)


def test_nothing_is_set_beside_a_month_that_the_records_begin_in() -> None:
    begins = date(2026, 9, 14)
    begun = spanned([(begins, None), (begins, None), (None, None)])
    assert compared(begun) == (
        "That is 40%. Last month is not set beside it: the records begin on 14 September, "
        "so it is not whole."
    )
    first = spanned([(date(2026, 10, 14), None)] * 3)
    assert compared(first) == "That is 40%."


@pytest.mark.parametrize(
    ("begins", "today", "name"),
    [
        (None, date(2026, 12, 1), "November 2026"),
        (None, date(2026, 11, 30), "November 2026 so far, to 30 November"),
        (date(2026, 11, 16), date(2026, 12, 1), "November 2026, from 16 November"),
        (
            date(2026, 11, 16),
            date(2026, 11, 28),
            "November 2026 so far, to 28 November",
        ),
        (date(2026, 11, 2), date(2026, 12, 1), "November 2026"),  # the 1st is a Sunday
        (date(2026, 11, 3), date(2026, 12, 1), "November 2026, from 3 November"),
        (date(2027, 1, 4), date(2027, 2, 1), "November 2026"),
    ],
)
def test_a_month_says_how_much_of_it_is_covered(
    begins: date | None, today: date, name: str
) -> None:
    assert span_name(span(Month(2026, 11), begins, today)) == name


def test_the_last_day_of_a_leap_year_s_february_is_part_of_it() -> None:
    february = Month(2028, 2)
    assert span_name(span(february, None, date(2028, 2, 29))) == (
        "February 2028 so far, to 29 February"
    )
    assert span(february, None, date(2028, 3, 1)).is_whole


def test_nothing_earlier_is_a_dash_in_a_table() -> None:
    assert short_range(a_series([(0, 0), (1, 4)])) == "\N{EN DASH}"


def test_times_are_londons() -> None:
    assert day_and_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 00:30"
