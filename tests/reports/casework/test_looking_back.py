"""Figures that look a year back, in the first year of a council's files."""

from datetime import date

import pytest
from sqlmodel import Session

from practice.calendar import Month
from storage.tables import Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import APRIL, MARCH, a_contact, a_referral, figures

AGAIN, CHANGED = "contacts.repeat_share", "children.changed_worker_share"
SHORT = "A month that does not see a whole year"


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


def short_months(session: Session, team: Team, key: str) -> list[Month]:
    return [one.period for one in figures(session, team)[key].series if one.is_short]


@pytest.mark.parametrize(
    ("add", "key"), [(a_contact, AGAIN), (a_referral, "referrals.repeat_share")]
)
def test_a_month_that_does_not_see_a_whole_year_is_set_beside_no_other(
    session: Session, team: Team, add: object, key: str
) -> None:
    assert callable(add)
    for months in range(14):
        day = date(2025 + (1 + months) // 12, (1 + months) % 12 + 1, 10)
        add(session, day, team, child_ref="CH-0001")
    assert short_months(session, team, key) == [
        *(Month(2025, n) for n in range(3, 13)),
        Month(2026, 1),
    ]
    found = figures(session, team)[key]
    assert found.now.is_comparable
    assert found.series[0].value is not None
    assert not found.series[0].is_comparable
    assert SHORT in found.caution
    assert "February 2025" in found.caution


def test_a_file_that_goes_back_far_enough_has_no_such_month(session: Session, team: Team) -> None:
    for day in (date(2024, 2, 28), date(2026, 3, 3)):
        a_contact(session, day, team, child_ref="CH-0001")
    assert short_months(session, team, AGAIN) == []
    assert SHORT not in figures(session, team)[AGAIN].caution


def test_changes_of_worker_are_known_from_the_first_time_that_ended(
    session: Session, team: Team
) -> None:
    for begun, ended in ((date(2020, 1, 1), None), (date(2025, 3, 5), date(2025, 4, 9))):
        an_involvement(session, a_child(session), a_person(session, team=team), begun, ended)
    short = short_months(session, team, CHANGED)
    assert (short[0], short[-1]) == (Month(2025, 3), Month(2026, 2))
    assert "No time with a child is known that ended before April 2025." in (
        figures(session, team)[CHANGED].caution
    )


def test_leavers_are_known_from_the_first_who_left(session: Session, team: Team) -> None:
    a_person(session, team=team)
    a_person(session, team=team, left_on=date(2025, 6, 30))
    found = figures(session, team, MARCH, APRIL)["workforce.turnover"]
    assert found.now.value == 1
    assert found.now.is_short
    assert "Nobody is known who left before June 2025." in found.caution
