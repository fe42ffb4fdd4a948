"""What of the data is counted, on both databases."""

import re
from datetime import UTC, date, datetime

from practice.calendar import Month
from practice.terms import ChildStatus
from storage import data_quality
from storage.data_quality import Days, Filled
from storage.measures import Scope, holds, lasted
from storage.session import Store
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.casework.rows import a_conference, a_contact, a_referral, an_assessment
from tests.storage.plans import plan, statements

MARCH = Month(2026, 3)
DAYS = Days(date(2026, 4, 7), date(2026, 3, 30), date(2026, 3, 16), date(2026, 2, 2))


def test_rows_and_filled_columns_are_counted_by_month(store: Store) -> None:
    with store.writing() as session:
        a_contact(session, date(2025, 12, 31), outcome="referral")
        for day in (1, 31):
            a_contact(session, date(2026, 3, day))
        columns = ("outcome", "ref")
        found = data_quality.filled(session, "contacts", columns, date(2025, 12, 1), MARCH.last)
        is_told = [
            holds(session, "contacts", "outcome", month.first, month.last)
            for month in (Month(2025, 12), MARCH)
        ]
    assert found == {
        Month(2025, 12): Filled(1, {"outcome": 1, "ref": 1}),
        MARCH: Filled(2, {"outcome": 0, "ref": 2}),
    }
    assert is_told == [True, False]


def test_sources_are_counted_from_an_index_alone(store: Store) -> None:
    with store.writing() as session:
        for day in (date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)):
            a_contact(session, day, source="police")
        a_contact(session, MARCH.first)
    between = (MARCH.first, date(2026, 4, 30))
    with store.reading() as session:
        with statements(store) as heard:
            found = data_quality.words(session, "contacts", "source", between)
        (how,) = (plan(session, *asked) for asked in heard if "contact.source" in asked[0])
    assert found == [("police", MARCH, 2), ("police", Month(2026, 4), 1)]
    assert re.search(r"(COVERING INDEX|Index Only Scan using) contact_of_day", how), how


def test_every_check_counts_rows_and_nothing_where_there_are_none(store: Store) -> None:
    with store.writing() as session:
        assert set(data_quality.counts(session, DAYS).values()) == {0}
        for _ in range(2):
            a_conference(session, date(2026, 3, 9))
            a_referral(session, date(2026, 3, 9), decided_on=date(2026, 3, 8))
        found = {name: n for name, n in data_quality.counts(session, DAYS).items() if n}
    # The one child whom both conferences name is not here.
    assert found == {
        "conferences.no_enquiry": 2, "referrals.end_first": 2, "children.not_here": 1
    }  # fmt: skip


def test_rows_without_a_team_are_told_where_several_teams_stand_above_all_others(
    store: Store,
) -> None:
    with store.writing() as session:
        a_contact(session, date(2026, 3, 9))
        a_team(session)
        assert data_quality.counts(session, DAYS)["contacts.nowhere"] == 0
        a_contact(session, date(2026, 3, 9), a_team(session, "Total"))
        assert data_quality.counts(session, DAYS)["contacts.nowhere"] == 1


def test_cases_closed_on_no_day_and_open_ones_with_a_day_that_is_past_are_told(
    store: Store,
) -> None:
    with store.writing() as session:
        for status, closed_on in (
            (ChildStatus.CLOSED, None),
            (ChildStatus.CLOSED, date(2026, 3, 2)),
            (ChildStatus.CIN, None),
            (ChildStatus.CIN, date(2026, 4, 7)),
            (ChildStatus.CP, date(2026, 4, 8)),
        ):
            child = a_child(session)
            child.status, child.closed_on = status, closed_on
            session.add(child)
        session.flush()
        found = data_quality.counts(session, DAYS)
    assert (found["children.closed_on_no_day"], found["children.open_past_its_end"]) == (1, 1)


def test_assessments_are_told_with_the_day_on_which_the_worker_changed(store: Store) -> None:
    start, changed, end = date(2026, 2, 2), date(2026, 2, 20), date(2026, 3, 9)
    with store.writing() as session:
        team, child = a_team(session), a_child(session)
        first, second = a_person(session, team=team), a_person(session, team=team)
        an_involvement(session, child, first, date(2026, 1, 5), changed)
        an_involvement(session, child, second, changed)
        an_assessment(session, start, end, team, child_ref=child.ref)
        scope = Scope((team.id,), (MARCH,), datetime(2026, 4, 7, 9, tzinfo=UTC))
        (found,) = lasted(session, scope)
    assert (found.month, found.team_id) == (MARCH, team.id)
    assert (found.started_on, found.authorised_on, found.changed_on) == (start, end, changed)
