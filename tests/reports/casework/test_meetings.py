"""How long supervisions took: the mean of those that say it, and nothing where none does."""

from datetime import date

import pytest
from sqlmodel import Session

from reports.render.json import document
from reports.summary import build
from storage.tables import Person, Team
from tests.factories import a_person, a_team
from tests.reports.casework.rows import APRIL, MARCH, counts, figures
from tests.reports.factories import a_meeting

MINUTES = "supervision.minutes"


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


@pytest.fixture
def worker(session: Session, team: Team) -> Person:
    return a_person(session, team=team)


def test_it_is_the_mean_of_the_meetings_that_say_it(
    session: Session, team: Team, worker: Person
) -> None:
    for day, minutes in ((2, 60), (9, 90), (16, 45), (23, None)):
        a_meeting(session, worker, date(2026, 3, day), minutes)
    found = figures(session, team)[MINUTES]
    assert (counts(found), found.now.value) == ((195, 3), 65)
    assert found.told == "65: 195 minutes, 3 meetings."
    assert found.direction == 0
    assert found.paired_with == ("children.discussed_share", "records.own_practice")
    assert "Children discussed" in found.pairs
    assert "not a better one" in found.caution


def test_where_no_meeting_says_it_there_is_no_value_and_it_says_why(
    session: Session, team: Team, worker: Person
) -> None:
    a_meeting(session, worker, date(2026, 3, 2), None)
    summary = build(session, team, MARCH, APRIL, None)
    found = next(one for one in document(summary)["measures"] if one["key"] == MINUTES)
    assert (found["value"], found["numerator"], found["denominator"]) == (None, 0, 0)
    assert found["caution"].startswith("No meeting says how long it took.")
