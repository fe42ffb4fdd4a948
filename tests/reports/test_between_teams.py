"""The teams beside one another: counted as a summary counts them, in the order of the council."""

from datetime import date, datetime

import pytest

from practice.calendar import Month
from reports.between_teams import Row, Spread, by_chance, spreads
from reports.render.funnel_chart import BOTTOM, LEFT, RIGHT, TOP, funnel_chart
from reports.statistics.funnel import Place
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.session import Session
from storage.tables import Team
from tests.factories import a_person, a_team
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims, noon

DAY = date(2026, 10, 8)
OCTOBER = Month(2026, 10)
NOW = datetime.fromisoformat("2026-11-05T09:30:00+00:00")
VOICE, AGREED = "records.child_voice", "records.agreed"
HEARD = {"Zebra": 12, "Ash": 11, "Birch": 13, "Cedar": 12, "Elm": 12, "Far": 1, "Small": 3}
RECORDS = 24


@pytest.fixture
def found(session: Session) -> dict[str, Spread]:
    """Return the spreads over a council with two services; Far hears one child of 24."""
    top = a_team(session, "Council")
    services = [a_team(session, name, top) for name in ("South", "North")]
    for number, (name, heard) in enumerate(HEARD.items()):
        fill(session, a_team(session, name, services[number % 2]), heard)
    scope = Scope(tuple(team_and_descendants(session, top.id)), (OCTOBER,), NOW)
    return {one.key: one for one in spreads(session, scope)}


def fill(session: Session, team: Team, heard: int) -> None:
    supervisor = a_person(session, f"{team.name} supervisor", "supervisor", team=team)
    worker = a_person(session, f"{team.name} worker", team=team, supervisor=supervisor)
    meeting = a_meeting(session, worker, DAY)
    for number in range(5 if team.name == "Small" else RECORDS):
        record = a_record(session, meeting, a_case(session, worker))
        submission = a_submission(session, record, at=noon(DAY))
        claims(session, submission, ["child_voice"] if number < heard else [])


def rows(spread: Spread) -> dict[str, Row]:
    return {row.team.name: row for row in spread.rows}


def test_a_team_apart_is_a_question_and_the_others_are_none(found: dict[str, Spread]) -> None:
    spread = found[VOICE]
    assert [(row.team.name, row.place) for row in spread.questions] == [("Far", Place.BELOW)]
    assert rows(spread)["Far"].told == "4%"
    assert rows(spread)["Far"].place_told == "Below the limits"
    assert (rows(spread)["Small"].told, rows(spread)["Small"].place) == ("3 of 5", Place.FEW)
    assert spread.counts == "64 of 149 records in depth. All teams together: 43%."


def test_teams_stand_in_the_order_of_the_council_and_not_by_their_share(
    found: dict[str, Spread],
) -> None:
    names = [row.team.name for row in found[VOICE].rows]
    assert names == ["Ash", "Cedar", "Far", "Birch", "Elm", "Small", "Zebra"]


def test_what_a_figure_is_read_beside_stands_in_its_rows(found: dict[str, Spread]) -> None:
    agreed = found[AGREED]
    assert agreed.beside == ("Records that look at our own practice",)
    assert rows(agreed)["Ash"].beside == ("0%",)


def test_a_figure_of_which_few_teams_count_enough_has_no_limits(found: dict[str, Spread]) -> None:
    held = found["supervision.held_share"]
    assert held.funnel is None
    assert {row.place_told for row in held.rows} == {"There are no limits"}
    assert "five teams" in held.told
    assert funnel_chart(held) is None


def test_how_many_chance_alone_would_put_outside_is_said_of_those_placed(
    found: dict[str, Spread],
) -> None:
    assert by_chance([found[VOICE]]) == pytest.approx(6 * 0.002)


def test_the_plot_keeps_to_its_axes_and_tells_a_team_apart_by_shape_and_name(
    found: dict[str, Spread],
) -> None:
    chart = funnel_chart(found[VOICE])
    assert chart is not None
    points = [point.split(",") for line in chart.outer + chart.inner for point in line.split()]
    assert all(LEFT <= float(x) <= RIGHT and TOP <= float(y) <= BOTTOM for x, y in points)
    assert all(LEFT <= mark.x <= RIGHT for mark in chart.marks)
    assert [mark.label for mark in chart.marks if mark.is_outside] == ["Far"]
    assert [mark.is_few for mark in chart.marks].count(True) == 1
    assert "Outside: Far, 4%." in chart.description
    assert [label for _, label in chart.ticks] == ["0", "10", "20"]


def test_a_team_that_has_not_begun_counts_for_nothing_and_not_for_none(session: Session) -> None:
    top = a_team(session, "Council")
    for name in ("Begun", "Later"):
        fill(session, a_team(session, name, top), 12)
    waiting = a_team(session, "Waiting", top)
    worker = a_person(session, "Waiting worker", team=waiting)
    a_case(session, worker)
    teams = tuple(team_and_descendants(session, top.id))
    two = Scope(teams, (OCTOBER.previous(), OCTOBER), NOW)
    found = {one.key: one for one in spreads(session, two)}
    held = rows(found["supervision.held_share"])
    assert {name: row.ratio for name, row in held.items()} == {"Begun": (1, 1), "Later": (1, 1)}
    assert "Waiting" not in rows(found["children.discussed_share"])
