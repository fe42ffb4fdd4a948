"""A child who changes worker: who is told to write of it, when, and until when."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bot.reminders import handover
from practice.calendar import add_working_days, working_days_before
from storage.reminders import Due
from storage.session import Store
from storage.tables import Child, Involvement, Person
from tests.bot.reminders.council import Council, a_council, at
from tests.factories import an_involvement
from tests.reports.factories import a_handover

ENDS = date(2026, 6, 26)
BEGINS = date(2026, 6, 24)


@pytest.fixture
def council(store: Store) -> Council:
    """Return a council in which one child goes from the first practitioner to the second."""
    made = a_council(store, practitioners=2)
    made.end(made.practitioner, 0, ENDS)
    with store.writing() as session:
        child = session.get_one(Child, made.of(made.practitioner)[0].id)
        an_involvement(session, child, session.get_one(Person, second(made).id), BEGINS)
    return made


def second(council: Council) -> Person:
    return council.practitioners[1]


def due(council: Council, on: date) -> list[Due]:
    with council.store.reading() as session:
        return handover.due(session, on)


def told(council: Council, on: date) -> set[tuple[str | None, int]]:
    return {(one.person_id, one.stage) for one in due(council, on)}


def test_the_one_who_goes_is_told_four_weeks_before_and_again_three_days_before(
    council: Council,
) -> None:
    first, again = working_days_before(ENDS, 20), working_days_before(ENDS, 3)
    me = council.practitioner.id
    assert told(council, first - timedelta(days=1)) == set()
    assert told(council, first) == {(me, 1)}
    assert (me, 2) in told(council, again)
    assert (me, 1) not in told(council, again)


def test_who_takes_over_is_told_the_day_after_they_began(council: Council) -> None:
    taker = second(council).id
    assert not {one for one in told(council, BEGINS) if one[0] == taker}
    assert (taker, 3) in told(council, add_working_days(BEGINS, 1))


def test_nobody_is_told_who_has_written_and_the_other_still_is(council: Council) -> None:
    child = council.of(council.practitioner)[0]
    on = add_working_days(ENDS, 2)
    with council.store.writing() as session:
        writer = session.get_one(Person, council.practitioner.id)
        a_handover(session, child, writer, at(BEGINS, 15))
    assert told(council, on) == {(second(council).id, 3)}
    # Known on the day before it was sent, it was still to write.
    assert (council.practitioner.id, 2) in told(council, BEGINS - timedelta(days=1))


def test_where_the_one_who_goes_has_left_who_supervised_them_is_told_in_their_place(
    council: Council,
) -> None:
    council.change(council.practitioner, left_on=ENDS)
    theirs = [
        one
        for one in due(council, add_working_days(ENDS, 1))
        if one.person_id == council.supervisor.id
    ]
    # Every child of theirs has no worker: each is to be handed over.
    assert len(theirs) == len(council.of(council.practitioner))
    assert {one.in_place_of for one in theirs} == {"Priya 0"}
    assert {one.practitioner_id for one in theirs} == {council.supervisor.id}


def test_what_was_not_written_is_not_told_of_for_ever(council: Council) -> None:
    assert told(council, ENDS + timedelta(days=28)) != set()
    assert told(council, ENDS + timedelta(days=29)) == set()


def test_a_child_whose_case_ends_or_whose_worker_goes_on_is_not_handed_over(
    council: Council,
) -> None:
    child = council.of(council.practitioner)[0]
    on = working_days_before(ENDS, 3)
    with council.store.writing() as session:
        row = session.get_one(Child, child.id)
        row.closed_on = ENDS
        session.add(row)
    assert told(council, on) == set()
    with council.store.writing() as session:
        row = session.get_one(Child, child.id)
        row.closed_on = None
        session.add(row)
        an_involvement(session, row, session.get_one(Person, council.practitioner.id), ENDS)
        for one in session.exec(select(Involvement).where(Involvement.started_on == BEGINS)):
            session.delete(one)
    assert told(council, on) == set()


def test_a_co_worker_neither_hands_over_nor_takes_over(council: Council) -> None:
    with council.store.writing() as session:
        for one in session.exec(select(Involvement).where(Involvement.started_on == BEGINS)):
            one.part = "co-worker"
            session.add(one)
    assert told(council, ENDS) == {(council.practitioner.id, 2)}
    with council.store.writing() as session:
        for one in session.exec(select(Involvement).where(Involvement.ended_on == ENDS)):
            one.part = "co-worker"
            session.add(one)
    assert told(council, ENDS) == set()


def test_it_is_one_line_whatever_many_children_change_worker(council: Council) -> None:
    on = add_working_days(BEGINS, 1)
    (one,) = [due for due in due(council, on) if due.person_id == second(council).id]
    assert "A child changes worker on or after 26 June 2026" in handover.words([one], on).text
    said = handover.words([one, one], ENDS)
    assert "2 children have changed worker since 26 June 2026" in said.text
    (row,) = said.buttons
    assert [button.data for button in row] == ["!handover"]
