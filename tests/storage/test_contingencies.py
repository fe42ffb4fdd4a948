"""Until when a contingency day stands, and what the answer to it moves, on both databases."""

from datetime import date, timedelta

from sqlmodel import select

from practice.contingencies import ActBy
from storage.session import Store
from storage.submissions import NewSignAnswer
from storage.tables import ContingencyAnswer
from tests.storage.child_in_depth import FIRST, SECOND, THIRD, Case, a_child_in_depth


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
