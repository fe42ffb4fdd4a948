"""When a message that nobody asked for may arrive."""

from datetime import datetime, timedelta

import pytest

from practice.calendar import LONDON
from practice.quiet import QUIET, arrives_from

TUESDAY = datetime(2026, 11, 24, 10, 20, tzinfo=LONDON)


def test_it_arrives_at_once_where_no_conversation_is_open() -> None:
    assert arrives_from(TUESDAY, None) == TUESDAY


@pytest.mark.parametrize("minutes", [0, 1, 29])
def test_it_waits_for_half_an_hour_without_a_step(minutes: int) -> None:
    last_step = TUESDAY - timedelta(minutes=minutes)
    assert arrives_from(TUESDAY, last_step) == last_step + QUIET


@pytest.mark.parametrize("minutes", [30, 31, 60 * 24 * 40])
def test_a_conversation_that_rests_holds_nothing_up(minutes: int) -> None:
    assert arrives_from(TUESDAY, TUESDAY - timedelta(minutes=minutes)) == TUESDAY


def test_it_never_arrives_outside_office_hours() -> None:
    evening = datetime(2026, 11, 27, 17, 50, tzinfo=LONDON)
    assert arrives_from(evening, evening) == datetime(2026, 11, 30, 8, 0, tzinfo=LONDON)


@pytest.mark.parametrize("hours", [1, 2, 24])
def test_a_step_dated_ahead_of_the_clock_holds_nothing_up(hours: int) -> None:
    assert arrives_from(TUESDAY, TUESDAY + timedelta(hours=hours)) == TUESDAY
