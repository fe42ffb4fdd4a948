import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.calendar import (
    LONDON,
    Month,
    add_working_days,
    add_working_hours,
    in_office_hours,
    is_working_day,
    last_working_day_of_month,
    london,
    london_day,
    months_back,
    months_between,
    next_working_moment,
    working_days_between,
)
from practice.errors import BeyondCalendarError, PracticeError
from tests.each import each

covered_days = st.dates(date(1975, 1, 1), date(2099, 12, 1))
moments = st.datetimes(
    datetime(1975, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds and adds the zone
    datetime(2099, 12, 1),  # noqa: DTZ001 - as above
    timezones=st.just(UTC),
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@each(
    "day, why",
    [
        (date(2026, 11, 21), "a Saturday"),
        (date(2026, 11, 22), "a Sunday"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 5, 4), "early May bank holiday"),
        (date(2026, 8, 31), "summer bank holiday"),
        (date(2026, 12, 25), "Christmas Day on a Friday"),
        (date(2026, 12, 28), "the substitute for Boxing Day on a Saturday"),
        (date(2021, 12, 27), "the substitute for Christmas Day on a Saturday"),
        (date(2021, 12, 28), "the substitute for Boxing Day on a Sunday"),
        (date(2022, 1, 3), "the substitute for New Year's Day on a Saturday"),
        (date(2020, 5, 8), "the early May holiday moved to a Friday"),
        (date(2022, 6, 3), "a holiday proclaimed once"),
        (date(2022, 9, 19), "the state funeral"),
        (date(2023, 5, 8), "the coronation"),
    ],
)
def test_weekends_bank_holidays_and_their_substitutes_are_not_working_days(
    day: date, why: str
) -> None:
    assert not is_working_day(day), why


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 11, 24), "an ordinary Tuesday"),
        (date(2026, 12, 29), "the day after the substitute"),
        (date(2026, 1, 2), "a holiday in Scotland only"),
        (date(2026, 3, 17), "a holiday in Northern Ireland only"),
        (date(2020, 5, 4), "the Monday the early May holiday was moved from"),
    ],
)
def test_other_weekdays_are_working_days(day: date, why: str) -> None:
    assert is_working_day(day), why


@pytest.mark.parametrize("day", [date(1871, 12, 29), date(2101, 1, 3), date(9999, 12, 31)])
def test_a_year_without_known_bank_holidays_is_refused(day: date) -> None:
    with pytest.raises(BeyondCalendarError, match="1872 to 2100"):
        is_working_day(day)


@each(
    "start, days, expected",
    [
        (date(2026, 11, 24), 0, date(2026, 11, 24)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 24), 1, date(2026, 11, 25)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 24), 3, date(2026, 12, 31)),
        (date(2026, 12, 24), 4, date(2027, 1, 4)),
        (date(2026, 10, 1), 15, date(2026, 10, 22)),
        (date(2026, 3, 2), 45, date(2026, 5, 7)),
    ],
)
def test_working_days_are_counted_from_day_nought(start: date, days: int, expected: date) -> None:
    assert add_working_days(start, days) == expected


def test_working_days_are_not_counted_backwards() -> None:
    with pytest.raises(PracticeError, match="forwards"):
        add_working_days(date(2026, 11, 24), -1)


def test_counting_past_the_last_known_year_is_refused() -> None:
    with pytest.raises(BeyondCalendarError):
        add_working_days(date(2100, 12, 31), 1)


@given(covered_days, st.integers(1, 60))
def test_exactly_the_days_asked_for_lie_after_day_nought(start: date, days: int) -> None:
    end = add_working_days(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]
    assert is_working_day(end)
    assert sum(is_working_day(day) for day in passed) == days


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 3), date(2026, 11, 30)),
        (date(2026, 10, 1), date(2026, 10, 30)),
        (date(2026, 5, 31), date(2026, 5, 29)),
        (date(2026, 8, 15), date(2026, 8, 28)),
        (date(2027, 12, 1), date(2027, 12, 31)),
        (date(2029, 3, 1), date(2029, 3, 29)),
        (date(2024, 2, 10), date(2024, 2, 29)),
    ],
)
def test_the_last_working_day_of_a_month(day: date, expected: date) -> None:
    assert last_working_day_of_month(day) == expected


@each(
    "moment, expected",
    [
        ("2026-11-24T07:59:59", False),
        ("2026-11-24T08:00:00", True),
        ("2026-11-24T17:59:59", True),
        ("2026-11-24T18:00:00", False),
        ("2026-07-01T07:00:00", True),
        ("2026-07-01T17:00:00", False),
        ("2026-11-22T12:00:00", False),
        ("2026-12-28T12:00:00", False),
    ],
)
def test_office_hours_are_london_hours_of_working_days(moment: str, expected: bool) -> None:
    assert in_office_hours(utc(moment)) is expected


@each(
    "moment, expected",
    [
        ("2026-11-24T10:30:00", "2026-11-24T10:30:00"),
        ("2026-11-24T03:00:00", "2026-11-24T08:00:00"),
        ("2026-11-24T18:00:00", "2026-11-25T08:00:00"),
        ("2026-11-27T19:00:00", "2026-11-30T08:00:00"),
        ("2026-12-24T18:00:00", "2026-12-29T08:00:00"),
        ("2026-07-01T06:59:00", "2026-07-01T07:00:00"),
        ("2026-07-01T23:30:00", "2026-07-02T07:00:00"),
        # Clocks go forward on Sunday 29 March 2026 and back on Sunday 25 October.
        ("2026-03-27T18:00:00", "2026-03-30T07:00:00"),
        ("2026-10-23T17:00:00", "2026-10-26T08:00:00"),
    ],
)
def test_a_reminder_waits_for_the_next_office_hour(moment: str, expected: str) -> None:
    assert next_working_moment(utc(moment)) == utc(expected)


