"""Assessments, enquiries and conferences, counted by hand in a council of a few rows."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from practice.calendar import Month, add_working_days
from reports.casework.followed import cohort
from reports.casework_view import CaseworkFigure
from reports.file_lists.rows import rows_behind
from storage.measures import Scope
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import (
    MARCH,
    a_conference,
    an_assessment,
    an_enquiry,
    counts,
    figures,
)

DAYS, IN_TIME = "assessments.days", "assessments.within_45_working_days"
SEEN, COHORT = "assessments.child_seen_share", "section47.to_conference"
CONFERENCES = "conferences.within_15_working_days"
MAY = datetime(2026, 5, 7, 9, tzinfo=UTC)
EASTER = datetime(2026, 4, 8, 9, tzinfo=UTC)
Figures = Callable[..., dict[str, CaseworkFigure]]


@pytest.fixture
def top(session: Session) -> Team:
    return a_team(session, "Council")


@pytest.fixture
def team(session: Session, top: Team) -> Team:
    return a_team(session, "North", top)


def test_days_are_working_days_from_the_start_and_45_of_them_are_in_time(
    session: Session, team: Team
) -> None:
    start = date(2026, 1, 12)
    for days in (36, 45, 46):
        an_assessment(session, start, add_working_days(start, days), team)
    found = figures(session, team)
    assert found[DAYS].now.value == 45
    assert counts(found[DAYS]) == (None, 3)
    assert found[DAYS].told == "45 days: the middle of 3."
    assert counts(found[IN_TIME]) == (2, 3)


@pytest.mark.parametrize(("many", "surely"), [(19, ""), (20, "from 15 to 24 days (95% interval).")])
def test_how_surely_a_middle_is_known_is_told_of_twenty_and_more(
    session: Session, team: Team, many: int, surely: str
) -> None:
    start = date(2026, 2, 16)
    for days in range(10, 10 + many):
        an_assessment(session, start, add_working_days(start, days), team)
    found = figures(session, team)[DAYS]
    assert found.now.denominator == many
    assert surely in found.caution
    assert ("What chance alone leaves open:" in found.caution) == bool(surely)


def test_where_all_took_as_long_no_range_is_told(session: Session, team: Team) -> None:
    start = date(2026, 1, 26)
    for _ in range(20):
        an_assessment(session, start, add_working_days(start, 30), team)
    found = figures(session, team)[DAYS]
    assert found.now.surely == (30.0, 30.0)
    assert "chance alone" not in found.caution


def test_what_is_still_open_is_in_no_month_and_what_ends_before_it_starts_is_left_out(
    session: Session, team: Team
) -> None:
    an_assessment(session, date(2026, 3, 2), None, team)
    an_assessment(session, date(2026, 3, 12), date(2026, 3, 3), team)
    an_assessment(session, date(2026, 3, 2), date(2026, 3, 2), team)
    found = figures(session, team)
    assert (found[DAYS].now.value, found[DAYS].now.left_out) == (0, 1)
    assert counts(found[IN_TIME]) == (1, 1)
    assert "1 ends before it starts and is not counted." in found[IN_TIME].caution


def test_a_child_was_seen_from_the_start_to_the_authorising(session: Session, team: Team) -> None:
    start, end = date(2026, 2, 2), date(2026, 3, 9)
    for seen in (start, end, start - timedelta(1), end + timedelta(1), None):
        an_assessment(session, start, end, team, child_seen_on=seen)
    assert counts(figures(session, team)[SEEN]) == (2, 5)


def test_where_no_file_says_when_a_child_was_seen_nobody_says_they_were_not(
    session: Session, team: Team, top: Team
) -> None:
    an_assessment(session, date(2026, 2, 2), date(2026, 3, 9), team)
    found = figures(session, team)[SEEN]
    assert (found.now.value, found.now.left_out) == (None, 1)
    assert found.caution.startswith("No assessment says when the child was seen.")
    other = a_team(session, "South", top)
    day = date(2026, 2, 9)
    an_assessment(session, day, day, other, child_seen_on=day)
    assert counts(figures(session, team)[SEEN]) == (0, 1)


def test_no_timeliness_is_told_without_whether_the_child_was_seen(
    session: Session, team: Team
) -> None:
    start = date(2026, 3, 2)
    an_assessment(session, start, date(2026, 3, 9), team, child_seen_on=start)
    for key in (DAYS, IN_TIME):
        assert "Assessments in which the child was seen 1 of 1" in figures(session, team)[key].pairs


def test_a_cohort_is_the_enquiries_of_the_month_whenever_their_conference_was(
    session: Session, team: Team
) -> None:
    first = an_enquiry(session, date(2026, 3, 2), team)
    an_enquiry(session, date(2026, 3, 3), team)
    a_conference(session, date(2026, 4, 29), first)
    before = an_enquiry(session, date(2026, 2, 27), team)
    a_conference(session, date(2026, 3, 9), before)
    found = figures(session, team, MARCH, MAY)
    assert counts(found["section47.count"]) == (2, None)
    assert counts(found[COHORT]) == (1, 2)
    assert found[COHORT].last.value == 1


def test_an_enquiry_too_recent_for_an_outcome_is_left_out_whether_or_not_it_has_one(
    session: Session, team: Team
) -> None:
    old, new = (an_enquiry(session, date(2026, 3, day), team) for day in (2, 16))
    a_conference(session, date(2026, 3, 20), old)
    a_conference(session, date(2026, 3, 20), new)
    # The 15th working day after 16 March is 8 April: Good Friday and Easter Monday are none.
    on_the_day = figures(session, team, MARCH, datetime(2026, 4, 8, 9, tzinfo=UTC))[COHORT]
    assert (counts(on_the_day), on_the_day.now.left_out) == ((1, 1), 1)
    said = "1 enquiry is too recent for an outcome to be known, or still under way,"
    assert said in on_the_day.caution
    assert not on_the_day.now.is_comparable
    after = figures(session, team, MARCH, datetime(2026, 4, 9, 9, tzinfo=UTC))[COHORT]
    assert (counts(after), after.now.left_out) == ((2, 2), 0)


@pytest.mark.parametrize("outcome", [None, "Ongoing", " in progress"])
def test_an_enquiry_that_is_under_way_led_neither_to_a_conference_nor_to_none(
    session: Session, team: Team, outcome: str | None
) -> None:
    led, _, going = (
        an_enquiry(session, date(2026, 3, 2), team, completed_on=ended, outcome=said)
        for ended, said in ((date(2026, 3, 9), None), (None, "No further action"), (None, outcome))
    )
    a_conference(session, date(2026, 3, 12), led)
    found = figures(session, team, MARCH, EASTER)[COHORT]
    assert (counts(found), found.now.left_out) == ((1, 2), 1)
    assert not found.now.is_whole
    rows = rows_behind(session, COHORT, team, MARCH, EASTER)
    assert [row.ref for row in rows if row.counts is None] == [going.ref]
    assert cohort(session, Scope((team.id,), (MARCH,), EASTER)) == {team.id: (1, 2)}
    # Two months later it was forgotten, and led to none: where only conferences are written down,
    # every enquiry would lead to one.
    later = figures(session, team, MARCH, datetime(2026, 5, 9, tzinfo=UTC))[COHORT]
    assert (counts(later), later.now.is_whole) == ((1, 3), True)
    # A conference may follow it all the same.
    a_conference(session, date(2026, 3, 13), going)
    assert counts(figures(session, team, MARCH, EASTER)[COHORT]) == (2, 3)


@pytest.mark.parametrize(("ended", "is_whole"), [(8, False), (9, True)])
def test_few_that_are_under_way_keep_no_month_from_being_compared(
    session: Session, team: Team, ended: int, is_whole: bool
) -> None:
    for _ in range(ended):
        an_enquiry(session, date(2026, 3, 2), team, completed_on=date(2026, 3, 9))
    a_conference(session, date(2026, 3, 12), child_ref="CH-2")
    an_enquiry(session, date(2026, 3, 2), team)
    found = figures(session, team, MARCH, EASTER)[COHORT].now
    assert (found.denominator, found.left_out, found.is_whole) == (ended, 1, is_whole)


def test_where_no_enquiry_has_an_end_none_is_known_to_be_under_way(
    session: Session, team: Team, top: Team
) -> None:
    """The file has no such column: another team's enquiry would tell otherwise."""
    an_enquiry(session, date(2026, 3, 2), team)
    a_conference(session, date(2026, 3, 30), child_ref="CH-2")
    assert counts(figures(session, team, MARCH, EASTER)[COHORT]) == (0, 1)
    an_enquiry(session, date(2026, 3, 2), top, outcome="no conference")
    assert counts(figures(session, team, MARCH, EASTER)[COHORT]) == (0, 0)


