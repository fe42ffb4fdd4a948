"""Changes of worker and the workforce, counted by hand in a council of a few rows."""

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from sqlmodel import Session

from practice.calendar import Month
from reports.casework import wording
from reports.render import html, json, text
from reports.summary import build
from storage.tables import Child, Person, Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import APRIL, MARCH, a_contact, counts, figures, posts

ONCE, TWICE = "children.changed_worker_share", "children.changed_twice_share"
LONG_AGO, NOW = date(2024, 1, 1), date(2026, 3, 1)
Days = tuple[date, date | None]


@pytest.fixture
def team(session: Session) -> Team:
    return a_team(session, "North")


def a_line_of_workers(session: Session, team: Team, *times: Days, part: str | None = None) -> Child:
    """Add a child whom a new worker has for each of these times."""
    child = a_child(session)
    for begun, ended in times:
        an_involvement(session, child, a_person(session, team=team), begun, ended, part=part)
    return child


def changed(session: Session, team: Team, month: Month = MARCH) -> tuple[object, object, object]:
    """Return how many children changed once or more, twice or more, of how many."""
    found = figures(session, team, month)
    assert found[ONCE].now.denominator == found[TWICE].now.denominator
    return found[ONCE].now.numerator, found[TWICE].now.numerator, found[ONCE].now.denominator


def test_a_change_is_a_new_lead_after_the_last_one_ended(session: Session, team: Team) -> None:
    a_line_of_workers(session, team, (LONG_AGO, None))
    a_line_of_workers(session, team, (LONG_AGO, NOW), (NOW, None))
    a_line_of_workers(
        session, team, (LONG_AGO, date(2025, 6, 1)), (date(2025, 6, 1), NOW), (NOW, None)
    )
    assert changed(session, team) == (2, 1, 3)


