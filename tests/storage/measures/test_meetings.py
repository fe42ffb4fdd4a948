"""Who is due and was met, which cases are open, and which children were discussed."""

from datetime import date, timedelta

import pytest

from practice.calendar import Month
from storage import measures
from storage.measures import Tally
from tests.factories import a_child, a_person, an_involvement
from tests.reports.factories import a_meeting, a_record, a_submission, an_agenda_item, noon
from tests.storage.measures.council import DAY, LATER, Council


def test_a_meeting_counts_in_the_month_it_was_held(council: Council) -> None:
    a_meeting(council.session, council.practitioner, date(2026, 3, 31), sent_at=LATER)
    assert council.tally(measures.held) == Tally(1, 1)
    assert council.tally(measures.held, Month(2026, 4)) == Tally(0, 1)


def test_two_meetings_of_a_practitioner_count_once(council: Council) -> None:
    a_meeting(council.session, council.practitioner, DAY)
    a_meeting(council.session, council.practitioner, DAY + timedelta(days=7))
    assert council.tally(measures.held) == Tally(1, 1)


def test_a_practitioner_without_an_open_case_is_not_due(council: Council) -> None:
    idle = a_person(council.session, team=council.team, supervisor=council.supervisor)
    a_meeting(council.session, idle, DAY)
    assert council.tally(measures.held) == Tally(0, 1)


@pytest.mark.parametrize(
    ("started_on", "ended_on", "is_open"),
    [
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (date(2025, 1, 1), date(2026, 3, 2), True),
        (date(2025, 1, 1), date(2026, 3, 1), False),
    ],
)
def test_a_case_is_open_if_it_was_on_any_day_of_the_month(
    council: Council, started_on: date, ended_on: date | None, is_open: bool
) -> None:
    child = a_child(council.session)
    an_involvement(council.session, child, council.practitioner, started_on, ended_on)
    assert council.tally(measures.discussed).denominator == 1 + is_open


def test_a_case_that_opens_later_this_month_is_not_yet_open(council: Council) -> None:
    child = a_child(council.session)
    an_involvement(council.session, child, council.practitioner, date(2026, 3, 20))
    assert council.tally(measures.discussed, as_of=noon(DAY)).denominator == 1


def test_a_month_that_has_not_begun_has_nothing_to_count(council: Council) -> None:
    assert council.tally(measures.held, Month(2026, 7)) == Tally(0, 0)
    future = council.asked(Month(2026, 7))
    assert measures.units(council.session, measures.held, future) == ()
    assert measures.facts(council.session, future) == {}
    assert measures.units(council.session, measures.lengths, future) == ()


def test_a_child_whose_worker_changed_counts_once(council: Council) -> None:
    other = a_person(council.session, team=council.team, supervisor=council.supervisor)
    an_involvement(council.session, council.child, other, DAY)
    assert council.tally(measures.discussed) == Tally(0, 1)
    assert [unit.person_name for unit in council.units(measures.discussed)] == [other.name]


def test_in_depth_and_looked_at_are_discussed_and_in_depth_wins(council: Council) -> None:
    for day, kind in ((DAY, "in depth"), (DAY + timedelta(days=9), "looked at")):
        meeting = a_meeting(council.session, council.practitioner, day)
        a_submission(council.session, a_record(council.session, meeting, council.child, kind))
    (unit,) = council.units(measures.discussed)
    assert (unit.counted, unit.state, unit.held_on) == (True, "in depth", DAY)


def test_a_child_not_discussed_keeps_the_reason(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    an_agenda_item(council.session, meeting, council.child, "not discussed", "no time left")
    assert council.tally(measures.discussed) == Tally(0, 1)
    reasons = measures.reasons_not_discussed(council.session, council.asked())
    assert reasons == {council.child.id: "no time left"}


def test_the_minutes_of_meetings_are_those_given(council: Council) -> None:
    for minutes in (60, None, 95):
        a_meeting(council.session, council.practitioner, DAY, minutes)
    assert sorted(unit.state or "" for unit in council.units(measures.lengths)) == ["60", "95"]
