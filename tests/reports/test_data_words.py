"""A word that goes from a file, or comes into it, is told; what chance leaves out is not."""

from collections.abc import Sequence

import pytest
from sqlmodel import Session

from practice.calendar import Month, months_back
from reports.data_words import moved
from reports.words_that_moved import in_files
from storage.tables import Team
from tests.factories import a_team
from tests.reports.casework.rows import a_contact, an_enquiry

MARCH = Month(2026, 3)
YEAR = months_back(MARCH, 15)


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "Council")


def contacts(session: Session, team: Team, source: str, months: Sequence[Month], each: int) -> None:
    for month in months:
        for _ in range(each):
            a_contact(session, month.first, team, source=source)


def told(session: Session, file: str = "contacts") -> list[str]:
    return [one.what for one in moved(session, file, MARCH)]


def test_a_source_that_sends_nothing_any_more_is_named_with_since_when(
    session: Session, team: Team
) -> None:
    contacts(session, team, "police", YEAR, 20)
    contacts(session, team, "Hollybank  Academy", YEAR[:-2], 6)
    (said,) = told(session)
    assert "\u201cHollybank Academy\u201d does not come any more since February 2026" in said
    assert said.endswith("before, 6 a month")


def test_a_source_that_is_written_in_capitals_from_now_on_has_not_gone(
    session: Session, team: Team
) -> None:
    contacts(session, team, "Police", YEAR[:-3], 20)
    contacts(session, team, "POLICE", YEAR[-3:], 20)
    assert told(session) == []


def test_one_that_seldom_sent_anything_may_come_again(session: Session, team: Team) -> None:
    contacts(session, team, "police", YEAR, 20)
    contacts(session, team, "dentist", YEAR[:-2], 2)
    assert told(session) == []


def test_an_outcome_that_is_renamed_goes_and_comes(session: Session, team: Team) -> None:
    for month in YEAR:
        name = "NFA" if month < Month(2025, 12) else "Closed"
        for _ in range(5):
            an_enquiry(session, month.first, team, outcome=name)
    assert told(session, "section47") == [
        "outcome \u201cClosed\u201d comes since December 2025, 5 a month; before, never",
        "outcome \u201cNFA\u201d does not come any more since December 2025; before, 5 a month",
    ]


def test_a_file_that_ends_is_missing_and_its_words_have_not_gone(
    session: Session, team: Team
) -> None:
    contacts(session, team, "police", YEAR[:-3], 20)
    assert told(session) == []


def test_what_changed_more_than_a_year_ago_is_told_no_more(session: Session, team: Team) -> None:
    contacts(session, team, "police", months_back(MARCH, 24), 20)
    contacts(session, team, "old", months_back(MARCH, 24)[:6], 20)
    assert told(session) == []


def test_a_source_that_stops_in_several_files_is_told_once(session: Session, team: Team) -> None:
    for month in YEAR:
        a_contact(session, month.first, team, source="police", reason="missing")
        an_enquiry(session, month.first, team, source="police")
    for month in YEAR[:-2]:
        for _ in range(6):
            a_contact(session, month.first, team, source="A and E", reason="injury")
            an_enquiry(session, month.first, team, source="a and e")
    found = in_files(session, ("contacts", "section47"), MARCH)
    assert [one.files for one in found] == [("contacts", "section47")]
    assert found[0].what.endswith(
        "before, 6 a month. With it: reason \u201cinjury\u201d. "
        "So it is in section 47 enquiries since February 2026"
    )
    # A reason that others give too is told by itself: it went, and they still send.
    a_contact(session, YEAR[0].first, team, source="police", reason="Injury")
    named = [one.what.partition(" does")[0] for one in in_files(session, ("contacts",), MARCH)]
    assert named == ["source \u201cA and E\u201d", "reason \u201cinjury\u201d"]


def test_a_long_text_is_no_word(session: Session, team: Team) -> None:
    contacts(session, team, "police", YEAR, 20)
    contacts(session, team, "she rang and said " * 5, YEAR[:-3], 20)
    assert told(session) == []
