"""What a pair's records showed lately and which lenses were asked, on both databases."""

from collections import Counter
from datetime import date, timedelta

from sqlmodel import Session

from storage import lens_history
from storage.session import Store
from storage.tables import Child, Person, Record, Step
from tests.factories import a_person
from tests.reports.factories import a_case, a_meeting, a_record, a_submission, claims, noon

DAY = date(2026, 3, 2)
WEEKS = [DAY + timedelta(weeks=number) for number in range(4)]


def asked(session: Session, record: Record, *lenses: str) -> None:
    """Store that a record in depth asked lenses, each twice as after a break."""
    for number, lens in enumerate((*lenses, *lenses), 1):
        session.add(
            Step(
                draft_id=record.draft_id,
                number=number,
                kind="asked",
                question=f"lens.{lens}",
                author_id=record.writer_id,
                at=noon(record.held_on),
            )
        )
    session.flush()


def a_pair(session: Session) -> tuple[Person, Person, Child]:
    supervisor = a_person(session, role="supervisor")
    worker = a_person(session, supervisor=supervisor)
    return supervisor, worker, a_case(session, worker)


def test_of_a_child_the_lenses_of_the_last_records_in_depth_are_known(store: Store) -> None:
    with store.writing() as session:
        _, worker, child = a_pair(session)
        for week, lens in zip(WEEKS, ("first", "second", "third", "fourth"), strict=True):
            asked(session, a_record(session, a_meeting(session, worker, week), child), lens)
        of_child = lens_history.asked_of_child(session, child.id, "lens.", 2)
    assert sorted(of_child) == ["fourth", "third"]


def test_of_a_pair_each_record_counts_once_and_only_since_a_day(store: Store) -> None:
    with store.writing() as session:
        supervisor, worker, child = a_pair(session)
        for week in WEEKS:
            asked(session, a_record(session, a_meeting(session, worker, week), child), "one")
        other, theirs, sibling = a_pair(session)
        asked(session, a_record(session, a_meeting(session, theirs, DAY), sibling), "one")
        ids = (supervisor.id, worker.id)
        assert lens_history.asked_of_pair(session, *ids, DAY, "lens.") == Counter(one=4)
        assert lens_history.asked_of_pair(session, *ids, WEEKS[2], "lens.") == Counter(one=2)
        assert lens_history.asked_of_pair(session, other.id, worker.id, DAY, "lens.") == Counter()


def test_what_a_pair_shows_is_what_was_confirmed_in_the_sending_that_counts(store: Store) -> None:
    with store.writing() as session:
        supervisor, worker, child = a_pair(session)
        record = a_record(session, a_meeting(session, worker, DAY), child)
        claims(session, a_submission(session, record), ["why", "impact"])
        claims(session, a_submission(session, record, number=2), ["why"])
        shown = lens_history.shown_by_pair(session, supervisor.id, worker.id, DAY)
    assert shown == Counter(why=1)
