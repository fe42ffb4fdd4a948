from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.imports import Row, known_children
from storage.session import Store
from tests.bot.imports.council import CHILDREN, a_store, bring_in, check, places


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path, children=CHILDREN)
    yield store
    store.close()


def stored(store: Store, ref: str) -> Row:
    with store.reading() as session:
        return known_children(session, [ref])[ref].values


def test_every_column_is_stored_and_read_back(store: Store) -> None:
    bring_in(
        store,
        "children",
        "Child ID,First name,Last name,DOB,Postcode,Case status,Opened,Closed,Locked,"
        "Family ID,Communication\n"
        "CH-1,Zoë,O'Neill,1/2/2015,dl15qt,Looked after,1/1/2026,1/6/2026,no,F-31,device\n",
    )
    assert stored(store, "CH-1") == {
        "child_ref": "CH-1",
        "forename": "Zoë",
        "surname": "O'Neill",
        "birth_date": date(2015, 2, 1),
        "postcode": "DL1 5QT",
        "status": "CLA",
        "opened_on": date(2026, 1, 1),
        "closed_on": date(2026, 6, 1),
        "restricted": False,
        "family_ref": "F-31",
        "communication": "device",
    }


def test_a_changed_status_leaves_the_names_as_they_are(store: Store) -> None:
    plan = bring_in(store, "children", "child_ref,status\nCH-0417,closed\nCH-0418,CP\n")
    assert (list(plan.changed.values()), plan.unchanged) == ([{"status": "closed"}], 1)
    after = stored(store, "CH-0417")
    assert (after["status"], after["forename"], after["surname"]) == ("closed", "Ana", "Doe")


def test_a_changed_name_replaces_the_one_that_was_stored(store: Store) -> None:
    bring_in(store, "children", "child_ref,surname,status\nCH-0417,Roe,CIN\n")
    after = stored(store, "CH-0417")
    assert (after["forename"], after["surname"]) == ("Ana", "Roe")


def test_an_empty_name_leaves_the_one_that_is_stored_and_none_in_brackets_removes_it(
    store: Store,
) -> None:
    rows = "child_ref,forename,surname,status\n"
    assert bring_in(store, "children", rows + "CH-0417,,,CIN\n").unchanged == 1
    assert (stored(store, "CH-0417")["forename"], stored(store, "CH-0417")["surname"]) == (
        "Ana",
        "Doe",
    )
    bring_in(store, "children", rows + "CH-0417,(none),,CIN\n")
    assert (stored(store, "CH-0417")["forename"], stored(store, "CH-0417")["surname"]) == (
        None,
        "Doe",
    )


def test_an_empty_status_leaves_the_one_that_is_stored_and_a_new_child_needs_one(
    store: Store,
) -> None:
    plan = check(store, "children", "child_ref,status\nCH-0418,\nCH-1,\n")
    assert (plan.unchanged, places(plan.rejected)) == (1, [(3, "status", "")])


@pytest.mark.parametrize("heading", ["restricted", "Locked", "Sensitive", "IS_RESTRICTED"])
@pytest.mark.parametrize("said", ["yes", "Y", "true", "1", " Yes "])
def test_a_restricted_child_is_refused_and_not_taken_in_unrestricted(
    store: Store, heading: str, said: str
) -> None:
    rows = f"child_ref,status,{heading}\nCH-0417,CP,{said}\nCH-1,CIN,{said}\nCH-2,CIN,no\n"
    plan = bring_in(store, "children", rows)
    assert places(plan.rejected) == [(2, "restricted", "yes"), (3, "restricted", "yes")]
    assert "cannot be kept here yet" in plan.rejected[0].why
    with store.reading() as session:
        assert set(known_children(session, [])) == {"CH-0417", "CH-0418", "CH-2"}
    assert (stored(store, "CH-0417")["restricted"], stored(store, "CH-0417")["status"]) == (
        False,
        "CIN",
    )


