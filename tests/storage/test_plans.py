"""What a plan comes to when its record is sent again, on both databases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from practice.calendar import Month
from practice.contingencies import ActBy
from storage import history, measures, plans, submissions
from storage.bulk import Batch, add_all
from storage.measures import Scope, Tally
from storage.session import Store
from storage.submissions import (
    NewAction,
    NewActionAnswer,
    NewOutcome,
    NewRating,
    NewSignAnswer,
    NewSubmission,
)
from storage.tables import Child, ContingencyAnswer, OutcomeRating, Person, Record
from tests.factories import a_person
from tests.reports.factories import a_case, a_meeting, a_record, noon
from tests.rewriting import rewriting

MARCH = Month(2026, 3)
FIRST, SECOND, THIRD = date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)
ACTION = NewAction(entry=0, what="Ring nan")
OUTCOME = NewOutcome(entry=0, what="Sleeps at home", rating=4)


@dataclass
class Case:
    """A child, the worker, and records in depth about the child."""

    session: Session
    worker: Person
    child: Child

    def record(self, day: date) -> Record:
        return a_record(self.session, a_meeting(self.session, self.worker, day), self.child)

    def look(self, day: date) -> None:
        meeting = a_meeting(self.session, self.worker, day)
        a_record(self.session, meeting, self.child, "looked at", "no change")

    def send(
        self,
        record: Record,
        actions: Sequence[NewAction] = (),
        outcomes: Sequence[NewOutcome] = (),
        sent_on: date | None = None,
        **more: Any,
    ) -> None:
        at = noon(sent_on or record.held_on)
        new = NewSubmission(record, at, actions=actions, outcomes=outcomes, **more)
        batch = Batch()
        submissions.put(batch, new, submissions.sent_before(self.session, record.id))
        add_all(self.session, batch.tables)

    def so_far(self) -> history.ChildSoFar:
        return history.so_far(self.session, [self.child.id])[self.child.id]

    def improving(self, as_of: date) -> Tally:
        asked = Scope((self.worker.team_id,), (MARCH,), noon(as_of))
        return measures.tally(self.session, measures.improving, asked)[MARCH]


def a_child_in_depth(session: Session) -> Case:
    worker = a_person(session)
    return Case(session, worker, a_case(session, worker))


def test_an_entry_that_is_sent_again_is_known_by_its_first_row(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record = case.record(FIRST)
        case.send(record, [ACTION], [OUTCOME])
        (action,) = plans.open_actions(session, case.child.id)
        (outcome,) = plans.open_outcomes(session, case.child.id)
        for number in (2, 3):
            changed = NewAction(entry=0, what=f"Ring nan {number}")
            case.send(record, [changed], [NewOutcome(entry=0, what="Sleeps", rating=5)])
        (action_again,) = plans.open_actions(session, case.child.id)
        (outcome_again,) = plans.open_outcomes(session, case.child.id)
        assert (action_again.id, action_again.what) == (action.id, "Ring nan 3")
        assert (outcome_again.id, outcome_again.what) == (outcome.id, "Sleeps")
        assert outcome_again.rating == 5


def test_another_entry_and_another_record_are_known_by_rows_of_their_own(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record = case.record(FIRST)
        case.send(record, [ACTION])
        case.send(record, [ACTION, NewAction(entry=1, what="See school")])
        case.send(case.record(SECOND), [NewAction(entry=0, what="Draw with her")])
        found = plans.open_actions(session, case.child.id)
        assert [one.what for one in found] == ["Ring nan", "See school", "Draw with her"]
        assert len({one.id for one in found}) == 3


def test_an_entry_taken_out_and_put_back_is_the_same(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record = case.record(FIRST)
        case.send(record, [ACTION], [OUTCOME])
        (action,) = plans.open_actions(session, case.child.id)
        case.send(record)
        assert plans.open_actions(session, case.child.id) == []
        assert plans.open_outcomes(session, case.child.id) == []
        case.send(record, [ACTION], [OUTCOME])
        assert [one.id for one in plans.open_actions(session, case.child.id)] == [action.id]


def test_answers_and_ratings_of_a_later_meeting_stand_at_every_moment(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record, later = case.record(FIRST), case.record(SECOND)
        case.send(record, [ACTION], [OUTCOME])
        (action,) = plans.open_actions(session, case.child.id)
        (outcome,) = plans.open_outcomes(session, case.child.id)
        answers = [NewActionAnswer(action.id, "done")]
        case.send(later, action_answers=answers, ratings=[NewRating(outcome.id, 7)])
        case.send(record, [ACTION], [OUTCOME], sent_on=THIRD)
        assert plans.open_actions(session, case.child.id) == []
        assert [one.rating for one in plans.open_outcomes(session, case.child.id)] == [7]
        so_far = case.so_far()
        assert (so_far.rating_before, so_far.last_rating) == (4, 7)
        assert case.improving(FIRST) == Tally(0, 0)
        assert case.improving(SECOND) == Tally(1, 1)
        assert case.improving(THIRD) == Tally(1, 1)


def test_an_earlier_record_sent_again_does_not_bring_its_contingency_back(store: Store) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        record, later = case.record(FIRST), case.record(SECOND)
        old, new = FIRST + timedelta(days=20), SECOND + timedelta(days=40)
        case.send(record, contingency_on=old)
        case.send(later, contingency_on=new)
        case.send(record, contingency_on=old)
        assert _act_by(case) == new


def _act_by(case: Case) -> date | None:
    act_by = case.so_far().act_by
    return act_by.due_on if act_by else None


def _answer(case: Case, due_on: date, answer: str, moved_to: date | None = None) -> NewSignAnswer:
    return NewSignAnswer(case.child.id, due_on, answer, moved_to)


def test_a_contingency_day_that_passed_stands_until_it_is_answered(store: Store) -> None:
    passed, new = FIRST + timedelta(days=3), THIRD + timedelta(days=60)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), contingency_on=passed, contingency="Ring nan")
        case.send(case.record(SECOND))
        case.send(case.record(THIRD), contingency_on=new)
        act_by = case.so_far().act_by
        assert act_by is not None
        assert (act_by.due_on, act_by.plan) == (passed, "Ring nan")
        later = case.record(THIRD + timedelta(days=7))
        case.send(later, sign_answer=_answer(case, passed, "not acted"))
        assert _act_by(case) == new


def test_a_sign_that_came_while_nobody_acted_closes_no_contingency_day(store: Store) -> None:
    passed = FIRST + timedelta(days=3)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), contingency_on=passed, contingency="Ring nan")
        case.send(case.record(SECOND), sign_answer=_answer(case, passed, "not acted"))
        act_by = case.so_far().act_by
        assert act_by == ActBy(FIRST, passed, "Ring nan", not_acted=True)
        case.send(case.record(THIRD), sign_answer=_answer(case, passed, "acted"))
        assert case.so_far().act_by is None


def test_a_new_day_set_with_that_answer_takes_its_place(store: Store) -> None:
    passed, again = FIRST + timedelta(days=3), SECOND + timedelta(days=14)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), contingency_on=passed, contingency="Ring nan")
        said = _answer(case, passed, "not acted", again)
        case.send(case.record(SECOND), sign_answer=said)
        assert case.so_far().act_by == ActBy(SECOND, again, "Ring nan")


def test_a_contingency_day_that_is_moved_keeps_its_plan(store: Store) -> None:
    passed, moved = FIRST + timedelta(days=3), SECOND + timedelta(days=14)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), contingency_on=passed, contingency="Ring nan")
        said = _answer(case, passed, "moved", moved)
        case.send(case.record(SECOND), sign_answer=said)
        act_by = case.so_far().act_by
        assert act_by is not None
        assert (act_by.due_on, act_by.plan, act_by.set_on) == (moved, "Ring nan", SECOND)
        case.send(case.record(THIRD), sign_answer=_answer(case, moved, "acted"))
        assert case.so_far().act_by is None


def test_of_two_answers_to_a_contingency_the_last_holds_and_the_first_is_kept(store: Store) -> None:
    passed, moved = FIRST + timedelta(days=3), SECOND + timedelta(days=14)
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), contingency_on=passed)
        record = case.record(SECOND)
        case.send(record, sign_answer=_answer(case, passed, "moved", moved))
        case.send(record, sign_answer=_answer(case, passed, "acted"), sent_on=THIRD)
        assert case.so_far().act_by is None
        rows = session.scalars(select(ContingencyAnswer)).all()
        said = [(row.answer, row.answered_by) for row in rows]
        assert said == [("moved", record.writer_id), ("acted", record.writer_id)]


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


@pytest.mark.parametrize(
    ("next_step", "stays"), [("keep", True), ("raise", True), ("change", False), ("give up", False)]
)
def test_an_action_that_was_not_done_is_carried_over_until_it_is_given_up(
    store: Store, next_step: str, stays: bool
) -> None:
    with store.writing() as session:
        case = a_child_in_depth(session)
        case.send(case.record(FIRST), [ACTION])
        (action,) = plans.open_actions(session, case.child.id)
        assert action.carried == 0
        case.send(case.record(SECOND), action_answers=[NewActionAnswer(action.id, "partly")])
        (again,) = plans.open_actions(session, case.child.id)
        assert again.carried == 1
        answer = NewActionAnswer(action.id, "not done", None, None, next_step, "nan was away")
        case.send(case.record(THIRD), action_answers=[answer])
        assert [one.carried for one in plans.open_actions(session, case.child.id)] == [2] * stays
