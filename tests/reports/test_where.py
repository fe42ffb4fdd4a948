"""Where a low share sits: said of practitioners or teams, opened by exactly those, or silent."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from practice.calendar import Month
from reports import enquiries, kept
from reports.drilldown import DISCUSSED, HELD, Row, orders, records_behind
from reports.finding import Direction, Finding, Verdict
from reports.places import Dimension, Where, most
from reports.render import json, text
from reports.selection import LISTED
from reports.summary import build
from reports.tallies import Counted, count
from storage.tables import Child, Person, Team
from tests.factories import a_person, a_team, an_involvement, make_store
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims

MARCH = Month(2026, 3)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)
DAY = date(2026, 3, 10)
VOICE = "records.child_voice"
EVERY = [measure.key for measure in LISTED]


class Service:
    """A service of two teams; in each some practitioners, each with some children."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.whole = a_team(session, "Service")
        self.teams = [a_team(session, name, parent=self.whole) for name in ("East", "West")]

    def worker(self, team: Team, children: int, discussed: int, voiced: int = 0) -> Person:
        """Add a practitioner with children, so many of whom were discussed in depth in March."""
        worker = a_person(self.session, team=team)
        of = [a_case(self.session, worker) for _ in range(children)]
        if discussed:
            meeting = a_meeting(self.session, worker, DAY)
            for nth, child in enumerate(of[:discussed]):
                self._in_depth(meeting, child, voiced=nth < voiced)
        return worker

    def _in_depth(self, meeting: object, child: Child, *, voiced: bool) -> None:
        sent = a_submission(self.session, a_record(self.session, meeting, child))  # type: ignore[arg-type]
        if voiced:
            claims(self.session, sent, ["child_voice"])

    def where(self, key: str, team: Team) -> Where | None:
        return build(self.session, team, MARCH, APRIL, None).figure(key).where

    def behind(self, key: str, team: Team) -> tuple[Row, ...]:
        return most(
            records_behind(self.session, key, team, MARCH, APRIL, None), self.where(key, team)
        )


@pytest.fixture
def service(session: Session) -> Service:
    return Service(session)


def of_two_without_supervision(service: Service) -> Counted:
    for team in service.teams:
        service.worker(team, 8, 0)
        for _ in range(4):
            service.worker(team, 8, 7, voiced=7)
    teams = tuple(one.id for one in (service.whole, *service.teams))
    return count(service.session, teams, MARCH, APRIL, None)


def test_what_moved_and_sits_with_people_without_supervision_is_asked_of_these(
    service: Service,
) -> None:
    (asked,) = enquiries.questions(of_two_without_supervision(service), [a_signal(DISCUSSED)])
    assert asked.finding.startswith(f"{DISCUSSED} moved. 16 of the 24 children not discussed")
    assert asked.question == (
        "What kept these supervisions from being held, and who has seen these children since?"
    )


def test_whom_to_ask_is_among_the_findings_however_many_figures_moved(service: Service) -> None:
    counted = of_two_without_supervision(service)
    moved = [a_signal(key) for key in counted.figures if key != DISCUSSED][:8]
    asked = enquiries.questions(counted, moved)
    assert len(asked) == enquiries.MOST
    assert DISCUSSED in {one.about for one in asked}


def a_signal(key: str) -> Finding:
    return Finding(
        id=key,
        measure=key,
        verdict=Verdict.SIGNAL,
        rule="shift",
        direction=Direction.CONCERN,
        sentence=f"{key} moved.",
        question="What happened?",
        ask="the supervisors",
        caution="",
        records=1,
    )


def test_most_of_those_not_discussed_had_a_practitioner_without_supervision(
    service: Service,
) -> None:
    east, west = service.teams
    unmet = [service.worker(team, 8, 0) for team in (east, west)]
    for team in (east, west):
        for _ in range(4):
            service.worker(team, 8, 7, voiced=7)
    found = service.where(DISCUSSED, service.whole)
    assert found is not None
    assert (found.count, found.of, found.unmet) == (16, 24, 2)
    assert found.dimension is Dimension.PRACTITIONER
    assert found.text == (
        "16 of the 24 children not discussed belong to 2 practitioners who had no supervision in "
        "the month."
    )
    rows = service.behind(DISCUSSED, service.whole)
    assert len(rows) == 16
    assert not any(row.counted for row in rows)
    assert {row.practitioner for row in rows} == {worker.name for worker in unmet}


