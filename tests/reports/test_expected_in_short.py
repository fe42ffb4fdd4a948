"""One sentence of a summary on what was expected and what came, where enough was tried."""

import pytest

from practice.calendar import Month, months_back
from practice.terms import Likelihood
from reports import kept
from reports.expected import expected
from reports.leaving.summary import to_leave
from reports.places import EXPECTED
from reports.render import html, text
from reports.summary import build
from reports.tallies import TRIED_IN, count
from reports.view import Sentence, Summary
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.session import Session
from tests.reports.test_expected import AUGUST, JULY, NOW, Council

MONTH = Month(2026, 8)


@pytest.fixture
def council(session: Session) -> Council:
    return Council(session)


def tried(council: Council, likely: str, came: int, of: int) -> None:
    for nth in range(of):
        child, action, _ = council.planned(likely)
        effect = "as hoped" if nth < came else "no difference"
        council.said(child, action, JULY if nth % 2 else AUGUST, "done", effect=effect)


def summary_of(council: Council) -> Summary:
    return build(council.session, council.top, MONTH, NOW, None)


def told(summary: Summary) -> tuple[Sentence, ...]:
    return next(one.sentences for one in summary.sections if one.key == "expected")


def test_where_enough_was_tried_it_says_what_came_of_what_people_were_sure_of(
    council: Council,
) -> None:
    tried(council, "very likely", 4, 6)
    tried(council, "likely", 5, 9)
    tried(council, "even", 1, 5)
    (one,) = told(summary_of(council))
    assert one.text == (
        "From March 2026 to August 2026, 9 of 15 changes called likely or very likely came as "
        "hoped. Of those that people were less sure of, it was 1 of 5."
    )
    assert one.page == EXPECTED
    assert one.text in " ".join(text.text(summary_of(council)).split())


def test_of_fewer_than_twenty_it_says_nothing(council: Council) -> None:
    tried(council, "likely", 10, 19)
    assert told(summary_of(council)) == ()


def test_where_it_came_no_oftener_there_is_a_question(council: Council) -> None:
    tried(council, "likely", 5, 20)
    tried(council, "unlikely", 6, 20)
    (one,) = told(summary_of(council))
    assert one.text.endswith("What do they rest it on?")


def test_it_counts_as_its_page_does_and_as_it_is_kept(council: Council) -> None:
    tried(council, "likely", 3, 8)
    tried(council, "even", 2, 4)
    teams = tuple(team_and_descendants(council.session, council.top.id))
    page = expected(council.session, Scope(teams, months_back(MONTH, TRIED_IN), NOW))
    counted = count(council.session, teams, MONTH, NOW, None).tried
    for one in page.called:
        parts = [part for part in counted if part.state == one.likely]
        found = (sum(p.units for p in parts if p.counted), sum(p.units for p in parts))
        assert found == tuple(one.came), one.likely
    assert {part.state for part in counted} == {Likelihood.LIKELY, Likelihood.EVEN}
    assert kept.TRIED in kept.OF_MONTHS


def test_it_leads_to_its_page_and_stays_inside(council: Council) -> None:
    tried(council, "likely", 12, 20)
    made = summary_of(council)
    assert told(made)[0].text.endswith("came as hoped.")
    page = html.body(made, lambda name, *_: f"/{name}?team=x")
    assert '<a class="govuk-link" href="/expected?team=x">See what came, by likelihood' in page
    assert "/expected" not in html.page(made)
    assert all(one.page is None for section in to_leave(made).sections for one in section.sentences)
