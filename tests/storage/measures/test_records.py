"""What records show, as they were last sent and as it was confirmed, and what enters no measure."""

from datetime import date, timedelta

from practice.access import Visibility
from practice.calendar import months_back
from storage import measures
from storage.measures import Scope, Tally
from tests.factories import a_person, a_team, an_involvement
from tests.reports.factories import (
    a_meeting,
    a_record,
    a_reflection,
    a_step,
    a_strike,
    a_submission,
    an_action,
    claims,
    noon,
)
from tests.storage.measures.council import DAY, LATER, MARCH, Council


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
