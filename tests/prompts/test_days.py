"""Days are read as people write them; what is in doubt is asked about, what is none is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.days import Sense, day_words, full_day_words, read_date
from prompts.readings import DoubtError, UnclearError
from tests.each import each

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@each(
    "typed, day",
    [
        ("today", "2026-11-24"),
        ("Tomorrow.", "2026-11-25"),
        ("the day after tomorrow", "2026-11-26"),
        ("tomorrow morning", "2026-11-25"),
        ("Friday", "2026-11-27"),
        ("by Friday", "2026-11-27"),
        ("this Friday", "2026-11-27"),
        ("weds", "2026-11-25"),
        ("thurs", "2026-11-26"),
        ("Wendesday", "2026-11-25"),
        ("next Tuesday", "2026-12-01"),
        ("next Monday", "2026-11-30"),
        ("Dec 1", "2026-12-01"),
        ("1st of december", "2026-12-01"),
        ("first of December", "2026-12-01"),
        ("the twenty-first of december", "2026-12-21"),
        ("December 1st, 2026", "2026-12-01"),
        ("1 Dec '26", "2026-12-01"),
        ("01.12.26", "2026-12-01"),
        ("1/12", "2026-12-01"),
        ("2026-12-01", "2026-12-01"),
        ("3 1", "2027-01-03"),
        ("27 March", "2027-03-27"),
        ("27-mar-2027", "2027-03-27"),
        ("31/3/2027", "2027-03-31"),
        ("11/4", "2027-04-11"),
        ("Friday 27 November", "2026-11-27"),
        ("Fri 27 Nov 2026", "2026-11-27"),
        ("Sat 26/12/26", "2026-12-26"),
        ("27 November 2026 (Friday)", "2026-11-27"),
        ("Friday the 4th", "2026-12-04"),
        ("next Friday 4 December", "2026-12-04"),
        ("the 3rd", "2026-12-03"),
        ("on the 3", "2026-12-03"),
        ("the 24th", "2026-11-24"),
        ("the 31st", "2026-12-31"),
        ("4 December at 10am", "2026-12-04"),
        ("w/c 7 December", "2026-12-07"),
        ("end of January", "2027-01-31"),
        ("by the end of Feb", "2027-02-28"),
        ("end of February 2028", "2028-02-29"),
        ("beginning of January", "2027-01-01"),
        ("mid-January", "2027-01-15"),
        ("end of the month", "2026-11-30"),
        ("month end", "2026-11-30"),
        ("end of next month", "2026-12-31"),
        ("last day of December", "2026-12-31"),
        ("end of the year", "2026-12-31"),
        ("six weeks", "2027-01-05"),
        ("6wks", "2027-01-05"),
        ("in about six weeks' time", "2027-01-05"),
        ("2 months", "2027-01-24"),
        ("a month", "2026-12-24"),
        ("in a fortnight", "2026-12-08"),
        ("fortnight", "2026-12-08"),
        ("a couple of weeks", "2026-12-08"),
        ("within 10 working days", "2026-12-08"),
        ("half a year", "2027-05-24"),
        ("a year", "2027-11-24"),
        ("two weeks from today", "2026-12-08"),
        ("2 weeks from now", "2026-12-08"),
        ("a week today", "2026-12-01"),
        ("tomorrow week", "2026-12-02"),
        ("a week on Monday", "2026-12-07"),
        ("Monday week", "2026-12-07"),
        ("a fortnight on Friday", "2026-12-11"),
        ("Monday in 2 weeks", "2026-12-14"),
        ("friday 4 wks", "2026-12-25"),
        ("two weeks from Friday", "2026-12-11"),
        ("29 February 2028", "2028-02-29"),
    ],
)
def test_a_day_is_read(typed: str, day: str) -> None:
    assert read_date(typed, TODAY, Sense.AHEAD) == date.fromisoformat(day)


@each(
    "typed, days",
    [
        ("next Friday", ("2026-11-27", "2026-12-04")),
        ("next sunday", ("2026-11-29", "2026-12-06")),
        ("next Wednesday", ("2026-11-25", "2026-12-02")),
        ("Tuesday", ("2026-11-24", "2026-12-01")),
        ("Friday 26 November 2026", ("2026-11-26", "2026-11-27")),
        ("Monday 1 December", ("2026-11-30", "2026-12-01")),
        ("12/25/2026", ("2026-12-25",)),
        ("20 November", ("2026-11-20", "2027-11-20")),
        ("1 October", ("2026-10-01", "2027-10-01")),
        ("yesterday", ("2026-11-23",)),
        ("3 May 2026", ("2026-05-03", "2027-05-03")),
        ("Friday 20 November", ("2026-11-20", "2027-11-20")),
        ("3 days ago", ("2026-11-21",)),
        ("3 or 4 December", ("2026-12-03", "2026-12-04")),
        ("3/4 December", ("2026-12-03", "2026-12-04")),
        ("Friday or Monday", ("2026-11-27", "2026-11-30")),
        ("2-3 weeks", ("2026-12-08", "2026-12-15")),
        ("next week", ("2026-11-30", "2026-12-04")),
        ("end of next week", ("2026-12-04", "2026-12-06")),
        ("January", ("2027-01-01", "2027-01-31")),
    ],
)
def test_a_day_in_doubt_is_asked_about(typed: str, days: tuple[str, ...]) -> None:
    with pytest.raises(DoubtError) as raised:
        read_date(typed, TODAY, Sense.AHEAD)
    assert raised.value.readings == days
    assert raised.value.why


def test_a_weekday_that_does_not_fit_is_named() -> None:
    with pytest.raises(DoubtError) as raised:
        read_date("Friday 26 November 2026", TODAY)
    assert raised.value.why.startswith("26 November 2026 is a Thursday, not a Friday.")


def test_a_day_that_has_passed_is_named() -> None:
    with pytest.raises(DoubtError) as raised:
        read_date("3 May 2026", TODAY, Sense.AHEAD)
    assert raised.value.why.startswith("Sunday 3 May 2026 has passed.")


def test_a_day_in_the_past_is_no_doubt_where_any_day_may_be_meant() -> None:
    assert read_date("yesterday", TODAY) == date(2026, 11, 23)
    assert read_date("3 May 2026", TODAY) == date(2026, 5, 3)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("27 3 2126", "Wednesday 27 March 2126"),
        ("27 3 1926", "Saturday 27 March 1926"),
        ("27 3 99", "Friday 27 March 2099"),
        ("1.12.62", "Friday 1 December 2062"),
        ("99 years", "Saturday 24 November 2125"),
    ],
)
def test_a_year_that_makes_no_sense_is_refused(typed: str, named: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_date(typed, TODAY, Sense.AHEAD)
    assert not isinstance(raised.value, DoubtError)
    assert named in raised.value.why


@pytest.mark.parametrize(
    ("typed", "day"),
    [("31 November", "31 November 2026"), ("30.2.2027", "30 February 2027"), ("29 Feb", "29 Feb")],
)
def test_a_day_that_no_month_has_is_refused(typed: str, day: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_date(typed, TODAY, Sense.AHEAD)
    assert f"There is no {day}" in raised.value.why


@each(
    "typed",
    [
        "",
        "soon",
        "maybe 3",
        "3",
        "decided",
        "a few weeks",
        "early January",
        "when he is ready",
        "9999 weeks",
        "999 years",
        "1 2 3 4",
        "13/13/2026",
        "friday friday",
        "the 32nd",
        "0 0 2027",
    ],
)
def test_what_names_no_day_is_refused(typed: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_date(typed, TODAY, Sense.AHEAD)
    assert not isinstance(raised.value, DoubtError)


@each(
    "typed, day",
    [
        ("Monday 30 November", "2026-11-30"),
        ("Friday", "2026-11-27"),
        ("last Friday", "2026-11-27"),
        ("yesterday", "2026-12-02"),
        ("the 30th", "2026-11-30"),
        ("3 days ago", "2026-11-30"),
        ("a week ago", "2026-11-26"),
        ("2 November 2026", "2026-11-02"),
        ("today", "2026-12-03"),
    ],
)
def test_a_day_behind_is_read(typed: str, day: str) -> None:
    assert read_date(typed, date(2026, 12, 3), Sense.BEHIND) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("4 December", "Friday 4 December 2026 has not come yet"),
        ("tomorrow", "Friday 4 December 2026 has not come yet"),
        ("1 November 2026", "Sunday 1 November 2026 is more than 31 days ago"),
    ],
)
def test_a_day_that_cannot_be_dated_back_to_is_refused(typed: str, says: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_date(typed, date(2026, 12, 3), Sense.BEHIND)
    assert raised.value.why.startswith(says)


def test_last_monday_on_a_thursday_may_be_two_days() -> None:
    with pytest.raises(DoubtError) as raised:
        read_date("last Monday", date(2026, 12, 3), Sense.BEHIND)
    assert raised.value.readings == ("2026-11-23", "2026-11-30")


_DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@given(_DAYS, st.sampled_from([day_words, full_day_words, date.isoformat]))
def test_every_day_shown_is_read_back_as_the_same(day: date, words: object) -> None:
    assert callable(words)
    for today in (day, day + timedelta(300), day - timedelta(300)):
        assert read_date(words(day), today) == day


@given(_DAYS, st.integers(0, 366))
def test_a_day_shown_ahead_is_read_back_as_the_same(today: date, ahead: int) -> None:
    day = today + timedelta(ahead)
    assert read_date(full_day_words(day), today, Sense.AHEAD) == day


@given(st.text(), _DAYS, st.sampled_from(Sense))
def test_a_reader_of_days_raises_nothing_else(typed: str, today: date, sense: Sense) -> None:
    try:
        assert isinstance(read_date(typed, today, sense), date)
    except UnclearError:
        return


_WORDS = [
    *("next", "last", "this", "friday", "mon", "week", "weeks", "on", "a", "the", "of", "3rd"),
    *("31", "2", "29", "feb", "december", "dec", "end", "mid", "year", "2027", "99", "or", "-"),
    *("/", ".", "month", "fortnight", "ago", "in", "working", "days", "today", "from", "second"),
    *("noon", "at", "10am", "w/c"),
]


@given(st.lists(st.sampled_from(_WORDS), max_size=6), _DAYS, st.sampled_from(Sense))
def test_nor_for_what_nearly_names_a_day(words: list[str], today: date, sense: Sense) -> None:
    assert all(isinstance(day, date) for day in _readings(" ".join(words), today, sense))


def _readings(typed: str, today: date, sense: Sense) -> list[date]:
    try:
        return [read_date(typed, today, sense)]
    except DoubtError as doubt:
        return [date.fromisoformat(str(reading)) for reading in doubt.readings]
    except UnclearError:
        return []
