"""What a plan comes to when its record is sent again, on both databases."""

import pytest

from storage import plans
from storage.measures import Tally
from storage.session import Store
from storage.submissions import NewAction, NewActionAnswer, NewOutcome, NewRating
from tests.storage.child_in_depth import ACTION, FIRST, OUTCOME, SECOND, THIRD, a_child_in_depth


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
