"""Contacts and referrals, counted by hand in a council of a few rows."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from practice import true_contacts
from practice.calendar import Month
from reports.casework_view import CaseworkFigure
from reports.render import html, json, text
from reports.summary import build, nothing_yet
from storage import link_answers
from storage.encryption import seal_row
from storage.tables import Child, Contact, Involvement, Team
from tests.factories import a_child, a_person, a_team, an_involvement, make_store
from tests.reports import answering
from tests.reports.casework.rows import APRIL, MARCH, a_contact, a_referral, counts, figures
from tests.reports.factories import a_meeting

NFA, REFERRAL, OPEN = "no further action", "referral", "already open"


@dataclass
class Council:
    """A council of two teams, with a child whose case was open from January to 20 March."""

    session: Session
    whole: Team
    north: Team
    south: Team

    def figures(self, team: Team | None = None) -> dict[str, CaseworkFigure]:
        return figures(self.session, team or self.whole)


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Session]:
    """Open an empty council with its key, for what is encrypted."""
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        yield session
    store.close()


@pytest.fixture
def council(session: Session) -> Council:
    whole = a_team(session, "Council")
    north, south = (a_team(session, name, whole) for name in ("North", "South"))
    worker = a_person(session, team=north)
    child = a_child(session, "CH-0417")
    an_involvement(session, child, worker, date(2026, 1, 5), date(2026, 3, 20))
    return Council(session, whole, north, south)


def test_every_contact_of_the_month_and_of_the_team_is_recorded(council: Council) -> None:
    a_contact(council.session, date(2026, 3, 1), council.north)
    a_contact(council.session, date(2026, 3, 31), council.south)
    a_contact(council.session, date(2026, 2, 28), council.north)
    a_contact(council.session, date(2026, 4, 1), council.north)
    assert counts(council.figures()["contacts.recorded"]) == (2, None)
    assert counts(council.figures(council.north)["contacts.recorded"]) == (1, None)
    assert council.figures()["contacts.recorded"].now.value == 2
    assert council.figures()["contacts.recorded"].last.value == 1


def test_a_team_without_contacts_is_told_so_and_not_of_none_of_none(council: Council) -> None:
    a_contact(council.session, date(2026, 3, 1), council.north)
    told = council.figures(council.south)
    assert told["contacts.true"].told == "No contact was recorded."
    assert told["contacts.on_open_cases"].told == "No contact was recorded."


def test_a_contact_without_a_team_is_the_whole_councils(council: Council) -> None:
    a_contact(council.session, date(2026, 3, 1))
    assert counts(council.figures()["contacts.recorded"]) == (1, None)
    assert counts(council.figures(council.north)["contacts.recorded"]) == (0, None)


def test_where_two_teams_stand_above_all_a_contact_without_a_team_is_of_neither(
    council: Council,
) -> None:
    a_team(council.session, "Another council")
    a_contact(council.session, date(2026, 3, 1))
    assert counts(council.figures()["contacts.recorded"]) == (0, None)


def test_a_case_is_open_from_the_day_after_its_start_to_its_last(council: Council) -> None:
    for day in (6, 20, 21):
        a_contact(council.session, date(2026, 3, day), council.north, child_ref="CH-0417")
    a_contact(council.session, date(2026, 3, 3), council.north, child_ref="CH-9999")
    found = council.figures()
    assert counts(found["contacts.on_open_cases"]) == (2, 4)
    assert counts(found["contacts.true"]) == (2, 4)


def test_the_contact_that_opened_a_case_is_a_true_one(council: Council) -> None:
    child = a_child(council.session, "CH-0500", opened_on=date(2026, 3, 9))
    an_involvement(council.session, child, a_person(council.session), date(2026, 3, 9))
    a_contact(council.session, date(2026, 3, 9), council.north, child_ref="CH-0500")
    a_contact(council.session, date(2026, 3, 10), council.north, child_ref="CH-0500")
    assert counts(council.figures()["contacts.on_open_cases"]) == (1, 2)


def test_already_open_without_a_reference_is_believed_and_with_one_is_not(
    council: Council,
) -> None:
    a_contact(council.session, date(2026, 3, 9), council.north, outcome=OPEN)
    a_contact(council.session, date(2026, 3, 9), council.north, outcome=OPEN, child_ref="CH-1")
    assert counts(council.figures()["contacts.on_open_cases"]) == (1, 2)


def test_a_closed_case_without_a_day_of_closing_is_not_taken_to_be_open(council: Council) -> None:
    a_child(council.session, "CH-0600", status="closed", opened_on=date(2024, 1, 1))
    a_contact(council.session, date(2026, 3, 9), council.north, child_ref="CH-0600")
    assert counts(council.figures()["contacts.on_open_cases"]) == (0, 1)


def test_a_second_contact_on_a_day_for_one_reason_is_a_duplicate_in_any_team(
    council: Council,
) -> None:
    day, told = date(2026, 3, 9), {"child_ref": "CH-7", "reason": "neglect"}
    a_contact(council.session, day, council.north, **told)
    a_contact(council.session, day, council.south, **told)
    a_contact(council.session, day, council.south, child_ref="CH-7")
    a_contact(council.session, day + timedelta(1), council.south, **told)
    assert counts(council.figures()["contacts.true"]) == (3, 4)
    assert counts(council.figures(council.south)["contacts.true"]) == (2, 3)


def test_outcomes_abuse_and_triage_leave_out_what_is_not_told(council: Council) -> None:
    day = date(2026, 3, 9)
    a_contact(council.session, day, council.north, outcome=NFA, domestic_abuse=True, triaged=True)
    a_contact(council.session, day, council.north, outcome=NFA, domestic_abuse=True, triaged=False)
    a_contact(council.session, day, council.north, outcome=REFERRAL, domestic_abuse=True)
    a_contact(council.session, day, council.north, domestic_abuse=False, triaged=True)
    a_contact(council.session, day, council.north)
    found = council.figures()
    assert counts(found["contacts.nfa_share"]) == (2, 3)
    assert counts(found["contacts.domestic_abuse_share"]) == (3, 4)
    assert counts(found["contacts.triaged_share"]) == (1, 2)
    assert [
        found[f"contacts.{key}_share"].now.left_out for key in ("nfa", "domestic_abuse", "triaged")
    ] == [2, 1, 1]
    assert "2 contacts have no outcome" in found["contacts.nfa_share"].caution


def test_a_contact_is_a_repeat_within_a_year_to_the_day(council: Council) -> None:
    of_year_ago = {"CH-1": date(2025, 3, 9), "CH-2": date(2025, 3, 8), "CH-3": date(2026, 3, 9)}
    for ref, before in of_year_ago.items():
        a_contact(council.session, before, council.south, child_ref=ref, reason="neglect")
        a_contact(council.session, date(2026, 3, 9), council.north, child_ref=ref)
    assert counts(council.figures(council.north)["contacts.repeat_share"]) == (1, 3)


def test_a_call_on_an_open_case_is_no_contact_before(council: Council) -> None:
    a_contact(council.session, date(2026, 2, 2), council.north, child_ref="CH-0417")
    a_contact(council.session, date(2026, 3, 25), council.north, child_ref="CH-0417")
    assert counts(council.figures()["contacts.repeat_share"]) == (0, 1)


def test_referrals_and_those_of_a_child_who_was_referred_within_a_year(council: Council) -> None:
    a_referral(council.session, date(2025, 12, 1), council.south, child_ref="CH-1")
    for ref in ("CH-1", "CH-2", None):
        a_referral(council.session, date(2026, 3, 9), council.north, child_ref=ref)
    a_referral(council.session, date(2026, 3, 9), council.north, child_ref="CH-2")
    found = council.figures()
    assert counts(found["referrals.count"]) == (4, None)
    assert counts(found["referrals.repeat_share"]) == (1, 3)
    assert found["referrals.repeat_share"].now.left_out == 1


def test_without_a_file_there_is_no_value_and_the_reason(council: Council) -> None:
    found = council.figures()["contacts.nfa_share"]
    assert (found.now.value, found.is_known) == (None, False)
    assert found.caution.startswith("No file of contacts has been imported.")
    a_contact(council.session, date(2026, 2, 9), council.north, outcome=NFA)
    found = council.figures()["contacts.nfa_share"]
    assert (found.now.value, found.last.value) == (None, 1)
    assert found.caution.startswith("No file of contacts has this month.")
    a_contact(council.session, date(2026, 3, 9), council.south, outcome=NFA)
    found = council.figures(council.north)["contacts.nfa_share"]
    assert (found.now.value, found.now.denominator) == (None, 0)
    assert found.caution.startswith("No contact has an outcome.")


def test_every_format_tells_them_with_what_they_are_read_beside(council: Council) -> None:
    a_contact(council.session, date(2026, 3, 9), council.north, outcome=NFA)
    summary = build(council.session, council.whole, MARCH, APRIL, None)
    written = json.document(summary)
    (measure,) = (one for one in written["measures"] if one["key"] == "contacts.recorded")
    assert (measure["unit"], measure["value"], measure["denominator"]) == ("count", 1, None)
    assert measure["paired_with"] == ["contacts.true"]
    assert measure["meaning"]["numerator"]
    for told in (text.text(summary), html.page(summary)):
        assert "Contacts recorded" in told
        assert "True contacts 1" in " ".join(told.split())


def test_a_council_without_these_files_reads_nothing_about_them(council: Council) -> None:
    summary = build(council.session, council.whole, MARCH, APRIL, None)
    for told in (text.text(summary), html.page(summary)):
        assert "Contacts" not in told
    keys = {one["key"]: one for one in json.document(summary)["measures"]}
    assert keys["contacts.true"]["value"] is None


def test_a_month_before_the_first_meeting_is_told_where_a_file_has_it(council: Council) -> None:
    worker = a_person(council.session, team=council.north)
    a_meeting(council.session, worker, date(2026, 4, 1))
    assert nothing_yet(council.session, council.whole, MARCH, APRIL) is not None
    a_contact(council.session, date(2026, 3, 9), council.north)
    assert nothing_yet(council.session, council.whole, MARCH, APRIL) is None
    summary = build(council.session, council.whole, MARCH, APRIL, None)
    for told in (text.text(summary), html.page(summary)):
        assert "Contacts recorded" in told
    assert json.document(summary)["measures"]


def test_a_month_that_runs_says_so_and_stands_beside_none(council: Council) -> None:
    a_contact(council.session, date(2026, 3, 2), council.north)
    a_contact(council.session, date(2026, 3, 25), council.north)
    a_contact(council.session, date(2026, 2, 2), council.north)
    found = figures(council.session, council.whole, MARCH, datetime(2026, 3, 9, 9, tzinfo=UTC))
    now = found["contacts.recorded"].now
    assert (now.value, now.until, now.is_comparable) == (1, date(2026, 3, 9), False)
    assert "So far, to 9 March." in found["contacts.recorded"].told


def sealed(session: Session, noun: str, row: Child | Contact, **names: str) -> None:
    """Give a row whom it names, encrypted as an import does."""
    for column, value in seal_row(session, noun, {"id": row.id, **names}).items():
        setattr(row, column, value)
    session.flush()


def test_names_change_no_count_and_are_told_as_a_range(stored: Session) -> None:
    whole = a_team(stored, "Council")
    ana = {"forename": "Ana", "surname": "Doe", "birth_date": "2015-03-02", "postcode": "DL1 5QT"}
    child = a_child(stored, "CH-0417")
    sealed(stored, "child", child, **ana)
    an_involvement(stored, child, a_person(stored, team=whole), date(2026, 1, 5))
    for names in (ana, {**ana, "forename": "Bea", "surname": "Poe", "birth_date": "2011-01-09"}):
        sealed(stored, "contact", a_contact(stored, date(2026, 3, 9), whole), **names)
    found = figures(stored, whole)["contacts.true"]
    assert counts(found) == (2, 2)
    assert found.told == "2 of 2 recorded contacts, between 1 and 2: 1 nobody looked at."
    assert "1 more contact may be about an open case" in found.caution
    written = str(json.document(build(stored, whole, MARCH, APRIL, None)))
    assert not any(name in written for name in ("Ana", "Doe", "Poe", "DL1"))


def test_a_second_call_within_a_week_is_a_doubt(council: Council) -> None:
    for day in (9, 12):
        a_contact(council.session, date(2026, 3, day), council.north, child_ref="CH-7")
    assert "between 1 and 2: 1 nobody looked at" in council.figures()["contacts.true"].told
    assert "between" not in council.figures(council.south)["contacts.true"].told


@pytest.mark.parametrize("seed", [20, 21, 22])
def test_what_references_prove_and_people_said_is_what_the_rules_of_practice_say(
    stored: Session, seed: int
) -> None:
    drawn = random.Random(seed)  # noqa: S311 - a test's
    team = a_team(stored)
    worker = a_person(stored, team=team)
    refs = [f"CH-{n}" for n in range(6)]
    for ref in refs[:4]:
        opened = date(2026, 1, 1) + timedelta(drawn.randrange(90))
        closed = drawn.choice([None, opened + timedelta(drawn.randrange(40))])
        child = a_child(stored, ref, opened_on=opened, closed_on=closed)
        begun = date(2026, 1, 1) + timedelta(drawn.randrange(90))
        ended = drawn.choice([None, begun + timedelta(drawn.randrange(40))])
        an_involvement(stored, child, worker, begun, ended)
    for _ in range(150):
        a_contact(
            stored,
            date(2026, 2, 20) + timedelta(drawn.randrange(40)),
            team,
            child_ref=drawn.choice([*refs, None]),
            reason=drawn.choice(["\u00e9lan", "\u00c9lan", "neglect", "Neglect", None]),
            outcome=drawn.choice([NFA, OPEN, None]),
        )
    for _ in range(120):
        answering.answer(stored, drawn, worker, APRIL)
    found = figures(stored, team)
    assert _by_the_rules(stored, MARCH) == (
        found["contacts.true"].now.numerator,
        found["contacts.on_open_cases"].now.numerator,
    )


def _by_the_rules(session: Session, month: Month) -> tuple[int, int]:
    contacts = [
        true_contacts.Contact(
            row.ref, row.received_on, row.child_ref or "", row.reason or "", row.outcome or ""
        )
        for row in session.exec(select(Contact))
    ]
    intervals = [
        true_contacts.OpenInterval(child.ref, case.started_on, case.ended_on)
        for child, case in session.exec(
            select(Child, Involvement).where(Involvement.child_id == Child.id)
        )
    ]
    intervals += [
        true_contacts.OpenInterval(child.ref, child.opened_on, child.closed_on)
        for child in session.exec(select(Child))
        if child.opened_on
    ]
    given = link_answers.given(session, APRIL)
    answers = link_answers.by_reference(session, given)
    evidence = true_contacts.Evidence(intervals=intervals, answers=answers)
    judged = true_contacts.judge(contacts, evidence, APRIL.date())
    counted = true_contacts.count(judged, month.first, month.last)
    return counted.at_most, counted.aside(true_contacts.SetAside.ON_OPEN_CASE)


def test_one_reason_in_other_capitals_is_one_reason(council: Council) -> None:
    reasons = ("Domestic abuse", "domestic abuse", "DOMESTIC ABUSE", "neglect")
    for reason in (*reasons, "told by si\u00e2n \u00fcnal", "Told by Si\u00e2n \u00dcnal"):
        a_contact(council.session, date(2026, 3, 9), council.south, child_ref="N-7", reason=reason)
    found = figures(council.session, council.south)["contacts.true"]
    assert (found.now.value, found.now.denominator) == (3, 6)
