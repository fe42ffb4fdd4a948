"""Numbers are read as people type and dictate them, and asked about where they may be several."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.minutes import LONGEST_MEETING, read_minutes
from prompts.numbers import counted, read_number, read_scale
from prompts.readings import DoubtError, UnclearError
from tests.each import each


@each(
    "typed, value",
    [
        ("7", 7),
        ("7.", 7),
        ("7/10", 7),
        ("7 / 10", 7),
        ("7 out of 10", 7),
        ("seven", 7),
        ("Seven out of ten.", 7),
        ("about a 6", 6),
        ("6ish", 6),
        ("still a 4, I think", 4),
        ("maybe a three?", 3),
        ("0", 0),
        ("zero", 0),
        ("ten", 10),
        ("10/10", 10),
        ("7.0", 7),
        ("~6", 6),
    ],
)
def test_a_value_of_a_scale_is_read(typed: str, value: int) -> None:
    assert read_scale(typed) == value


@each(
    "typed, readings",
    [
        ("3/5", (3, 6)),
        ("3 out of 5", (3, 6)),
        ("three out of five", (3, 6)),
        ("4 of 5", (4, 8)),
        ("1/4", (1, 2, 3)),
        ("6.5", (6, 7)),
        ("6½", (6, 7)),
        ("six and a half", (6, 7)),
        ("6-7", (6, 7)),
        ("6\u20137", (6, 7)),
        ("6 or 7", (6, 7)),
        ("between 6 and 7", (6, 7)),
        ("6.5/10", (6, 7)),
        ("60%", (6,)),
        ("9-11", (9,)),
    ],
)
def test_a_value_in_doubt_is_asked_about(typed: str, readings: tuple[int, ...]) -> None:
    with pytest.raises(DoubtError) as raised:
        read_scale(typed)
    assert raised.value.readings == readings
    assert raised.value.why


@pytest.mark.parametrize("typed", ["", "better", "I saw 3 children", "11", "-3", "eleven", "7+"])
def test_what_is_no_value_of_a_scale_is_refused(typed: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_scale(typed)
    assert not isinstance(raised.value, DoubtError)


@each(
    "typed, value",
    [
        ("4", 4),
        ("four", 4),
        ("4 visits", 4),
        ("about four visits.", 4),
        ("none", 0),
        ("twice", 2),
        ("twenty-one", 21),
        ("1 visit", 1),
    ],
)
def test_a_number_is_read(typed: str, value: int) -> None:
    assert read_number(typed, 0, 40, "visits") == value


def test_a_number_may_be_large_where_no_limit_is_set() -> None:
    assert read_number("1,250", 0, None) == 1250
    assert read_number("a hundred and twenty", 0, None) == 120


@pytest.mark.parametrize("typed", ["41", "0", "-1", "nine hundred"])
def test_a_number_out_of_range_is_told_the_range(typed: str) -> None:
    with pytest.raises(UnclearError) as raised:
        read_number(typed, 1, 40, "visits")
    assert "from 1 to 40" in raised.value.why


@pytest.mark.parametrize(
    ("typed", "readings"), [("3-4", (3, 4)), ("3 or 4 visits", (3, 4)), ("2.5", (2, 3))]
)
def test_a_number_in_doubt_is_asked_about(typed: str, readings: tuple[int, ...]) -> None:
    with pytest.raises(DoubtError) as raised:
        read_number(typed, 0, 40, "visits")
    assert raised.value.readings == readings


@each(
    "typed, minutes",
    [
        ("90", 90),
        ("90 min", 90),
        ("90mins.", 90),
        ("ninety", 90),
        ("ninety minutes", 90),
        ("about 90", 90),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("1 hour and a half", 90),
        ("1.5 hours", 90),
        ("1½ hours", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1hr 30mins", 90),
        ("1 hour and 30 minutes", 90),
        ("one hour thirty", 90),
        ("1:30", 90),
        ("half an hour", 30),
        ("three quarters of an hour", 45),
        ("an hour and a quarter", 75),
        ("an hour", 60),
        ("just over an hour", 60),
        ("2 hours", 120),
        ("two and a half hours", 150),
        ("480", 480),
        ("1 minute", 1),
    ],
)
def test_minutes_are_read(typed: str, minutes: int) -> None:
    assert read_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("2", (2, 120)),
        ("60-90", (60, 90)),
        ("60 to 90 minutes", (60, 90)),
        ("1.30", (90,)),
        ("1.5", (90,)),
        ("10:00-11:30", (90,)),
        ("from 10 to 11.15", (75,)),
    ],
)
def test_minutes_in_doubt_are_asked_about(typed: str, readings: tuple[int, ...]) -> None:
    with pytest.raises(DoubtError) as raised:
        read_minutes(typed)
    assert raised.value.readings == readings


@pytest.mark.parametrize("typed", ["", "long", "0", "481", "9 hours", "-90", "hours"])
def test_what_is_no_length_of_a_meeting_is_refused(typed: str) -> None:
    with pytest.raises(UnclearError):
        read_minutes(typed)


@given(st.text())
def test_a_reader_of_numbers_raises_nothing_else(typed: str) -> None:
    _read_by_each(typed)


def _read_by_each(typed: str) -> None:
    for read in (read_scale, read_minutes, lambda text: read_number(text, 0, 40, "visits")):
        try:
            assert 0 <= read(typed) <= LONGEST_MEETING
        except UnclearError:
            continue


_NEARLY = [
    *("7", "10", "3.5", "30", "-", "/", ".", ":", ",", "and", "a", "an", "half", "hour", "hours"),
    *("h", "m", "min", "to", "or", "of", "out", "seven", "½", "%", "about", "point", "quarter"),
]
_AS_TYPED = st.lists(st.sampled_from(_NEARLY), max_size=6)


@given(_AS_TYPED, st.sampled_from([" ", ""]))
def test_nor_does_it_for_what_nearly_is_a_number(words: list[str], between: str) -> None:
    _read_by_each(between.join(words))


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        (1, "visits", "1 visit"),
        (2, "visits", "2 visits"),
        (0, "visits", "0 visits"),
        (1, "families", "1 family"),
        (1, "children", "1 child"),
        (1, "addresses", "1 address"),
        (1, "houses", "1 house"),
    ],
)
def test_one_is_not_several(number: int, unit: str, said: str) -> None:
    assert counted(number, unit) == said
