"""The worst first: of children who are worse, who fell furthest, then who is lowest now."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from practice.access import Role, Viewer
from practice.calendar import Month
from reports.drilldown import Row, records_behind
from storage.session import Session
from tests.factories import a_person, a_team, make_store
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_rating,
    a_record,
    a_submission,
    an_outcome,
)

IMPROVING = "outcomes.improving_share"
BEFORE, AFTER = date(2026, 2, 9), date(2026, 3, 9)
APRIL = datetime(2026, 4, 7, 9, tzinfo=UTC)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    store = make_store(tmp_path)
    with store.writing() as session:
        yield session
    store.close()


def refs(session: Session, rated: Mapping[str, list[tuple[int, int]]]) -> list[str | None]:
    return [row.child_ref for row in listed(session, rated)]


def listed(
    session: Session, rated: Mapping[str, list[tuple[int, int]]], viewer: Viewer | None = None
) -> tuple[Row, ...]:
    """Return the list, in its order, of children of whom each outcome was rated twice."""
    team = a_team(session, "North")
    worker = a_person(session, team=team, supervisor=a_person(session, role="supervisor"))
    first, second = (a_meeting(session, worker, day) for day in (BEFORE, AFTER))
    for ref, pairs in rated.items():
        child = a_case(session, worker, ref)
        sent = [a_submission(session, a_record(session, held, child)) for held in (first, second)]
        for before, now in pairs:
            outcome = an_outcome(session, sent[0])
            a_rating(session, sent[0], outcome, before)
            a_rating(session, sent[1], outcome, now)
    return records_behind(session, IMPROVING, team, Month(2026, 3), APRIL, viewer)


def test_who_fell_furthest_comes_first_then_who_is_lowest_now(session: Session) -> None:
    rated = {
        "CH-1": [(3, 2)],
        "CH-2": [(9, 8)],
        "CH-3": [(3, 1)],
        "CH-4": [(2, 0)],
        "CH-5": [(8, 2)],
        "CH-6": [(2, 1), (7, 7)],
    }
    assert refs(session, rated) == ["CH-5", "CH-4", "CH-3", "CH-6", "CH-1", "CH-2"]


def test_of_several_outcomes_the_one_that_fell_furthest_is_meant(session: Session) -> None:
    rated = {"CH-1": [(4, 3), (9, 4)], "CH-2": [(5, 1)], "CH-3": [(5, 5), (6, 2)]}
    assert refs(session, rated) == ["CH-1", "CH-2", "CH-3"]


def test_who_is_worse_in_all_comes_before_who_is_better_in_some(session: Session) -> None:
    rated = {"CH-1": [(9, 1), (2, 3)], "CH-2": [(5, 4)], "CH-3": [(5, 5)], "CH-4": [(9, 2), (1, 2)]}
    assert refs(session, rated) == ["CH-2", "CH-1", "CH-4", "CH-3"]


def test_how_far_a_child_fell_who_may_not_be_named_is_not_told_by_the_place(
    session: Session,
) -> None:
    stranger = Viewer(person_id="nobody", role=Role.SUPERVISOR, team_ids=frozenset())
    rated = {"CH-1": [(3, 2)], "CH-2": [(9, 1)], "CH-3": [(4, 2)]}
    rows = listed(session, rated, stranger)
    assert [row.child_ref for row in rows] == [None, None, None]
    assert [row.fell for row in rows] == [None, None, None]
    places = [row.unit_id for row in rows]
    assert places == sorted(places)