def test_of_those_who_met_some_may_hold_most(service: Service) -> None:
    east = service.teams[0]
    service.worker(east, 10, 1)
    service.worker(east, 9, 0)
    for _ in range(5):
        service.worker(east, 10, 9)
    found = service.where(DISCUSSED, east)
    assert found is not None
    assert found.text == (
        "18 of the 23 children not discussed belong to 2 practitioners. 1 of these had no "
        "supervision in the month."
    )
    assert len(service.behind(DISCUSSED, east)) == 18


def test_a_claim_is_said_of_teams_and_of_no_practitioner(service: Service) -> None:
    east, west = service.teams
    for _ in range(3):
        service.worker(east, 8, 8, voiced=8)
        service.worker(west, 8, 8, voiced=0)
    whole = service.where(VOICE, service.whole)
    assert whole is not None
    assert whole.dimension is Dimension.TEAM
    what = "24 of the 24 records without the child's own words or behaviour are in 1 team: West."
    assert whole.text == what
    rows = service.behind(VOICE, service.whole)
    assert len(rows) == 24
    assert {row.team_id for row in rows} == {west.id}
    # One practitioner has all of it; of a team by itself nothing is said.
    service.worker(east, 8, 8, voiced=0)
    assert service.where(VOICE, east) is None


def test_a_list_behind_a_claim_or_a_depth_holds_no_practitioner(service: Service) -> None:
    east = service.teams[0]
    for _ in range(3):
        service.worker(east, 8, 8)
    for key in EVERY:
        named = {DISCUSSED, HELD, "records.agreed"}
        rows = records_behind(service.session, key, east, MARCH, APRIL, None)
        if key not in named:
            assert "practitioner" not in orders(key), key
            assert {row.worker_id for row in rows} <= {None}, key
            assert {row.practitioner for row in rows} <= {None}, key


def test_an_even_spread_is_silent(service: Service) -> None:
    for team in service.teams:
        for _ in range(4):
            service.worker(team, 8, 5, voiced=3)
    summary = build(service.session, service.whole, MARCH, APRIL, None)
    assert [figure.key for figure in summary.figures if figure.where] == []
    assert all(not figure.most() for figure in summary.figures)


def test_a_child_of_two_teams_is_counted_where_the_list_shows_them(service: Service) -> None:
    east, west = service.teams
    lazy = [service.worker(west, 8, 0) for _ in range(2)]
    others = [service.worker(east, 8, 8) for _ in range(6)]
    shared = a_case(service.session, lazy[0])
    an_involvement(service.session, shared, others[0], started_on=date(2026, 3, 20))
    found = service.where(DISCUSSED, service.whole)
    assert found is not None
    assert found.of == 17
    assert len(service.behind(DISCUSSED, service.whole)) == found.count


def test_every_format_says_it_and_json_names_nobody(service: Service) -> None:
    east = service.teams[0]
    workers = [service.worker(east, 8, 0), *(service.worker(east, 8, 8) for _ in range(5))]
    summary = build(service.session, east, MARCH, APRIL, None)
    said = "8 of the 8 children not discussed belong to 1 practitioner who had no supervision in"
    told = " ".join(text.text(summary).split())
    assert said in told
    assert "What kept this supervision from being held" in told
    assert "their supervisor:" in told
    document = json.document(summary)
    (measure,) = (one for one in document["measures"] if one["key"] == DISCUSSED)
    assert measure["where"]["count"] == 8
    assert measure["where"]["places"] == 1
    assert not any(worker.name in json.text(summary) for worker in workers)


def test_what_is_kept_says_the_same_as_a_full_count(tmp_path: Path) -> None:
    store = make_store(tmp_path, waits_for_the_disk=False)
    with store.writing() as session:
        service = Service(session)
        east, west = service.teams
        for _ in range(3):
            service.worker(west, 8, 2)
        other = [service.worker(east, 8, 8, voiced=6) for _ in range(3)]
        shared = a_case(session, other[0])
        an_involvement(session, shared, service.worker(west, 3, 0), started_on=DAY)
        team_id = service.whole.id
    asked = _asked(team_id)
    with store.reading() as session:
        counted = asked(session)
    kept.bring_up_to_date(store, team_id, MARCH, APRIL)
    with store.reading() as session:
        again = asked(session)
    store.close()
    assert counted == again
    assert any(where for _, where in counted)


def _asked(team_id: str) -> Callable[[Session], list[tuple[str, Where | None]]]:
    def asked(session: Session) -> list[tuple[str, Where | None]]:
        team = session.get_one(Team, team_id)
        figures = build(session, team, MARCH, APRIL, None).figures
        return [(figure.key, figure.where) for figure in figures]

    return asked