def test_two_conferences_of_one_enquiry_are_one_outcome(session: Session, team: Team) -> None:
    enquiry = an_enquiry(session, date(2026, 3, 2), team)
    for day in (9, 16):
        a_conference(session, date(2026, 3, day), enquiry)
    found = figures(session, team, MARCH, MAY)
    assert counts(found[COHORT]) == (1, 1)
    assert counts(found[CONFERENCES]) == (2, 2)


def test_a_conference_without_an_enquiry_follows_its_childs_last_one(
    session: Session, team: Team
) -> None:
    an_enquiry(session, date(2026, 3, 2), team, child_ref="CH-2")
    an_enquiry(session, date(2026, 3, 12), team, child_ref="CH-2")
    an_enquiry(session, date(2026, 3, 2), team, child_ref="CH-3")
    a_conference(session, date(2026, 3, 20), child_ref="CH-2")
    a_conference(session, date(2026, 5, 6), child_ref="CH-3")
    found = figures(session, team, MARCH, MAY)
    assert counts(found[COHORT]) == (1, 3)
    assert counts(found[CONFERENCES]) == (1, 1)


def test_a_conference_that_names_another_childs_enquiry_is_not_its_outcome(
    session: Session, team: Team, top: Team
) -> None:
    enquiry = an_enquiry(session, date(2026, 3, 2), team, child_ref="CH-2")
    a_conference(session, date(2026, 3, 9), enquiry, child_ref="CH-3")
    a_conference(session, date(2026, 3, 1), enquiry)
    found = figures(session, top, MARCH, MAY)
    assert counts(found[COHORT]) == (0, 1)
    assert counts(found[CONFERENCES]) == (0, 0)
    assert found[CONFERENCES].now.left_out == 2


