"""A column that came before and is empty now is among what nobody can say, with since when."""

from datetime import UTC, date, datetime

from sqlmodel import Session, select

from practice.calendar import Month
from reports.summary import build
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import a_contact, a_referral

APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)
MARCH = Month(2026, 3)
CANNOT = "We cannot say"


def cannot_say(session: Session, month: Month = MARCH, at: datetime = APRIL) -> str:
    team = session.exec(select(Team)).first() or a_team(session, "Council")
    lead = build(session, team, month, at, None).sections[0]
    return next((one.text for one in lead.sentences if one.text.startswith(CANNOT)), "")


def test_a_column_that_comes_empty_is_said_with_the_month_since_when(session: Session) -> None:
    a_contact(session, date(2026, 1, 9), outcome="referral")
    a_contact(session, date(2026, 2, 9))
    a_contact(session, date(2026, 3, 9))
    assert "contact outcomes, missing since February 2026" in cannot_say(session)


def test_a_file_that_ends_is_said_once_and_none_of_its_columns(session: Session) -> None:
    a_contact(session, date(2026, 2, 9), outcome="referral", domestic_abuse=True)
    a_referral(session, date(2026, 3, 9))
    said = cannot_say(session)
    assert "contacts, missing since March 2026" in said
    assert "contact outcomes" not in said


def test_what_never_came_and_a_month_that_runs_lack_nothing(session: Session) -> None:
    a_contact(session, date(2026, 3, 9))
    assert "missing since" not in cannot_say(session)
    a_contact(session, date(2026, 2, 9), outcome="referral")
    running = datetime(2026, 3, 20, 9, tzinfo=UTC)
    assert "missing since" not in cannot_say(session, at=running)