@pytest.mark.parametrize(
    ("day", "counts_in_march"),
    [
        (date(2025, 3, 31), False),
        (date(2025, 4, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_the_12_months_end_with_the_month(
    session: Session, team: Team, day: date, *, counts_in_march: bool
) -> None:
    a_line_of_workers(session, team, (LONG_AGO, day), (day, None))
    assert changed(session, team) == (int(counts_in_march), 0, 1)


def test_a_handover_counts_when_the_first_worker_goes(session: Session, team: Team) -> None:
    a_line_of_workers(session, team, (LONG_AGO, date(2026, 4, 3)), (date(2026, 3, 20), None))
    assert changed(session, team) == (0, 0, 1)
    assert changed(session, team, Month(2026, 4)) == (1, 0, 1)


def test_help_beside_a_lead_is_no_change_whatever_the_file_calls_it(
    session: Session, team: Team
) -> None:
    a_line_of_workers(
        session, team, (LONG_AGO, None), (date(2026, 1, 1), date(2026, 2, 1)), (NOW, None)
    )
    child = a_line_of_workers(session, team, (LONG_AGO, None))
    helper = a_person(session, team=team)
    an_involvement(session, child, helper, date(2026, 1, 1), NOW, part="co-worker")
    assert changed(session, team) == (0, 0, 2)


@pytest.mark.parametrize("longer_first", [True, False])
def test_who_began_on_one_day_and_stayed_shorter_is_beside_the_lead(
    session: Session, team: Team, *, longer_first: bool
) -> None:
    stayed, gone_that_day = (NOW, None), (NOW, NOW)
    of_one_day = (stayed, gone_that_day) if longer_first else (gone_that_day, stayed)
    for _ in range(8):
        a_line_of_workers(session, team, (LONG_AGO, date(2026, 2, 27)), *of_one_day)
    assert changed(session, team) == (8, 0, 8)


def test_whose_time_ended_on_the_day_it_began_was_nobodys_worker(
    session: Session, team: Team
) -> None:
    between = (date(2026, 2, 10), date(2026, 2, 10))
    a_line_of_workers(session, team, (LONG_AGO, date(2026, 2, 3)), between, (NOW, None))
    assert changed(session, team) == (1, 0, 1)


def test_two_leads_for_the_same_days_are_one_time(session: Session, team: Team) -> None:
    together = (date(2025, 9, 1), NOW)
    for _ in range(8):
        a_line_of_workers(session, team, together, together, (NOW, None))
    assert changed(session, team) == (8, 0, 8)


def test_the_same_worker_again_is_no_change_and_back_from_another_is_two(
    session: Session, team: Team
) -> None:
    one, two = (a_person(session, team=team) for _ in range(2))
    for line in ((one, one), (one, two, one)):
        child = a_child(session)
        for worker, (begun, ended) in zip(
            line, ((LONG_AGO, date(2026, 1, 5)), (date(2026, 1, 5), NOW), (NOW, None)), strict=False
        ):
            an_involvement(session, child, worker, begun, ended)
    assert changed(session, team) == (1, 1, 1)


def test_a_change_in_another_team_is_the_childs_and_a_child_of_two_teams_is_one(
    session: Session, team: Team
) -> None:
    top = a_team(session, "Council")
    team.parent_id = top.id
    other = a_team(session, "South", top)
    child = a_child(session)
    an_involvement(session, child, a_person(session, team=other), LONG_AGO, date(2026, 3, 10))
    an_involvement(session, child, a_person(session, team=team), date(2026, 3, 10), None)
    assert changed(session, team) == (1, 0, 1)
    assert changed(session, other) == (1, 0, 1)
    assert changed(session, top) == (1, 0, 1)


def a_worker(session: Session, team: Team, **fields: Any) -> Person:
    return a_person(session, team=team, **fields)


def test_agency_workers_are_a_share_of_full_time_posts(session: Session, team: Team) -> None:
    a_worker(session, team, employment="agency", fte=0.6)
    a_worker(session, team, fte=0.4)
    a_worker(session, team)
    a_worker(session, team, employment="agency", left_on=date(2026, 3, 31))
    a_worker(session, team, employment="agency", started_on=date(2026, 4, 1))
    a_person(session, role="administrator", team=team)
    found = figures(session, team)["workforce.agency_share"]
    assert counts(found) == (0.6, 2.0)
    assert found.now.value == pytest.approx(0.3)
    assert found.told == "0.6 of 2 full-time posts."


def test_turnover_is_permanent_leavers_of_a_year_for_each_in_post(
    session: Session, team: Team
) -> None:
    assert figures(session, team)["workforce.turnover"].now.value is None
    a_worker(session, team)
    found = figures(session, team)["workforce.turnover"]
    assert found.now.value is None
    assert found.caution.startswith("No file of people says when anybody left")
    for left_on in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)):
        a_worker(session, team, left_on=left_on)
    a_worker(session, team, employment="agency", left_on=NOW)
    assert counts(figures(session, team)["workforce.turnover"]) == (2, 2)


def test_a_caseload_is_of_those_who_lead_cases_and_of_children(
    session: Session, team: Team
) -> None:
    busy, part_time = a_worker(session, team), a_worker(session, team, fte=0.5)
    a_worker(session, team)
    for worker, n in ((busy, 3), (part_time, 2)):
        for _ in range(n):
            an_involvement(session, a_child(session), worker, LONG_AGO)
    an_involvement(session, a_child(session), busy, LONG_AGO, part="co-worker")
    an_involvement(session, a_child(session), busy, LONG_AGO, date(2026, 3, 31))
    found = figures(session, team)["workforce.caseload"]
    assert counts(found) == (5, 1.5)
    assert found.told == "3.3: 5 cases, 1.5 full-time posts."


def test_who_is_employed_for_no_hours_fills_no_post(session: Session, team: Team) -> None:
    posts(session, team, date(2026, 3, 1), 2)
    a_worker(session, team)
    unpaid = a_worker(session, team, fte=0.0)
    an_involvement(session, a_child(session), unpaid, LONG_AGO)
    a_worker(session, team, fte=0.0, employment="agency")
    found = figures(session, team)
    assert counts(found["workforce.agency_share"]) == (0, 1)
    assert counts(found["workforce.vacancy_share"]) == (1, 2)
    assert found["workforce.caseload"].now.value is None
    assert "no" in found["workforce.caseload"].caution


def test_one_and_none_are_said_in_their_own_form(session: Session, team: Team) -> None:
    an_involvement(session, a_child(session), a_worker(session, team), LONG_AGO)
    posts(session, team, date(2025, 1, 1), 1)
    a_contact(session, NOW, team, domestic_abuse=True, triaged=True)
    a_contact(session, date(2026, 2, 3), team, outcome="referral")
    found = figures(session, team)
    assert found["workforce.caseload"].told == "1: 1 case, 1 full-time post."
    assert found["workforce.vacancy_share"].told == "0 of 1 full-time post."
    assert found["contacts.domestic_abuse_share"].told == "1 of 1 contact that says."
    assert found["contacts.triaged_share"].told == "1 of 1 contact about domestic abuse that says."
    assert "There is only 1, so one more or less" in found["contacts.triaged_share"].caution
    vacant = wording.compared(found["workforce.vacancy_share"])
    assert vacant.endswith("The 12 months before: always 0 of 1.")
    said = text.text(build(session, team, MARCH, APRIL, None))
    assert said.count("No contact has an outcome.") == 1


def test_vacancies_are_posts_that_no_permanent_worker_fills_team_by_team(
    session: Session, team: Team
) -> None:
    full, unknown = a_team(session, "South", team), a_team(session, "West", team)
    posts(session, team, date(2025, 1, 1), 9)
    posts(session, team, date(2026, 3, 1), 3.5)
    posts(session, team, date(2026, 4, 1), 20)
    posts(session, full, date(2026, 1, 1), 1)
    a_worker(session, team)
    a_worker(session, team, employment="agency")
    for _ in range(2):
        a_worker(session, full)
    a_worker(session, unknown)
    found = figures(session, team)["workforce.vacancy_share"]
    assert counts(found) == (2.5, 4.5)
    assert found.now.left_out == 1
    assert "1 team has no posts on file" in found.caution


def test_without_an_establishment_no_vacancy_is_told(session: Session, team: Team) -> None:
    a_worker(session, team)
    found = figures(session, team)["workforce.vacancy_share"]
    assert found.now.value is None
    assert found.caution.startswith("No file of establishment has been imported.")
    posts(session, a_team(session), date(2026, 3, 1), 1)
    found = figures(session, team)["workforce.vacancy_share"]
    assert found.caution.startswith("No file of establishment has this month.")
    posts(session, team, date(2026, 3, 1), 0)
    assert figures(session, team)["workforce.vacancy_share"].now.value is None


def test_a_page_tells_them_without_a_file_that_was_imported(session: Session, team: Team) -> None:
    a_line_of_workers(session, team, (LONG_AGO, NOW), (NOW, None))
    label = "Children whose worker changed in 12 months"
    summary = build(session, team, MARCH, APRIL, None)
    assert label in html.page(summary)
    assert label in text.text(summary)


def test_the_document_holds_to_the_schema(session: Session, team: Team) -> None:
    a_worker(session, team, employment="agency", fte=0.6)
    a_contact(session, NOW, team)
    document = json.document(build(session, team, MARCH, APRIL, None))
    Draft202012Validator(json.schema()).validate(document)
    keys = [one["key"] for one in document["measures"]]
    assert len(keys) == len(set(keys))


def test_a_time_that_ended_on_its_first_day_was_open_on_none(session: Session, team: Team) -> None:
    worker = a_worker(session, team)
    for on in (date(2026, 3, 1), date(2026, 3, 16), date(2026, 3, 31)):
        an_involvement(session, a_child(session), worker, on, on)
    assert counts(figures(session, team)["children.changed_worker_share"]) == (0, 0)


def test_a_child_with_two_leads_is_a_case_of_each(session: Session, team: Team) -> None:
    child = a_child(session)
    for _ in range(2):
        an_involvement(session, child, a_worker(session, team), LONG_AGO)
    assert counts(figures(session, team)["workforce.caseload"]) == (2, 2)
