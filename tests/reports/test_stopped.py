"""A source that sends no contact any more is said in the summary of the whole council."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import Session

from practice.calendar import Month, months_back
from reports import kept
from reports.leaving.summary import to_leave
from reports.render import text
from reports.summary import build
from storage.tables import Team
from tests.factories import a_team, make_store
from tests.reports.casework.rows import a_contact
from tests.storage.plans import statements

MARCH = Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


def said(session: Session, team: Team, *, outside: bool = False) -> str:
    built = build(session, team, MARCH, APRIL, None)
    return " ".join(text.text(to_leave(built) if outside else built).split())


def test_it_is_said_with_whom_to_ask_and_stays_inside(session: Session) -> None:
    council = a_team(session, "Council")
    north = a_team(session, "North", parent=council)
    for month in months_back(MARCH, 15):
        for number in range(40):
            # One source is written in capitals since it moved to another system, and has not gone.
            school = "SCHOOL" if month >= Month(2026, 1) else "school"
            a_contact(session, month.first, north, source="police" if number % 2 else school)
        for _ in range(6 if month < Month(2026, 2) else 0):
            a_contact(session, month.first, north, source="Midwives")
    told = "source “Midwives” does not come any more since February 2026; before, 6 a month."
    whole = said(session, council)
    assert f"Of the contacts, {told} Ask the front-door manager:" in whole
    assert whole.count("does not come any more") == 1
    assert "Midwives" not in said(session, north)
    assert "Midwives" not in said(session, council, outside=True)


def test_the_contacts_of_all_are_not_read_again_until_some_change(tmp_path: Path) -> None:
    with closing(make_store(tmp_path, waits_for_the_disk=False)) as store:
        with store.writing() as session:
            council = a_team(session, "Council")
            for month in months_back(MARCH, 15):
                for _ in range(6 if month < Month(2026, 2) else 0):
                    a_contact(session, month.first, council, source="Midwives")
                a_contact(session, month.first, council, source="police")
        told, read = [], []
        for _ in range(3):
            kept.bring_up_to_date(store, council.id, MARCH, APRIL)
            with statements(store) as heard, store.reading() as session:
                told.append("Midwives" in said(session, session.get_one(Team, council.id)))
            read.append(
                sum("GROUP BY contact.received_on, contact.source" in asked for asked, _ in heard)
            )
            if len(told) > 1:
                with store.writing() as session:
                    a_contact(session, MARCH.first, council, source="Midwives")
        assert told == [True, True, False]
        assert read == [1, 0, 1]
