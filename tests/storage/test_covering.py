"""Of which months a file has rows, and since when it tells: asked with one statement each."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from practice.calendar import Month, months_back
from storage.measures import Scope, covered, tells_since
from storage.session import Session, Store
from tests.factories import a_team
from tests.reports.casework.rows import a_contact
from tests.storage.plans import statements

OCTOBER = Month(2026, 10)
MONTHS = months_back(OCTOBER, 13)
AS_OF = datetime(2026, 10, 20, 9, tzinfo=UTC)
RECEIVED = (date(2025, 11, 30), date(2026, 2, 1), date(2026, 10, 20))


@pytest.fixture
def council(store: Store) -> Store:
    with store.writing() as session:
        team = a_team(session, "North")
        for day in (*RECEIVED, date(2026, 10, 21)):
            a_contact(session, day, team)
    return store


def contacts_cover(session: Session, as_of: datetime) -> Mapping[Month, date]:
    return covered(session, "contacts", Scope((), MONTHS, as_of))


def test_a_month_is_covered_that_has_a_row_by_the_day_that_is_asked_about(council: Store) -> None:
    with council.reading() as session:
        found = contacts_cover(session, AS_OF)
        early = contacts_cover(session, datetime(2026, 10, 19, 9, tzinfo=UTC))
    assert found == {Month.of(day): day for day in RECEIVED}
    assert early == {Month.of(day): day for day in RECEIVED[:-1]}


def test_no_month_is_covered_before_the_first_has_begun(council: Store) -> None:
    with council.reading() as session:
        assert contacts_cover(session, datetime(2025, 9, 30, 9, tzinfo=UTC)) == {}


def test_a_file_tells_since_its_oldest_row_or_a_day_up_to_the_one_asked_about(
    council: Store,
) -> None:
    with council.reading() as session:
        assert tells_since(session, "contacts", date(2024, 1, 1)) == RECEIVED[0]
        old = tells_since(session, "contacts", date(2026, 1, 1))
        assert tells_since(session, "people", date(2024, 1, 1)) is None
    assert old == RECEIVED[0]


def test_thirteen_months_are_asked_about_with_one_statement(council: Store) -> None:
    with council.reading() as session, statements(council) as heard:
        contacts_cover(session, AS_OF)
        tells_since(session, "contacts", date(2026, 1, 1))
    assert sum("received_on" in told for told, _ in heard) == 2
