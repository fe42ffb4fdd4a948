"""Records with copied words that nobody said again, of those that were compared with others."""

from datetime import date

import pytest
from sqlmodel import Session

from practice.calendar import Month
from reports.drilldown import records_behind
from reports.selection import COUNTED
from reports.summary import build
from reports.view import Summary
from reports.wording import lists_of
from storage.tables import Team
from tests.factories import a_person, a_team
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, noon

COPIED, MARCH, APRIL = "records.copied", Month(2026, 3), noon(date(2026, 4, 20))


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


def summary(session: Session, team: Team, *copied: bool | None) -> Summary:
    """Return March's summary of a team with a record for each of these."""
    worker = a_person(session, team=team)
    for day, one in enumerate(copied, 1):
        record = a_record(
            session, a_meeting(session, worker, date(2026, 3, day)), a_case(session, worker)
        )
        a_submission(session, record, copied=one)
    return build(session, team, MARCH, APRIL, None)


def test_what_was_not_compared_is_left_out(session: Session, team: Team) -> None:
    figure = summary(session, team, True, False, None, True).figure(COPIED)
    assert (figure.now.numerator, figure.now.denominator) == (2, 3)
    assert (figure.direction, figure.paired_with) == (-1, ("records.child_voice",))


def test_where_nothing_was_compared_it_has_no_value_and_says_why(
    session: Session, team: Team
) -> None:
    figure = summary(session, team, None).figure(COPIED)
    assert figure.now.value is None
    assert figure.caution.startswith("No record in depth was compared with earlier ones.")


def test_a_record_sent_again_without_them_has_none(session: Session, team: Team) -> None:
    worker = a_person(session, team=team)
    record = a_record(
        session, a_meeting(session, worker, date(2026, 3, 3)), a_case(session, worker)
    )
    a_submission(session, record, copied=True)
    a_submission(session, record, 2, noon(date(2026, 3, 5)), copied=False)
    figure = build(session, team, MARCH, APRIL, None).figure(COPIED)
    assert (figure.now.numerator, figure.now.denominator) == (0, 1)


def test_its_list_has_the_copied_ones_first(session: Session, team: Team) -> None:
    figure = summary(session, team, False, True, None).figure(COPIED)
    rows = records_behind(session, COPIED, team, MARCH, APRIL, None)
    assert [row.counted for row in rows] == [True, False]
    assert "said that they are so again" in rows[1].why_not
    lists = [(of.shows, of.count) for of in lists_of(figure, figure.now)]
    assert lists == [(COUNTED, 1), ("all", 2)]
