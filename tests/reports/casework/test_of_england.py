"""England's figure stands beside the whole council's, like beside like, and beside no team's."""

from dataclasses import replace

import pytest

from practice.england import Level
from reports.casework.of_england import with_england
from reports.casework_view import Amount, CaseworkFigure, OfEngland
from reports.leaving.summary import to_leave
from reports.render import html, json, text
from reports.view import Summary
from storage.measures import is_council
from storage.session import Session
from tests.factories import a_team
from tests.reports.files import with_files

AGAIN, AGENCY, DAYS = "referrals.repeat_share", "workforce.agency_share", "assessments.days"


def figure(key: str, made: Summary | None = None) -> CaseworkFigure:
    return next(one for one in (made or with_files()).casework if one.key == key)


def beside(key: str) -> OfEngland:
    found = with_england(figure(key), Level.COUNCIL).england
    assert found is not None
    return found


def test_a_share_of_a_year_stands_beside_twelve_months_together() -> None:
    found = beside(AGAIN)
    assert found.value == 0.226
    assert found.here == pytest.approx(20 / 70)
    assert found.text == (
        "England, year to 31 March 2025: 22.6% (Department for Education, Children in need, "
        "reporting year 2025, C1). Here, in the 12 months to October 2026: 29%."
    )


def test_what_is_of_a_day_stands_beside_the_month_that_ends() -> None:
    found = beside(AGENCY)
    assert found.text.startswith("England, on 30 September 2025: 13.0% (")
    assert found.text.endswith("Here, as October 2026 ends: 31%.")
    assert beside("workforce.caseload").text.endswith("ends: 14.3.")
    assert beside("workforce.turnover").text.endswith("in the 12 months to October 2026: 25%.")


@pytest.mark.parametrize("key", [AGAIN, AGENCY, "workforce.caseload"])
def test_beside_a_team_stands_none(key: str) -> None:
    assert with_england(figure(key), Level.TEAM).england is None


@pytest.mark.parametrize("key", ["contacts.nfa_share", "section47.to_conference", DAYS])
def test_what_england_counts_otherwise_and_a_middle_of_a_year_stand_beside_none(key: str) -> None:
    assert with_england(figure(key), Level.COUNCIL).england is None


def test_a_year_of_which_a_month_is_not_known_is_no_year() -> None:
    known = figure(AGAIN)
    gap = Amount(known.series[4].period, missing="referrals")
    missing = replace(known, series=(*known.series[:4], gap, *known.series[5:]))
    assert with_england(missing, Level.COUNCIL).england is None
    older = replace(known, series=(gap, *known.series[1:]))
    assert with_england(older, Level.COUNCIL).england is not None
    few = [Amount(one.period, 0.5, 0.5, 1) for one in known.series]
    assert with_england(replace(known, series=tuple(few)), Level.COUNCIL).england is None


def test_a_month_that_is_not_over_stands_beside_none() -> None:
    known = figure(AGENCY)
    running = replace(known.now, until=known.now.period.first)
    now = replace(known, series=(*known.series[:-1], running))
    assert with_england(now, Level.COUNCIL).england is None


def council() -> Summary:
    made = with_files()
    return replace(made, casework=tuple(with_england(one, Level.COUNCIL) for one in made.casework))


def test_every_format_has_it_with_its_source() -> None:
    made = council()
    told = beside(AGAIN).text
    assert told in " ".join(text.text(made).split())
    page = html.page(made)
    assert told in page
    assert f'href="{beside(AGAIN).address}"' in page
    measure = next(one for one in json.document(made)["measures"] if one["key"] == AGAIN)
    assert measure["england"]["value"] == 0.226
    assert measure["england"]["counts"].startswith("referrals within 12 months")
    others = [one for one in json.document(with_files())["measures"] if one.get("england")]
    assert others == []


def test_what_leaves_has_it_only_where_every_month_is_told() -> None:
    made = council()
    assert figure(AGAIN, to_leave(made)).england == beside(AGAIN)
    known = figure(AGAIN, made)
    few = replace(
        known,
        series=(*known.series[:6], Amount(known.series[6].period, 0.03, 3, 100), *known.series[7:]),
    )
    small = replace(made, casework=tuple(few if one.key == AGAIN else one for one in made.casework))
    assert figure(AGAIN, to_leave(small)).england is None


def test_the_council_is_the_one_team_above_all_others(session: Session) -> None:
    top = a_team(session, "Council")
    north = a_team(session, "North", top)
    assert is_council(session, [top.id, north.id])
    assert not is_council(session, [north.id])
    a_team(session, "Another council")
    assert not is_council(session, [top.id, north.id])