def test_two_rows_of_which_one_restricts_are_refused(store: Store) -> None:
    rows = "child_ref,status,restricted\nCH-1,CIN,\nCH-1,CIN,yes\nCH-2,CIN,no\nCH-2,CIN,yes\n"
    plan = check(store, "children", rows)
    assert plan.added == []
    assert {fault.row for fault in plan.rejected} == {2, 3, 4, 5}


def test_a_reference_that_lost_its_noughts_is_asked_about(store: Store) -> None:
    plan = check(store, "children", "child_ref,status\nch 417,CIN\n")
    assert places(plan.queried) == [(2, "child_ref", "ch 417")]
    assert "CH-0417" in plan.queried[0].why


def test_closing_before_opening_is_rejected(store: Store) -> None:
    rows = "child_ref,status,opened_on,closed_on\nCH-1,closed,1/6/2026,1/1/2026\n"
    assert places(check(store, "children", rows).rejected) == [(2, "closed_on", "2026-01-01")]


def test_a_refused_name_is_nowhere_in_the_faults(store: Store) -> None:
    rows = "child_ref,forename,surname,status\nCH-1,=Kayleigh,Okon\x07kwo,CIN\n"
    plan = check(store, "children", rows)
    assert places(plan.rejected) == [(2, "forename", ""), (2, "surname", "")]
    assert not any("Kayleigh" in f.why + f.remedy + f.value for f in plan.rejected)


def test_children_who_contradict_one_another_show_no_name(store: Store) -> None:
    rows = "child_ref,forename,status\nCH-1,Kayleigh,CIN\nCH-1,Mabel,CIN\n"
    plan = check(store, "children", rows)
    assert places(plan.rejected) == [(2, "child_ref", "CH-1"), (3, "child_ref", "CH-1")]


CLOSED = "child_ref,status,opened_on,closed_on\nCH-0900,closed,5/1/2026,20/6/2026\n"


@pytest.mark.parametrize("opened", ["1/9/2026", "20/6/2026"])
def test_a_case_that_opened_again_is_open_and_that_is_asked_about(
    store: Store, opened: str
) -> None:
    head = "child_ref,status,opened_on,closed_on\n"
    bring_in(store, "children", CLOSED)
    plan = check(store, "children", head + f"CH-0900,CIN,{opened},\n")
    assert (plan.rejected, plan.removals) == ([], [])
    assert {one.column: one.after for one in plan.changes}["closed_on"] is None
    (asked,) = plan.queried
    assert asked.column == "opened_on"
    assert "That it closed on 2026-06-20 is taken away." in asked.why
    bring_in(store, "children", head + f"CH-0900,CIN,{opened},\n")
    again = check(store, "children", head + f"CH-0900,CIN,{opened},\n")
    assert (again.unchanged, again.queried) == (1, [])


@pytest.mark.parametrize("row", ["CH-0900,CIN,5/1/2026,", "CH-0900,CIN,,", "CH-0900,,5/1/2026,"])
def test_an_empty_cell_takes_no_closing_away_where_no_later_opening_is_told(
    store: Store, row: str
) -> None:
    bring_in(store, "children", CLOSED)
    plan = check(store, "children", "child_ref,status,opened_on,closed_on\n" + row + "\n")
    assert "closed_on" not in {one.column for one in plan.changes}


def test_one_that_says_no_status_is_told_how_its_closing_is_taken_away(store: Store) -> None:
    head = "child_ref,status,opened_on,closed_on\n"
    bring_in(store, "children", head + "CH-0900,closed,5/1/2026,20/6/2026\n")
    again = check(store, "children", head + "CH-0900,,1/9/2026,\n")
    (refused,) = again.rejected
    assert refused.remedy == (
        "An empty cell leaves closed_on as it is stored, 2026-06-20: if that holds no more, as of "
        "a case that opened again, write (none)."
    )
    wrong = check(store, "children", head + "CH-0900,CIN,1/9/2026,20/6/2026\n")
    assert wrong.rejected[0].remedy == "Correct one of the two dates."
    assert not check(store, "children", head + "CH-0900,CIN,1/9/2026,(none)\n").rejected
