"""What waits on a day, on both databases."""

from datetime import UTC, date, datetime

from storage.due import NotDiscussed, WaitingForAgreement, not_discussed, waiting_for_agreement
from storage.session import Store
from tests.factories import a_person, an_involvement
from tests.reports.factories import a_case, a_meeting, a_record, a_step, a_submission, noon

MAY_1, MAY_12, MAY_29 = date(2026, 5, 1), date(2026, 5, 12), date(2026, 5, 29)


def test_children_not_discussed_are_counted_by_practitioner(store: Store) -> None:
    with store.writing() as session:
        supervisor = a_person(session, role="supervisor")
        people = [a_person(session, supervisor=supervisor) for _ in range(3)]
        children = [[a_case(session, person) for _ in range(2)] for person in people]
        meeting = a_meeting(session, people[0], MAY_12)
        a_record(session, meeting, children[0][0], "looked at", "something changed")
        everything = a_meeting(session, people[1], MAY_12)
        for child in children[1]:
            a_record(session, everything, child)
        assert not_discussed(session, MAY_1, MAY_29) == [
            NotDiscussed(people[0].id, supervisor.id, 1),
            NotDiscussed(people[2].id, supervisor.id, 2),
        ]
        assert not_discussed(session, MAY_1, MAY_29, [people[2].id]) == [
            NotDiscussed(people[2].id, supervisor.id, 2)
        ]


def test_two_rows_of_one_childs_time_with_a_worker_count_one_child(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        child = a_case(session, person)
        an_involvement(session, child, person)
        assert not_discussed(session, MAY_1, MAY_29) == [NotDiscussed(person.id, None, 1)]


def test_what_was_sent_before_midnight_in_london_is_known_that_day(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        child = a_case(session, person)
        last_minute = datetime(2026, 5, 29, 22, 59, tzinfo=UTC)
        a_record(session, a_meeting(session, person, MAY_29, sent_at=last_minute), child)
        assert not_discussed(session, MAY_1, MAY_29) == []
        assert not_discussed(session, MAY_1, date(2026, 5, 28)) != []


def test_a_meeting_waits_with_the_days_on_which_its_waiting_parts_were_last_sent(
    store: Store,
) -> None:
    with store.writing() as session:
        person = a_person(session)
        meeting = a_meeting(session, person, MAY_12)
        waits, again, agreed, returned = [
            a_record(session, meeting, a_case(session, person)) for _ in range(4)
        ]
        for record in (waits, again, agreed, returned):
            a_submission(session, record, at=noon(MAY_12))
        a_step(session, again, "returned", noon(date(2026, 5, 13)))
        a_step(session, again, "submitted", noon(date(2026, 5, 14)))
        a_step(session, agreed, "agreed", noon(date(2026, 5, 13)))
        a_step(session, returned, "returned", noon(date(2026, 5, 15)))
        found = waiting_for_agreement(session, MAY_1, date(2026, 5, 15))
        assert found == [
            WaitingForAgreement(meeting.id, person.id, MAY_12, (MAY_12, date(2026, 5, 14)))
        ]
        assert waiting_for_agreement(session, MAY_1, date(2026, 5, 14)) == [
            WaitingForAgreement(meeting.id, person.id, MAY_12, (MAY_12, MAY_12, date(2026, 5, 14)))
        ]


def test_steps_that_decide_nothing_leave_a_part_waiting(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        meeting = a_meeting(session, person, MAY_12)
        record = a_record(session, meeting, a_case(session, person))
        a_submission(session, record, at=noon(MAY_12))
        a_step(session, record, "left", noon(MAY_12))
        assert [one.parts for one in waiting_for_agreement(session, MAY_1, MAY_29)] == [(MAY_12,)]


def test_meetings_sent_earlier_than_asked_about_are_left_out(store: Store) -> None:
    with store.writing() as session:
        person = a_person(session)
        record = a_record(session, a_meeting(session, person, MAY_12), a_case(session, person))
        a_submission(session, record, at=noon(MAY_12))
        assert waiting_for_agreement(session, MAY_12, MAY_29)
        assert waiting_for_agreement(session, date(2026, 5, 13), MAY_29) == []
