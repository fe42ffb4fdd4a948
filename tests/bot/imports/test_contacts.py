from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.imports import KINDS
from bot.sheets.plan import Plan
from storage import registers
from storage.session import Store
from storage.tables import Contact
from tests.bot.imports.council import CHILDREN, TEAMS, a_store, bring_in, check, places, read
from tests.growth import STEEP, growth

HEAD = "contact_ref,received_on,child_ref,forename,surname,birth_date,postcode,team\n"
ONE = HEAD + "CO-1,1/9/2026,,Ana,Doe,2/3/2015,DL1 5QT,North\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path, teams=TEAMS, children=CHILDREN)


def read_on(store: Store, text: str, today: date) -> Plan:
    with store.reading() as session:
        return KINDS["contacts"].check(session, replace(read("contacts", text), today=today))


def test_what_names_a_child_is_stored_encrypted_and_read_as_it_was_written(store: Store) -> None:
    bring_in(store, "contacts", ONE)
    with store.reading() as session:
        row = session.get(
            Contact, registers.known(session, registers.CONTACTS, ["CO-1"])["CO-1"].id
        )
        known = registers.known(session, registers.CONTACTS, ["CO-1"])["CO-1"].values
    assert row
    sealed = (row.forename, row.surname, row.birth_date, row.postcode)
    assert not set(sealed) & {"Ana", "Doe", "2015-03-02", "DL1 5QT", None}
    assert (known["forename"], known["birth_date"]) == ("Ana", date(2015, 3, 2))


def test_a_corrected_file_changes_what_it_says_and_an_empty_cell_nothing(store: Store) -> None:
    bring_in(store, "contacts", ONE)
    plan = bring_in(store, "contacts", HEAD + "CO-1,3/9/2026,,,,,,South\n")
    assert [(c.column, c.after) for c in plan.changes] == [
        ("received_on", date(2026, 9, 3)),
        ("team", "South"),
    ]
    with store.reading() as session:
        known = registers.known(session, registers.CONTACTS, ["CO-1"])["CO-1"].values
    assert (known["forename"], known["team"]) == ("Ana", "South")


def test_a_team_may_be_taken_away_and_must_be_here(store: Store) -> None:
    bring_in(store, "contacts", ONE)
    bring_in(store, "contacts", "contact_ref,received_on,team\nCO-1,,(none)\n")
    with store.reading() as session:
        assert registers.known(session, registers.CONTACTS, ["CO-1"])["CO-1"].values["team"] is None
    plan = check(store, "contacts", HEAD + "CO-2,1/9/2026,,,,,,Nort\n")
    assert places(plan.rejected) == [(2, "team", "Nort")]


def test_a_child_who_is_not_here_is_no_fault_but_a_look_alike_is_asked_about(store: Store) -> None:
    rows = "CO-2,1/9/2026,77,,,,,\nCO-3,1/9/2026,ch 417,,,,,\n"
    plan = check(store, "contacts", HEAD + rows)
    assert places(plan.queried) == [(3, "child_ref", "ch 417")]
    assert "looks like CH-0417" in plan.queried[0].why


def test_one_child_who_may_be_written_in_two_ways_in_a_file_is_asked_about(store: Store) -> None:
    rows = "CO-2,1/9/2026,PX-77,,,,,\nCO-3,2/9/2026,px 0077,,,,,\nCO-4,3/9/2026,PX-77,,,,,\n"
    plan = check(store, "contacts", HEAD + rows)
    assert places(plan.queried) == [
        (2, "child_ref", "PX-77"),
        (3, "child_ref", "px 0077"),
        (4, "child_ref", "PX-77"),
    ]
    assert "looks like PX-77 of another row" in plan.queried[1].why


def test_contacts_of_nobody_known_are_not_of_one_child(store: Store) -> None:
    rows = "CO-2,1/9/2026,Unknown,,,,,\nCO-3,1/9/2026,0,,,,,\nCO-4,1/9/2026,,,,,,\n"
    plan = check(store, "contacts", HEAD + rows)
    assert places(plan.rejected) == [(2, "child_ref", "Unknown"), (3, "child_ref", "0")]
    assert [row["contact_ref"] for row in plan.added] == ["CO-4"]


