"""From when until when somebody is away, as they write it; in doubt it is asked, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.readings import DoubtError, UnclearError
from prompts.written_absence import read_absence
from tests.each import each

TODAY = date(2026, 11, 24)
"""A Tuesday."""


def iso(day: str) -> date:
    return date.fromisoformat(day)


@each(
    "typed, first, last",
    [
        ("until Friday", "2026-11-24", "2026-11-27"),
        ("Friday", "2026-11-24", "2026-11-27"),
        ("4 December", "2026-11-24", "2026-12-04"),
        ("till the 4th of december", "2026-11-24", "2026-12-04"),
        ("I'm away until 4/12", "2026-11-24", "2026-12-04"),
        ("leave until friday", "2026-11-24", "2026-11-27"),
        ("on leave until 2026-12-04.", "2026-11-24", "2026-12-04"),
        ("today", "2026-11-24", "2026-11-24"),
        ("until tomorrow", "2026-11-24", "2026-11-25"),
        ("from Monday until Friday 4 December", "2026-11-30", "2026-12-04"),
        ("Monday to 4 December", "2026-11-30", "2026-12-04"),
        ("from 30/11 - 4/12", "2026-11-30", "2026-12-04"),
        ("starting tomorrow through Sunday", "2026-11-25", "2026-11-29"),
        ("from today till Friday", "2026-11-24", "2026-11-27"),
        ("2026-11-30 to 2026-12-04", "2026-11-30", "2026-12-04"),
        ("21 December to 3 January", "2026-12-21", "2027-01-03"),
        ("for 2 weeks", "2026-11-24", "2026-12-07"),
        ("for a day", "2026-11-24", "2026-11-24"),
        ("back on 7 December", "2026-11-24", "2026-12-06"),
        ("I'm back Monday", "2026-11-24", "2026-11-29"),
        ("24 November 2027", "2026-11-24", "2027-11-24"),
    ],
)
def test_what_is_written_is_read(typed: str, first: str, last: str) -> None:
    assert read_absence(typed, TODAY) == (iso(first), iso(last))


@each(
    "typed, why",
    [
        ("yesterday", "Monday 23 November 2026 has passed"),
        ("from 20/11/2026 until 4 December", "Friday 20 November 2026 has passed"),
        ("from 4 December until 30 November", "ends before it begins"),
        ("2026-12-04 to 2026-11-30", "ends before it begins"),
        ("25 November 2027", "more than a year"),
        ("until 1/1/2029", "more than a year"),
        ("back today", "has passed"),
        ("from Monday", "until when"),
        ("30 February", "There is no 30 February"),
        ("a while", ""),
        ("until I am better", ""),
        ("from soon until later", ""),
        ("-", ""),
        ("until", ""),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(typed: str, why: str) -> None:
    with pytest.raises(UnclearError) as fault:
        read_absence(typed, TODAY)
    assert not isinstance(fault.value, DoubtError)
    assert why in fault.value.why
    if why:
        assert "Nothing was changed." in fault.value.why


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("next Friday", ["2026-11-27", "2026-12-04"]),
        ("Tuesday", ["2026-11-24", "2026-12-01"]),
        ("Thursday 4 December", ["2026-12-03", "2026-12-04"]),
        ("until 20 November 2026", ["2027-11-20"]),
        ("20 November", ["2027-11-20"]),
        (
            "from next Friday until 10 December",
            ["2026-11-27 to 2026-12-10", "2026-12-04 to 2026-12-10"],
        ),
    ],
)
def test_what_is_in_doubt_is_asked(typed: str, readings: list[str]) -> None:
    with pytest.raises(DoubtError) as fault:
        read_absence(typed, TODAY)
    assert list(fault.value.readings) == readings
    for one in readings:
        first, last = one.split(" to ") if " to " in one else ("2026-11-24", one)
        assert read_absence(one, TODAY) == (iso(first), iso(last))


@given(
    st.text(max_size=120) | st.from_regex(r"(from )?[a-z0-9 /-]{0,20}( until [a-z0-9 /-]{0,20})?")
)
def test_whatever_is_written_gives_days_in_order_or_a_refusal(typed: str) -> None:
    try:
        first, last = read_absence(typed, TODAY)
    except UnclearError:
        return
    assert TODAY <= first <= last <= date(2027, 11, 24)
