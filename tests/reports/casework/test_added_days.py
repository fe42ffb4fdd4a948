"""What a change of worker adds to an assessment: beside those that were open as long, no others."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from practice.calendar import Month, add_working_days
from reports.casework.added_days import Timed, of_year
from reports.finding import Direction, Verdict
from reports.summary import build
from storage.tables import Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import APRIL, MARCH, an_assessment, counts, figures

ADDED = "assessments.days_added_by_change"
START = date(2026, 2, 2)


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


def assessed(
    session: Session, team: Team, days: int, changed_after: int | None = None, start: date = START
) -> None:
    """Add an assessment of so many working days; the worker changes after so many, if at all."""
    child, first = a_child(session), a_person(session, team=team)
    an_assessment(session, start, add_working_days(start, days), team, child_ref=child.ref)
    long_ago = start - timedelta(days=90)
    if changed_after is None:
        an_involvement(session, child, first, long_ago)
        return
    changed = add_working_days(start, changed_after)
    an_involvement(session, child, first, long_ago, changed)
    an_involvement(session, child, a_person(session, team=team), changed)


def test_it_is_set_beside_those_that_were_still_open_when_its_worker_changed(
    session: Session, team: Team
) -> None:
    for days in (5, 20, 30):
        assessed(session, team, days)
    assessed(session, team, 37, changed_after=10)
    now = figures(session, team)[ADDED].now
    assert (now.value, now.denominator) == (12, 1)


def test_who_changed_before_or_after_it_had_the_same_worker_throughout(
    session: Session, team: Team
) -> None:
    assessed(session, team, 20)
    child = a_child(session)
    an_assessment(session, START, add_working_days(START, 20), team, child_ref=child.ref)
    for begun, ended in ((date(2025, 1, 6), START), (START, date(2026, 3, 30))):
        an_involvement(session, child, a_person(session, team=team), begun, ended)
    an_involvement(session, child, a_person(session, team=team), date(2026, 3, 30))
    assert figures(session, team)[ADDED].now.value is None


def test_a_case_handed_over_on_the_day_of_authorising_had_one_worker_throughout(
    session: Session, team: Team
) -> None:
    for days in (5, 10):
        assessed(session, team, days, changed_after=days)
    for days in (20, 30):
        assessed(session, team, days)
    assert figures(session, team)[ADDED].now.value is None
    assessed(session, team, 30, changed_after=8)
    now = figures(session, team)[ADDED].now
    assert (now.value, now.denominator) == (10, 1)


def test_of_a_child_whose_cases_nobody_told_nothing_is_known(session: Session, team: Team) -> None:
    an_assessment(session, START, add_working_days(START, 20), team, child_ref="CH-9999")
    assessed(session, team, 30, changed_after=10)
    found = figures(session, team)[ADDED]
    assert counts(found) == (None, 0)
    assert found.now.value is None
    assert "none was open as long without one" in found.told


def test_few_are_said_to_be_few_and_many_have_an_interval(session: Session, team: Team) -> None:
    for days in range(20, 50):
        assessed(session, team, days)
    assessed(session, team, 40, changed_after=2)
    assert "With only 1, chance alone" in figures(session, team)[ADDED].caution
    for days in range(30, 60):
        assessed(session, team, days, changed_after=2, start=date(2026, 1, 12))
    caution = figures(session, team)[ADDED].caution
    assert "from " in caution
    assert "(95% interval)" in caution


def test_days_that_chance_does_not_add_are_a_finding_with_its_question(
    session: Session, team: Team
) -> None:
    for number in range(60):
        assessed(session, team, 25 + number % 11, start=date(2026, 1, 12))
    for number in range(30):
        # Before its change each is beside the others, too: 89 were open as long, 60 had none.
        assessed(session, team, 37 + number % 11, changed_after=3 + number, start=date(2026, 1, 12))
    summary = build(session, team, MARCH, APRIL, None)
    (found,) = (one for one in summary.findings if one.measure == ADDED)
    assert (found.verdict, found.direction) == (Verdict.SIGNAL, Direction.CONCERN)
    assert "days more" in found.sentence
    assert "for the 30 it happened to than for others that were open as long." in found.sentence
    assert found.question in str([one.question for one in summary.questions])


def test_another_team_and_another_year_are_left_out(session: Session, team: Team) -> None:
    other = a_team(session, "South")
    assessed(session, team, 20)
    assessed(session, other, 90, changed_after=2)
    assessed(session, team, 90, changed_after=2, start=date(2024, 9, 2))
    assert figures(session, team)[ADDED].now.value is None


def test_where_a_change_adds_nothing_the_longer_time_for_one_does_not_look_like_it() -> None:
    drawn = np.random.default_rng(5)
    found = [
        Timed(MARCH, int(days), int(at) if 0 < at <= days else None)
        for days, at in drawn.exponential((30, 60), (4000, 2)).round()
    ]
    pairs = of_year(found, MARCH)
    added = sum(pair.days - pair.others for pair in pairs) / len(pairs)
    changed = [one.days for one in found if one.changed_after is not None]
    unchanged = [one.days for one in found if one.changed_after is None]
    apart = sum(changed) / len(changed) - sum(unchanged) / len(unchanged)
    assert apart > 10
    assert abs(added) < 2


DRAWN = st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60), st.integers(1, 12))


@given(st.lists(DRAWN, max_size=40), st.integers(1, 12))
def test_columns_find_what_comparing_each_with_all_of_its_year_does(
    drawn: list[tuple[int, int | None, int]], last: int
) -> None:
    every = [
        Timed(Month(2026, month), days, None if at is None else min(at, days))
        for days, at, month in drawn
    ]
    year = [one for one in every if one.month.month <= last]
    held = [one.days if one.changed_after is None else one.changed_after for one in year]
    plain = []
    for one in year:
        at = one.changed_after
        others = [o.days for o, n in zip(year, held, strict=True) if at is not None and n > at]
        if others:
            plain.append((one.days, sum(others) / len(others), len(others)))
    found = of_year(every, Month(2026, last))
    assert sorted((pair.days, pair.others, pair.of) for pair in found) == sorted(plain)