def test_a_day_ahead_is_asked_about_and_one_far_ahead_refused(store: Store) -> None:
    rows = "CO-2,3/10/2026,,,,,,\nCO-3,3/10/2062,,,,,,\nCO-4,3/10/2204,,,,,,\n"
    plan = read_on(store, HEAD + rows, date(2026, 9, 1))
    assert places(plan.queried) == [(2, "received_on", "2026-10-03")]
    assert places(plan.rejected) == [
        (3, "received_on", "2062-10-03"),
        (4, "received_on", "3/10/2204"),
    ]


def test_a_name_is_never_repeated_in_a_message(store: Store) -> None:
    plan = check(store, "contacts", HEAD + "CO-2,1/9/2026,,=Ana,,,,\n")
    assert places(plan.rejected) == [(2, "forename", "")]


def test_a_row_that_is_gone_or_has_another_reference_stays_and_is_named(store: Store) -> None:
    rows = [f"CO-{n},2026-08-{n:02}" for n in range(1, 8)]
    bring_in(store, "contacts", "contact_ref,received_on\n" + "\n".join(rows))
    corrected = [rows[0], "CO-2B,2026-08-02", *rows[3:]]
    [note] = check(store, "contacts", "contact_ref,received_on\n" + "\n".join(corrected)).notes
    assert "2 rows of 2026-08-01 to 2026-08-07 (CO-2, CO-3)" in note


def test_a_file_of_a_part_or_of_other_days_says_nothing_of_the_rest(store: Store) -> None:
    rows = [f"CO-{n},2026-08-{n:02}" for n in range(1, 8)]
    bring_in(store, "contacts", "contact_ref,received_on\n" + "\n".join(rows))
    for part in ("CO-1,2026-08-01\nCO-7,2026-08-07", "CO-9,2026-09-01"):
        assert check(store, "contacts", f"contact_ref,received_on\n{part}").notes == ()


def test_a_childs_reference_that_lost_its_noughts_is_asked_about(store: Store) -> None:
    head = "contact_ref,received_on,child_ref\n"
    bring_in(store, "contacts", head + "CO-1,2026-08-01,00418\nCO-2,2026-08-02,00419\n")
    plan = check(store, "contacts", head + "CO-1,2026-08-01,418\nCO-2,2026-08-02,00420\n")
    assert places(plan.queried) == [(2, "child_ref", "418")]
    assert "It was 00418" in plan.queried[0].why


def test_a_child_whose_reference_was_written_otherwise_in_an_earlier_file_is_asked_about(
    store: Store,
) -> None:
    bring_in(store, "contacts", HEAD + "CO-1,1/9/2026,PX-0077,,,,,North\n")
    again = HEAD + "CO-2,1/10/2026,PX 77,,,,,North\n"
    plan = check(store, "contacts", again)
    assert [one.row for one in plan.queried] == [2]
    assert "looks like PX-0077 of a file that came before" in plan.queried[0].why
    bring_in(store, "contacts", again)
    assert not check(store, "contacts", again.replace("CO-2", "CO-4")).queried
    told = "referral_ref,received_on,child_ref,team\nRE-1,1/10/2026,px0077,North\n"
    assert "looks like PX" in check(store, "referrals", told).queried[0].why


@pytest.mark.long
def test_a_file_of_children_who_are_all_written_otherwise_is_read_in_time_that_grows_with_it(
    store: Store,
) -> None:
    def rows(many: int, mark: str) -> str:
        each = (f"CO{mark}{n},1/9/2026,PX{mark}{n},,,,,North\n" for n in range(many))
        return HEAD + "".join(each)

    bring_in(store, "contacts", rows(8_000, "-"))
    few, many = rows(2_000, " "), rows(8_000, " ")
    assert growth(lambda: _asked(store, few), lambda: _asked(store, many), 4) < STEEP


def _asked(store: Store, rows: str) -> int:
    return len(check(store, "contacts", rows).queried)


def test_a_new_child_whom_contacts_name_otherwise_is_asked_about(store: Store) -> None:
    bring_in(store, "contacts", HEAD + "CO-1,1/9/2026,PX-0077,,,,,North\n")
    head = "child_ref,status,opened_on\n"
    assert not check(store, "children", head + "PX-0077,CIN,2/9/2026\n").queried
    (asked,) = check(store, "children", head + "PX77,CIN,2/9/2026\n").queried
    assert "looks like PX-0077 of a file that came before" in asked.why