def test_fifteen_working_days_count_from_the_strategy_discussion(
    session: Session, team: Team
) -> None:
    for strategy in (date(2026, 2, 27), date(2026, 2, 26), None, date(2026, 3, 4)):
        enquiry = an_enquiry(session, date(2026, 3, 2), team, strategy_discussion_on=strategy)
        a_conference(session, add_working_days(date(2026, 2, 27), 15), enquiry)
    assert counts(figures(session, team)[CONFERENCES]) == (3, 4)


@pytest.mark.parametrize(
    ("held", "known"),
    [
        # The file of conferences ends on 11 March: what followed from then on is not known.
        ((2, 3, 4, 5, 6, 9, 10, 11), 2),
        ((2, 3, 4, 5, 6, 9, 10, 11, 30), 4),
    ],
)
def test_where_conferences_came_late_nobody_says_that_none_followed(
    session: Session, team: Team, held: tuple[int, ...], known: int
) -> None:
    for day in held:
        a_conference(session, date(2026, 3, day), child_ref="CH-0009")
    for day in (3, 9, 24, 26):
        an_enquiry(session, date(2026, 2, day), team)
    now = figures(session, team, Month(2026, 2), MAY)[COHORT].now
    assert (now.denominator, now.left_out) == (known, 4 - known)
    assert now.is_comparable is (known == 4)


def test_without_conferences_nobody_says_that_enquiries_led_to_none(
    session: Session, team: Team
) -> None:
    an_enquiry(session, date(2026, 3, 2), team)
    found = figures(session, team, MARCH, MAY)[COHORT]
    assert found.now.value is None
    assert found.caution.startswith("No file of conferences has been imported.")
    a_conference(session, date(2026, 2, 20))
    found = figures(session, team, MARCH, MAY)[COHORT]
    assert found.caution.startswith("No file of conferences has this month.")
    a_conference(session, date(2026, 4, 20), child_ref="CH-9")
    assert counts(figures(session, team, MARCH, MAY)[COHORT]) == (0, 1)


def test_an_enquiry_of_another_team_is_that_teams(session: Session, team: Team, top: Team) -> None:
    other = a_team(session, "South", top)
    a_conference(session, date(2026, 3, 9), an_enquiry(session, date(2026, 3, 2), other))
    found = figures(session, team, MARCH, MAY)
    assert counts(found["section47.count"]) == (0, None)
    assert counts(found[CONFERENCES]) == (0, 0)
    assert counts(figures(session, top, MARCH, MAY)[CONFERENCES]) == (1, 1)


def test_an_assessment_from_before_any_calendar_has_no_days(session: Session, team: Team) -> None:
    an_assessment(session, date(1066, 10, 14), date(2026, 3, 9), team)
    found = figures(session, team, Month(2026, 3))
    assert (found[DAYS].now.value, found[DAYS].now.left_out) == (None, 1)
