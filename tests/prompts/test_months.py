import pytest

from practice.calendar import Month
from prompts.months import read_month
from prompts.readings import UnclearError
from tests.each import each

RUNNING = Month(2026, 11)


@each(
    "text, month",
    [
        ("2026-10", Month(2026, 10)),
        ("november", Month(2026, 11)),
        ("Nov 2026", Month(2026, 11)),
        ("nov 26", Month(2026, 11)),
        ("2025 March", Month(2025, 3)),
        ("sept", Month(2026, 9)),
        ("for the month of October", Month(2026, 10)),
        ("december", Month(2025, 12)),
        ("December 2026", Month(2026, 12)),
        ("last month", Month(2026, 10)),
        ("This month!", Month(2026, 11)),
        ("10/2026", Month(2026, 10)),
        ("2026/10", Month(2026, 10)),
        ("10.26", Month(2026, 10)),
    ],
)
def test_a_month_is_read_as_people_write_it(text: str, month: Month) -> None:
    assert read_month(text, RUNNING) == month


@each("text", ["", "soon", "ju", "2026", "13/2026", "0001-01", "9999-12", "oct nov",
     "10 October 2026", "month before last", "nov 202", "may be", "last year"])  # fmt: skip
def test_what_names_no_month_is_not_guessed(text: str) -> None:
    with pytest.raises(UnclearError):
        read_month(text, RUNNING)
