"""A supervisor who is not here: what was theirs comes to the next up the line, in their place."""

from datetime import date

import pytest

from bot import digest
from bot.reminders import KINDS, act_by, action_due, children_due, tick
from storage.reminders import Due
from storage.session import Store
from storage.tables import Person
from tests.bot.reminders.council import Council, a_council, at, enrol
from tests.factories import a_child, a_person, an_involvement

MAY_20, MAY_29 = date(2026, 5, 20), date(2026, 5, 29)
MAY_25, JUNE_1 = date(2026, 5, 25), date(2026, 6, 1)


@pytest.fixture
def council(embedded_store: Store) -> Council:
    """Sunil supervises Priya."""
    return a_council(embedded_store)


@pytest.fixture
def maya(council: Council) -> Person:
    """She supervises Sunil."""
    with council.store.writing() as session:
        one = a_person(session, "Maya Lunn", "manager")
        enrol(session, one)
    council.change(council.supervisor, supervisor_id=one.id)
    return one


def sunil_leaves(council: Council, on: date = MAY_25) -> None:
    council.change(council.supervisor, left_on=on)


def children(council: Council, on: date = MAY_29) -> list[Due]:
    with council.store.reading() as session:
        return children_due.due(session, on)


def test_children_due_are_told_to_the_next_up_the_line(council: Council, maya: Person) -> None:
    sunil_leaves(council)
    (one,) = children(council)
    assert (one.person_id, one.in_place_of, one.count) == (maya.id, "Sunil", 3)


def test_nobody_is_told_where_nobody_up_the_line_is_here(council: Council, maya: Person) -> None:
    sunil_leaves(council)
    council.change(maya, left_on=MAY_25)
    (one,) = children(council)
    assert (one.person_id, one.in_place_of) == (None, "")


def test_who_starts_later_is_stood_in_for_until_then(council: Council, maya: Person) -> None:
    council.change(council.supervisor, started_on=JUNE_1)
    assert children(council)[0].person_id == maya.id
    assert children(council, JUNE_1)[0].person_id == council.supervisor.id


def test_who_left_before_it_was_told_to_them_is_stood_in_for(
    council: Council, maya: Person
) -> None:
    """What waits for the leaver is withdrawn, and what was told to them is told again."""
    tick(council.store, at(date(2026, 5, 21), 7))
    sunil_leaves(council, date(2026, 5, 21))
    tick(council.store, at(date(2026, 5, 21), 7, 30))
    sent = council.deliver(at(date(2026, 5, 21)))
    assert {one.address for one in sent} == {f"telegram-{maya.id}", f"web-{maya.id}"}


def test_a_date_to_act_by_that_passed_is_told_to_the_next_up_the_line(
    council: Council, maya: Person
) -> None:
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 12))
    council.plan(held, act_by=MAY_20, who="Priya")
    sunil_leaves(council)
    with council.store.reading() as session:
        found = act_by.due(session, MAY_29)
    told = {one.person_id: one.in_place_of for one in found}
    assert told == {council.practitioner.id: "", maya.id: "Sunil"}


def test_an_action_of_theirs_is_told_to_the_next_up_the_line(
    council: Council, maya: Person
) -> None:
    held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 12))
    council.plan(held, action=date(2026, 6, 5), who="Sunil")
    sunil_leaves(council)
    with council.store.reading() as session:
        (one,) = action_due.due(session, MAY_29)
    assert (one.person_id, one.in_place_of) == (maya.id, "Sunil")


def test_ones_own_action_and_one_in_somebodys_place_are_two(council: Council, maya: Person) -> None:
    for who in ("Sunil", "Priya and Sunil"):
        held = council.discuss(council.practitioner, ["in depth"], date(2026, 5, 12))
        council.plan(held, action=date(2026, 6, 5), who=who)
    sunil_leaves(council)
    with council.store.reading() as session:
        found = action_due.due(session, MAY_29)
    assert len({one.key for one in found}) == len(found) == 2
    assert {one.person_id: one.count for one in found} == {
        maya.id: 2,
        council.practitioner.id: 1,
    }


@pytest.mark.usefixtures("maya")
def test_the_digest_says_in_whose_place_it_comes(council: Council) -> None:
    sunil_leaves(council)
    (one,) = children(council)
    said = digest.message(KINDS, [(children_due, one)], MAY_29)
    assert "on one list of Sunil's people." in said.text
    assert "It comes to you in place of Sunil, who is not here." in said.text
    ((button,),) = said.buttons
    assert button.data == f"!supervise:{council.practitioner.id}"


def test_ones_own_and_those_in_somebodys_place_are_two_lines(
    council: Council, maya: Person
) -> None:
    with council.store.writing() as session:
        own = a_person(session, "Bea", supervisor=maya)
    sunil_leaves(council)
    (one,) = children(council)
    mine = Due(
        kind="children_due",
        subject=own.id,
        due_on=one.due_on,
        person_id=maya.id,
        practitioner_id=own.id,
        count=1,
        since=one.since,
    )
    said = digest.message(KINDS, [(children_due, mine), (children_due, one)], MAY_29)
    assert said.text.startswith("2 things today.")
    assert said.text.count("in place of Sunil") == 1


def test_two_who_are_not_here_and_bear_one_name_are_two_lines(
    council: Council, maya: Person
) -> None:
    with council.store.writing() as session:
        other = a_person(session, "Sunil Patel", "supervisor", supervisor=maya)
        theirs = a_person(session, "Bea", supervisor=other)
        an_involvement(session, a_child(session), theirs)
    sunil_leaves(council)
    council.change(other, left_on=MAY_25)
    with council.store.reading() as session:
        found = [(children_due, one) for one in children_due.due(session, MAY_29)]
        said = digest.message(KINDS, found, MAY_29).text
    assert said.startswith("2 things today.")
    assert "in place of Sunil Patel" in said
    assert "in place of Sunil Rao" in said
