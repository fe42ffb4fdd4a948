"""What the measures count, on both databases."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from practice.access import Visibility
from practice.calendar import Month, months_back
from storage import measures
from storage.measures import Query, Scope, Tally, Unit
from storage.people import team_and_descendants
from storage.session import Store
from storage.tables import Child, Person, Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.factories import (
    a_case,
    a_meeting,
    a_rating,
    a_record,
    a_reflection,
    a_step,
    a_strike,
    a_submission,
    an_action,
    an_agenda_item,
    an_answer,
    an_outcome,
    claims,
    noon,
)

MARCH = Month(2026, 3)
DAY = date(2026, 3, 10)
LATER = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Council:
    """A team with a supervisor, a practitioner and a child whose case is open."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.service: Team = a_team(session)
        self.team: Team = a_team(session, parent=self.service)
        self.supervisor: Person = a_person(session, role="supervisor", team=self.team)
        self.practitioner: Person = a_person(
            session, name="Priya", team=self.team, supervisor=self.supervisor
        )
        self.child: Child = a_case(session, self.practitioner)

    def tally(self, query: Query, month: Month = MARCH, as_of: datetime = LATER) -> Tally:
        return measures.tally(self.session, query, self.asked(month, as_of))[month]

    def units(self, query: Query) -> tuple[Unit, ...]:
        return measures.units(self.session, query, self.asked())

    def asked(self, month: Month = MARCH, as_of: datetime = LATER) -> Scope:
        return Scope(tuple(team_and_descendants(self.session, self.service.id)), (month,), as_of)


@pytest.fixture
def council(store: Store) -> Iterator[Council]:
    with store.writing() as session:
        yield Council(session)


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


