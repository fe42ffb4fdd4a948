"""Outcomes of a plan: who rated them, and until when their day is due, on both databases."""

from datetime import date, timedelta

from sqlmodel import select

from storage import plans
from storage.measures import Tally
from storage.session import Store
from storage.submissions import NewOutcome, NewRating
from storage.tables import OutcomeRating
from tests.rewriting import rewriting
from tests.storage.child_in_depth import FIRST, OUTCOME, SECOND, THIRD, a_child_in_depth


def test_a_rating_and_a_look_each_keep_their_own_day(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [], [OUTCOME])
        case.look(SECOND)
        so_far = case.so_far()
        assert (so_far.last_in_depth, so_far.last_looked_at) == (FIRST, SECOND)
        assert (so_far.last_rating, so_far.rated_on) == (4, FIRST)
        assert so_far.last_discussed == SECOND


def test_an_outcome_date_is_taken_up_by_a_rating_and_not_by_any_meeting(store: Store) -> None:
    due = FIRST + timedelta(days=3)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [], [NewOutcome(entry=0, what="w", due_on=due, rating=4)])
        (outcome,) = plans.open_outcomes(session, case.child.id)
        case.send(case.record(SECOND))
        assert case.so_far().outcome_due_on == due
        case.send(case.record(THIRD), ratings=[NewRating(outcome.id, 5)])
        assert case.so_far().outcome_due_on is None


def test_what_the_practitioner_rated_apart_has_a_row_and_the_plan_goes_by_the_writers(
    store: Store,
) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [], [OUTCOME])
        (outcome,) = plans.open_outcomes(session, case.child.id)
        both = [NewRating(outcome.id, 5), NewRating(outcome.id, 1, by=case.worker.id)]
        record = case.record(SECOND)
        case.send(record, ratings=both)
        (rated,) = plans.open_outcomes(session, case.child.id)
        assert (rated.rating, case.so_far().last_rating) == (5, 5)
        rows = session.exec(select(OutcomeRating).where(OutcomeRating.rated_on == SECOND)).all()
        assert {(row.rated_by, row.rating, row.beside) for row in rows} == {
            (record.writer_id, 5, False),
            (case.worker.id, 1, True),
        }
        assert case.improving(SECOND) == Tally(1, 1)


def test_a_child_whom_the_practitioner_alone_rated_is_rated_and_moves_nowhere(
    store: Store,
) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [], [OUTCOME])
        (outcome,) = plans.open_outcomes(session, case.child.id)
        case.send(case.record(SECOND), ratings=[NewRating(outcome.id, 9, by=case.worker.id)])
        (rated,) = plans.open_outcomes(session, case.child.id)
        assert rated.rating == OUTCOME.rating
        assert case.improving(SECOND) == Tally(0, 0)


def test_an_outcome_knows_the_guide_that_asked_it_first(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record = case.record(FIRST)
        with rewriting(session):
            record.guide, record.version = "case-supervision", 1
        case.send(record, [], [OUTCOME])
        (outcome,) = plans.open_outcomes(session, case.child.id)
        case.send(case.record(SECOND), ratings=[NewRating(outcome.id, 5)])
        (rated,) = plans.open_outcomes(session, case.child.id)
        assert (rated.rating, rated.guide) == (5, ("case-supervision", 1))


def test_the_earliest_outcome_date_not_yet_taken_up_in_depth_is_due(store: Store) -> None:
    december = [date(2026, 12, day) for day in (20, 1, 28)]
    with store.writing() as session:
        case = a_child_in_depth(session)
        named = [NewOutcome(entry=n, what="w", due_on=day) for n, day in enumerate(december)]
        case.send(case.record(FIRST), [], named)
        assert case.so_far().outcome_due_on == date(2026, 12, 1)
        case.send(case.record(date(2026, 12, 3)))
        assert case.so_far().outcome_due_on == date(2026, 12, 20)
        case.send(case.record(date(2026, 12, 29)))
        assert case.so_far().outcome_due_on is None


def test_an_outcome_good_enough_to_close_is_not_asked_again_and_is_due_no_more(
    store: Store,
) -> None:
    due = date(2026, 4, 1)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [], [NewOutcome(entry=0, what="w", due_on=due, rating=9)])
        (outcome,) = plans.open_outcomes(session, case.child.id)
        case.send(case.record(SECOND), ratings=[NewRating(outcome.id, 10)])
        assert plans.open_outcomes(session, case.child.id) == []
        assert case.so_far().outcome_due_on is None
        case.send(case.record(THIRD), ratings=[NewRating(outcome.id, 8)])
        assert [one.rating for one in plans.open_outcomes(session, case.child.id)] == [8]
        assert case.so_far().outcome_due_on == due
