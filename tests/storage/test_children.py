from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from practice.supervision import is_open
from storage import children
from storage.session import Store
from tests.examples import examples
from tests.factories import a_child, a_person, an_involvement

DAY = date(2026, 10, 5)


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.writing() as session:
        yield session


def test_a_child_is_found_by_id_and_by_exact_reference(session: Session) -> None:
    child = a_child(session, "CH-00417")
    assert children.child(session, child.id) == child
    assert children.child_by_ref(session, "CH-00417") == child
    assert children.child_by_ref(session, "ch-00417") is None


def test_a_caseload_is_what_is_open_that_day_by_reference(session: Session) -> None:
    amara, ben = a_person(session), a_person(session)
    late, early, over, bens = (a_child(session, ref) for ref in ("C2", "C1", "C3", "C4"))
    first = an_involvement(session, late, amara, started_on=DAY)
    second = an_involvement(session, early, amara, ended_on=date(2026, 10, 6))
    an_involvement(session, over, amara, ended_on=DAY)
    an_involvement(session, bens, ben)
    assert children.caseload(session, amara.id, DAY) == [(early, second), (late, first)]
    assert children.refs_for(session, [amara.id, ben.id], DAY) == ["C1", "C2", "C4"]
    assert children.refs_for(session, [], DAY) == []


def test_a_child_stands_once_in_a_caseload_with_the_latest_involvement(session: Session) -> None:
    amara, child = a_person(session), a_child(session)
    an_involvement(session, child, amara, started_on=date(2026, 1, 5))
    latest = an_involvement(session, child, amara, started_on=date(2026, 3, 2))
    assert children.caseload(session, amara.id, DAY) == [(child, latest)]
    assert children.workers(session, [child.id], DAY) == {child.id: {amara.id: None}}


def test_workers_are_whom_a_child_is_open_to_each_with_their_supervisor(session: Session) -> None:
    child, other = a_child(session), a_child(session)
    lead, gone = a_person(session), a_person(session)
    one, two = a_person(session, supervisor=lead), a_person(session)
    an_involvement(session, child, one)
    an_involvement(session, child, two)
    an_involvement(session, child, gone, ended_on=DAY)
    an_involvement(session, other, one)
    found = children.workers(session, [child.id, "nobody's"], DAY)
    assert found == {child.id: {one.id: lead.id, two.id: None}}
    assert found["nobody's"] == {}


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.dates(), end=st.none() | st.dates(), day=st.dates())
def test_the_database_and_the_rule_agree_on_what_is_open(
    embedded_store: Store, start: date, end: date | None, day: date
) -> None:
    with embedded_store.writing() as session:
        child, amara = a_child(session), a_person(session)
        an_involvement(session, child, amara, started_on=start, ended_on=end)
        found = children.workers(session, [child.id], day)
    assert bool(found) == is_open(start, end, day)


def test_the_families_of_children_are_known_where_the_council_says_so(session: Session) -> None:
    a_child(session, "CH-1", family_ref="F-1")
    a_child(session, "CH-2")
    a_child(session, "CH-3", family_ref="F-3")
    assert children.families(session, ["CH-1", "CH-2"]) == {"CH-1": "F-1"}