def test_a_claim_counts_once_confirmed_and_not_once_struck(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    (claim,) = claims(council.session, sent, ["why"])
    claims(council.session, sent, ["impact"], confirmed=False)
    assert council.tally(measures.shows("why")) == Tally(1, 1)
    assert council.tally(measures.shows("impact")) == Tally(0, 1)
    a_strike(council.session, claim, council.practitioner, noon(DAY + timedelta(days=2)))
    assert council.tally(measures.shows("why")) == Tally(0, 1)
    assert council.tally(measures.shows("why"), as_of=noon(DAY)) == Tally(1, 1)
    states = sorted(unit.state or "" for unit in council.units(measures.proposed))
    assert states == ["struck", "unconfirmed"]


def test_sending_again_replaces_what_a_record_shows(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    record = a_record(council.session, meeting, council.child)
    first = a_submission(council.session, record)
    claims(council.session, first, ["why"])
    an_action(council.session, first)
    a_step(council.session, record, "returned")
    assert council.tally(measures.agreed) == Tally(0, 1)
    second = a_submission(council.session, record, 2, noon(DAY + timedelta(days=3)))
    claims(council.session, second, ["impact"])
    a_step(council.session, record, "agreed", noon(DAY + timedelta(days=4)))
    assert council.tally(measures.shows("why")) == Tally(0, 1)
    assert council.tally(measures.shows("impact")) == Tally(1, 1)
    assert council.tally(measures.planned) == Tally(0, 0)
    assert council.tally(measures.agreed) == Tally(1, 1)


def test_only_what_was_sent_by_then_counts(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    record = a_record(council.session, meeting, council.child)
    first = a_submission(council.session, record)
    claims(council.session, first, ["why"])
    a_submission(council.session, record, 2, noon(DAY + timedelta(days=3)))
    before = noon(DAY) - timedelta(seconds=1)
    assert council.tally(measures.shows("why"), as_of=before) == Tally(0, 0)
    assert council.tally(measures.held, as_of=before) == Tally(0, 1)
    assert council.tally(measures.shows("why"), as_of=noon(DAY)) == Tally(1, 1)
    assert council.tally(measures.shows("why")) == Tally(0, 1)


def test_reflections_and_the_personal_part_enter_nothing(council: Council) -> None:
    a_reflection(council.session, council.practitioner, council.child, DAY)
    meeting = a_meeting(council.session, council.practitioner, DAY)
    a_submission(council.session, a_record(council.session, meeting, None, "personal"))
    assert council.tally(measures.shows("child_voice")) == Tally(0, 0)
    assert council.tally(measures.discussed) == Tally(0, 1)
    assert measures.facts(council.session, council.asked()) == {}


def _rate(council: Council, ratings: list[tuple[date, int]]) -> None:
    outcome = None
    for day, rating in ratings:
        meeting = a_meeting(council.session, council.practitioner, day)
        sent = a_submission(council.session, a_record(council.session, meeting, council.child))
        outcome = outcome or an_outcome(council.session, sent)
        a_rating(council.session, sent, outcome, rating)


@pytest.mark.parametrize(("rating", "state"), [(5, "better"), (4, "same"), (3, "worse")])
def test_a_rating_is_set_beside_the_one_before(council: Council, rating: int, state: str) -> None:
    _rate(council, [(date(2025, 6, 1), 9), (date(2026, 1, 15), 4), (DAY, rating)])
    (unit,) = council.units(measures.improving)
    assert (unit.state, unit.counted) == (state, state == "better")


def _twice(council: Council, says_change: str = "not asked", unseen: bool = False) -> None:
    """Rate an outcome 4 in January and 6 in the month, then as nobody saw the child or not."""
    outcome = None
    for day, rating in ((date(2026, 1, 15), 4), (DAY, 6)):
        meeting = a_meeting(council.session, council.practitioner, day)
        sent = a_submission(council.session, a_record(council.session, meeting, council.child))
        outcome = outcome or an_outcome(council.session, sent, says_change)
        a_rating(council.session, sent, outcome, rating, unseen and day == DAY)


@pytest.mark.parametrize(("mark", "children"), [("yes", 1), ("not asked", 1), ("no", 0)])
def test_an_outcome_counts_unless_nobody_said_what_changes(
    council: Council, mark: str, children: int
) -> None:
    _twice(council, mark)
    assert council.tally(measures.improving) == Tally(children, children)


def test_a_child_whom_nobody_saw_since_last_time_stands_apart(council: Council) -> None:
    _twice(council, unseen=True)
    assert council.tally(measures.improving) == Tally(0, 0)
    assert council.tally(measures.improving_unseen) == Tally(1, 1)


def test_a_child_who_was_seen_does_not_stand_apart(council: Council) -> None:
    _twice(council)
    assert council.tally(measures.improving_unseen) == Tally(0, 0)


def test_rated_once_is_rated_but_says_nothing_of_change(council: Council) -> None:
    _rate(council, [(DAY, 4)])
    assert council.tally(measures.rated) == Tally(1, 1)
    assert council.tally(measures.improving) == Tally(0, 0)


def test_within_a_month_the_last_rating_stands(council: Council) -> None:
    _rate(council, [(date(2026, 2, 1), 5), (DAY, 3), (DAY + timedelta(days=14), 4)])
    (unit,) = council.units(measures.improving)
    assert (unit.state, unit.held_on) == ("better", DAY + timedelta(days=14))


def test_one_outcome_up_and_another_down_is_mixed(council: Council) -> None:
    meetings = [
        a_meeting(council.session, council.practitioner, d) for d in (date(2026, 2, 1), DAY)
    ]
    first, second = (
        a_submission(council.session, a_record(council.session, meeting, council.child))
        for meeting in meetings
    )
    for before, after in ((3, 5), (5, 3)):
        outcome = an_outcome(council.session, first)
        a_rating(council.session, first, outcome, before)
        a_rating(council.session, second, outcome, after)
    assert [unit.state for unit in council.units(measures.improving)] == ["mixed"]
    assert council.tally(measures.improving) == Tally(0, 1)


def test_the_rating_before_may_be_another_teams(council: Council) -> None:
    stranger = a_person(council.session, team=a_team(council.session))
    meeting = a_meeting(council.session, stranger, date(2026, 1, 5))
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    outcome = an_outcome(council.session, sent)
    a_rating(council.session, sent, outcome, 2)
    later = a_meeting(council.session, council.practitioner, DAY)
    again = a_submission(council.session, a_record(council.session, later, council.child))
    a_rating(council.session, again, outcome, 6)
    assert council.tally(measures.improving) == Tally(1, 1)


def test_an_action_has_why_and_how_or_says_what_it_lacks(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    for why, how in (("w", "h"), (None, "h"), ("w", None), (None, None)):
        an_action(council.session, sent, why, how)
    assert council.tally(measures.planned) == Tally(1, 4)
    states = sorted(str(unit.state) for unit in council.units(measures.planned))
    assert states == ["both", "neither", "no how", "no why"]


def test_a_why_or_how_that_names_only_who_or_when_is_not_given(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    an_action(council.session, sent, why_is_bare=True)
    an_action(council.session, sent, how_is_bare=True)
    an_action(council.session, sent)
    council.session.flush()
    assert council.tally(measures.planned) == Tally(1, 3)
    states = sorted(str(unit.state) for unit in council.units(measures.planned))
    assert states == ["both", "no how", "no why"]


def test_an_action_answered_twice_in_a_month_counts_once(council: Council) -> None:
    meetings = [
        a_meeting(council.session, council.practitioner, DAY + timedelta(days=n)) for n in (0, 7)
    ]
    first, second = (
        a_submission(council.session, a_record(council.session, meeting, council.child))
        for meeting in meetings
    )
    action = an_action(council.session, first)
    an_answer(council.session, first, action, "partly")
    an_answer(council.session, second, action, "done")
    assert council.tally(measures.answered) == Tally(1, 1)


@pytest.mark.parametrize("answer", ["done", "partly", "not done", "no longer needed"])
def test_only_done_is_done_and_every_answer_is_an_answer(council: Council, answer: str) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    sent = a_submission(council.session, a_record(council.session, meeting, council.child))
    an_answer(council.session, sent, an_action(council.session, sent), answer)
    assert council.tally(measures.answered) == Tally(int(answer == "done"), 1)
    assert [unit.state for unit in council.units(measures.answered)] == [answer]


def test_another_teams_records_are_not_counted(council: Council) -> None:
    stranger = a_person(council.session, team=a_team(council.session))
    meeting = a_meeting(council.session, stranger, DAY)
    a_submission(council.session, a_record(council.session, meeting, council.child))
    assert council.tally(measures.rated) == Tally(0, 0)
    assert council.tally(measures.discussed) == Tally(0, 1)


def test_every_month_asked_is_answered(council: Council) -> None:
    months = months_back(MARCH, 13)
    asked = Scope((council.team.id,), months, LATER)
    found = measures.tally(council.session, measures.agreed, asked)
    assert tuple(found) == months
    assert set(found.values()) == {Tally(0, 0)}


def test_the_facts_of_a_record_name_todays_workers(council: Council) -> None:
    meeting = a_meeting(council.session, council.practitioner, DAY)
    record = a_record(council.session, meeting, council.child)
    a_submission(council.session, record)
    gone = a_person(council.session, team=council.team)
    an_involvement(
        council.session, council.child, gone, date(2026, 1, 1), LATER.date() - timedelta(days=1)
    )
    facts = measures.facts(council.session, council.asked())[record.id]
    assert facts.visibility == Visibility.CHILD
    assert (facts.writer_id, facts.other_id) == (council.supervisor.id, council.practitioner.id)
    assert facts.child_current_practitioner_ids == {council.practitioner.id}
    assert facts.child_current_supervisor_ids == {council.supervisor.id}
    assert facts.team_path == {council.team.id, council.service.id}