def test_the_next_office_hour_is_given_in_utc_whatever_zone_was_asked_in() -> None:
    paris_like = timezone(timedelta(hours=2))
    answer = next_working_moment(datetime(2026, 7, 1, 12, tzinfo=paris_like))
    assert answer == utc("2026-07-01T10:00:00")
    assert answer.tzinfo is UTC


@given(moments)
def test_the_next_office_hour_is_never_earlier_and_always_in_office_hours(moment: datetime) -> None:
    answer = next_working_moment(moment)
    assert answer >= moment
    assert in_office_hours(answer)
    assert next_working_moment(answer) == answer


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(PracticeError, match="time zone"):
        london(datetime(2026, 11, 24, 9))  # noqa: DTZ001 - the naive moment is the point


def test_the_london_day_changes_at_london_midnight() -> None:
    assert london_day(utc("2026-07-01T22:59:59")) == date(2026, 7, 1)
    assert london_day(utc("2026-07-01T23:00:00")) == date(2026, 7, 2)
    assert london_day(utc("2026-11-24T23:30:00")) == date(2026, 11, 24)


def test_a_month_is_read_and_written_alike() -> None:
    assert str(Month.parse("2026-10")) == "2026-10"
    assert Month.parse(" 2026-10 ") == Month(2026, 10)


@each("text", ["", "2026", "2026-1", "26-10", "2026-13", "2026-00", "2026/10", "x-y", "2026-10-01"])
def test_other_writings_of_a_month_are_refused(text: str) -> None:
    with pytest.raises(PracticeError):
        Month.parse(text)


@pytest.mark.parametrize("text", ["0001-01", "1871-12", "2101-01", "9999-12"])
def test_a_month_beyond_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(PracticeError):
        Month.parse(text)


def test_the_first_and_the_last_month_of_the_calendar_are_read() -> None:
    assert Month.parse("1872-01") == Month(1872, 1)
    assert Month.parse("2100-12") == Month(2100, 12)


def test_a_month_knows_its_days_and_neighbours() -> None:
    february = Month.of(date(2024, 2, 10))
    assert (february.first, february.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert Month(2026, 12).next() == Month(2027, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2025, 12) < Month(2026, 1)


@given(covered_days)
def test_neighbouring_months_meet(day: date) -> None:
    month = Month.of(day)
    assert month.next().previous() == month
    assert month.last + timedelta(days=1) == month.next().first
    assert month.first <= day <= month.last


def test_months_back_end_with_the_period_oldest_first() -> None:
    assert months_back(Month(2026, 2), 3) == (Month(2025, 12), Month(2026, 1), Month(2026, 2))
    assert months_back(Month(2026, 2), 0) == ()


def test_months_between_stop_before_the_end() -> None:
    found = months_between(Month(2025, 12), Month(2026, 2))
    assert found == (Month(2025, 12), Month(2026, 1))
    assert months_between(Month(2026, 2), Month(2026, 2)) == ()
    assert months_between(Month(2026, 3), Month(2026, 2)) == ()


@pytest.mark.parametrize(
    ("start", "hours", "ends"),
    [
        ("2026-10-05T09:00", 24, "2026-10-06T09:00"),
        ("2026-10-09T16:00", 24, "2026-10-12T16:00"),
        ("2026-10-10T12:00", 1, "2026-10-12T01:00"),
        ("2026-10-09T16:00", 8, "2026-10-10T00:00"),
        ("2026-12-24T12:00", 24, "2026-12-29T12:00"),
        # The clocks go back on Sunday 25 October, and forward on Sunday 28 March.
        ("2026-10-23T12:00", 24, "2026-10-26T12:00"),
        ("2027-03-25T12:00", 24, "2027-03-30T12:00"),
    ],
)
def test_hours_of_days_off_are_not_counted(start: str, hours: int, ends: str) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=LONDON) for text in (start, ends)]
    assert add_working_hours(moments[0], hours) == moments[1]


@given(st.dates(date(1975, 1, 1), date(2098, 1, 1)), st.integers(0, 400))
def test_working_days_between_are_those_that_were_added(start: date, days: int) -> None:
    end = add_working_days(start, days)
    assert working_days_between(start, end) == days


def test_a_weekend_adds_no_working_day_and_a_new_year_is_counted_through() -> None:
    assert working_days_between(date(2026, 3, 6), date(2026, 3, 8)) == 0
    # 25 and 28 December (for the 26th) and 1 January are bank holidays.
    assert working_days_between(date(2026, 12, 24), date(2027, 1, 4)) == 4


def test_working_days_between_are_not_counted_backwards() -> None:
    with pytest.raises(PracticeError):
        working_days_between(date(2026, 3, 6), date(2026, 3, 5))


def test_bank_holidays_are_those_of_the_library_and_no_other_country_is_loaded() -> None:
    code = (
        "import sys; from datetime import date; from practice.calendar import is_working_day\n"
        "assert not is_working_day(date(2026, 12, 28))\n"
        "loaded = [name for name in sys.modules if name.startswith('holidays.countries')]\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    for year in range(2000, 2051):
        known = holidays.country_holidays("GB", subdiv="ENG", language="en_GB", years=year)
        first = date(year, 1, 1)
        days = [first + timedelta(days=n) for n in range(365)]
        weekdays = [day for day in days if day.weekday() < 5]
        assert [is_working_day(day) for day in weekdays] == [day not in known for day in weekdays]
