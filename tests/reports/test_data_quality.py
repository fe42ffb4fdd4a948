"""What is known against the data: counted by hand in a council of a few rows."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from practice.terms import ChildStatus
from reports.data_quality import Doubt, data_quality
from storage.tables import ImportBatch, Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import (
    a_conference,
    a_contact,
    a_referral,
    an_assessment,
    an_enquiry,
)

NOW = datetime(2026, 4, 7, 9, tzinfo=UTC)
DONE = {"outcome": "referral", "domestic_abuse": False, "triaged": False, "child_ref": "N-1"}


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "Council")


def doubts(session: Session, file: str, sort: str, now: datetime = NOW) -> list[Doubt]:
    found = next(one for one in data_quality(session, (), now) if one.file == file)
    return [one for one in found.doubts if one.sort == sort]


def test_a_council_without_files_is_told_of_each_that_feeds_a_figure(session: Session) -> None:
    for file in ("contacts", "referrals", "assessments", "section47", "conferences"):
        (found,) = doubts(session, file, "missing")
        assert found.what == "no row was ever brought in"
        assert found.figures


def test_a_month_without_a_row_is_named_with_what_rests_on_it(session: Session, team: Team) -> None:
    for month in (1, 3):
        a_contact(session, date(2026, month, 9), team, **DONE)
    (found,) = doubts(session, "contacts", "missing")
    assert (found.what, found.count) == ("no row in February 2026", 1)
    assert "True contacts" in found.figures


def test_an_empty_column_carries_the_figures_that_rest_on_it_alone(
    session: Session, team: Team
) -> None:
    a_contact(session, date(2026, 2, 9), team, **DONE)
    a_contact(session, date(2026, 3, 9), team, **{**DONE, "outcome": None})
    (found,) = doubts(session, "contacts", "missing")
    assert (found.what, found.count) == ("outcome is empty in all rows of March 2026", 1)
    assert found.figures == ("Contacts with no further action",)


def test_a_share_of_blanks_that_moved_is_told_and_one_that_did_not_is_not(
    session: Session, team: Team
) -> None:
    for n in range(60):
        a_referral(session, date(2026, 1 + n % 2, 9), team, child_ref="N-1", decided_on=NOW.date())
        known = {"child_ref": "N-1"} if n % 2 else {}
        a_referral(session, date(2026, 3, 9), team, decided_on=NOW.date(), **known)
    (found,) = doubts(session, "referrals", "changed")
    assert found.what == (
        "child_ref is empty in 50 of 100 rows of March 2026; in the months before, in 0 of 100"
    )
    assert found.figures == ("Referrals within 12 months of an earlier one",)


def test_what_ends_before_it_starts_and_what_waits_too_long_is_counted(
    session: Session, team: Team
) -> None:
    a_referral(session, date(2026, 3, 9), team, decided_on=date(2026, 3, 8))
    a_referral(session, date(2026, 3, 9), team)
    an_assessment(session, date(2025, 12, 1), None, team)
    an_enquiry(session, date(2026, 2, 2), team)
    an_enquiry(session, date(2026, 4, 1), team)
    assert [one.count for one in doubts(session, "referrals", "contradictory")] == [1]
    assert [one.count for one in doubts(session, "referrals", "late")] == [1]
    assert [one.count for one in doubts(session, "assessments", "late")] == [1]
    assert [one.count for one in doubts(session, "section47", "late")] == [1]


def test_whose_a_child_is_is_in_doubt_with_two_leads_or_none(session: Session, team: Team) -> None:
    one, other = a_person(session, "One", team=team), a_person(session, "Other", team=team)
    twice, _ = a_child(session, "CH-1"), a_child(session, "CH-2")
    gone = a_child(session, "CH-3", status=ChildStatus.CLOSED)
    for person in (one, other):
        an_involvement(session, twice, person)
    an_involvement(session, gone, one)
    (leads,) = [d for d in doubts(session, "involvements", "contradictory") if "two" in d.what]
    assert leads.count == 1
    said = {d.what: d.count for d in doubts(session, "children", "contradictory")}
    assert said["children with an open case and no open involvement"] == 1
    assert said["closed children with an open involvement"] == 1


def test_a_conference_without_its_enquiry_and_a_child_who_is_not_here(session: Session) -> None:
    for day in (9, 10):
        a_conference(session, date(2026, 3, day), None, child_ref="CH-9")
    a_conference(session, date(2026, 3, 9), an_enquiry(session, date(2026, 3, 12)))
    said = {one.what: one.count for one in doubts(session, "conferences", "contradictory")}
    assert said == {
        "conferences that follow no enquiry that is here": 2,
        "conferences before the enquiry that they name": 1,
    }
    assert [one.count for one in doubts(session, "children", "contradictory")] == [2]


def test_a_file_that_came_long_ago_and_what_the_last_one_corrected(session: Session) -> None:
    then = datetime(2026, 2, 3, 9, tzinfo=UTC)
    batch = ImportBatch(number=1, kind="contacts", file="", imported_at=then, added=0, changed=1)
    session.add(batch)
    session.flush()
    (late,) = doubts(session, "contacts", "late")
    assert late.what == "not imported since 3 February 2026"
    (changed,) = doubts(session, "contacts", "changed")
    assert changed.count == 1
    assert doubts(session, "contacts", "late", datetime(2026, 2, 20, 9, tzinfo=UTC)) == []


def test_a_month_whose_file_ends_early_is_late(session: Session, team: Team) -> None:
    for day in range(2, 14):
        a_contact(session, date(2026, 3, day), team, **DONE)
    (found,) = doubts(session, "contacts", "late")
    assert found.what == "March 2026 ends on 13 March 2026"
    assert "True contacts" in found.figures


def test_a_conference_that_follows_its_childs_last_enquiry_is_in_no_doubt(
    session: Session, team: Team
) -> None:
    an_enquiry(session, date(2026, 2, 2), team, ref="EN-1", child_ref="CH-0001")
    a_conference(session, date(2026, 2, 23), child_ref="CH-0001")
    a_conference(session, date(2026, 2, 24), enquiry_ref="EN-9", child_ref="CH-0001")
    assert doubts(session, "conferences", "contradictory") == []
    a_conference(session, date(2026, 1, 20), child_ref="CH-0001")
    a_conference(session, date(2026, 4, 6), child_ref="CH-0001")
    a_conference(session, date(2026, 2, 23), child_ref="CH-0002")
    (found,) = doubts(session, "conferences", "contradictory")
    assert found.count == 3
    assert found.what == "conferences that follow no enquiry that is here"
