"""A month whose file ends before it does is no fall: it is said, and set beside no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from reports.finding import Verdict
from reports.statistics.gaps import incomplete, late_to_begin
from reports.summary import build
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import APRIL, MARCH, a_contact, a_referral, figures

RECORDED = "contacts.recorded"
LAST = date(2026, 3, 12)
CHRISTMAS = Month(2025, 12)


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


def contacts(session: Session, team: Team, until: date, since: date = date(2025, 1, 1)) -> None:
    """Add two contacts a day for more than a year."""
    day = since
    while day <= until:
        for _ in range(2):
            a_contact(session, day, team, outcome="other")
        day += timedelta(1)


def test_a_file_that_ends_early_is_said_and_is_no_fall(session: Session, team: Team) -> None:
    contacts(session, team, LAST)
    built = build(session, team, MARCH, APRIL, None)
    found = next(one for one in built.casework if one.key == RECORDED)
    assert (found.now.value, found.now.ends, found.now.is_comparable) == (24, LAST, False)
    assert "ends on 12 March, so no other month stands beside it" in found.told
    assert [one.sentence for one in built.findings if one.is_signal] == []
    (gap,) = [one for one in built.findings if one.verdict is Verdict.TOO_LITTLE]
    assert "ends on 12 March 2026, so a fall may be missing data" in gap.sentence
    assert gap.ask == "whoever brings the files in"
    limits = next(one.text for one in built.sections[0].sentences if "We cannot say" in one.text)
    assert "contacts after 12 March 2026" in limits


FIRST = date(2025, 2, 12)


def test_a_month_whose_file_begins_late_is_said_and_is_set_beside_no_other(
    session: Session, team: Team
) -> None:
    """As a first file does that was made for the time since a system changed."""
    contacts(session, team, date(2026, 3, 31), FIRST)
    at = datetime(2025, 4, 7, 9, tzinfo=UTC)
    for month, begins in ((Month(2025, 2), FIRST), (Month(2025, 3), None)):
        found = figures(session, team, month, at)[RECORDED].now
        assert (found.begins, found.is_comparable) == (begins, begins is None)
    built = build(session, team, Month(2025, 2), at, None)
    told = next(one for one in built.casework if one.key == RECORDED).told
    assert "begins on 12 February, so no other month stands beside it" in told
    limits = next(one.text for one in built.sections[0].sentences if "We cannot say" in one.text)
    assert "contacts before 12 February 2025" in limits


def test_a_file_that_begins_after_new_year_as_offices_do_begins_on_time() -> None:
    assert late_to_begin(of(Month(2026, 1), *range(5, 31))) == {}
    assert late_to_begin(of(MARCH, 12, 13, 16, 17)) == {}
    assert late_to_begin(of(MARCH, *range(12, 32))) == {MARCH: date(2026, 3, 12)}


def test_once_the_rest_has_come_the_month_is_as_others(session: Session, team: Team) -> None:
    contacts(session, team, date(2026, 3, 31))
    found = figures(session, team)[RECORDED]
    assert found.now.is_comparable
    assert "ends on" not in found.told


def test_a_file_whose_months_all_end_early_is_kept_so(session: Session, team: Team) -> None:
    """As where referrals are entered by the first week alone: nothing of it is late."""
    for month in months_back(MARCH, 13):
        for day in range(1, 9):
            a_referral(session, date(month.year, month.month, day), team)
    assert figures(session, team)["referrals.count"].now.is_comparable


def test_a_month_that_runs_is_no_early_end(session: Session, team: Team) -> None:
    contacts(session, team, LAST)
    found = figures(session, team, MARCH, datetime(2026, 3, 30, 9, tzinfo=UTC))[RECORDED]
    assert found.now.ends is None


def test_another_files_months_are_as_they_were(session: Session, team: Team) -> None:
    contacts(session, team, LAST)
    a_referral(session, date(2026, 3, 30), team)
    assert figures(session, team)["referrals.count"].now.is_comparable


def of(month: Month, *days: int) -> list[date]:
    return [date(month.year, month.month, day) for day in days]


@pytest.mark.parametrize(
    ("days", "ends"),
    [
        (of(MARCH, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 16, 17, 18, 19, 20, 23, 24), 24),
        # Brothers and sisters: twelve rows on three days.
        (of(MARCH, 3, 3, 3, 3, 5, 5, 5, 5, 12, 12, 12, 12), None),
        (of(MARCH, 2, 31), None),
        # Offices that shut from Christmas Eve to New Year.
        (of(CHRISTMAS, *range(1, 24)), None),
    ],
)
def test_it_takes_more_than_chance(days: list[date], ends: int | None) -> None:
    found = incomplete(days, date(2026, 4, 7))
    assert [day.day for day in found.values()] == ([] if ends is None else [ends])
