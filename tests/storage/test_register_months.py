"""On both databases."""

from datetime import date

import pytest

from storage import registers
from storage.imports import Row
from storage.register_months import is_made, months_from, refs_between
from storage.registers import CONFERENCES, CONTACTS
from storage.session import Store

MADE = ("A1/CH-0417/2026-08-03", "A1/CH-0417/2026-08-03/2", "A5 ICPC/CH/7/2026-09-18")


@pytest.mark.parametrize("ref", MADE)
def test_a_reference_that_was_made_is_known_by_its_form(ref: str) -> None:
    assert is_made(ref)


@pytest.mark.parametrize("ref", ["CO-1", "A1/CH-0417", "A1/2026-08-03", "XA1/CH-1/2026-08-03"])
def test_a_councils_own_reference_is_none(ref: str) -> None:
    assert not is_made(ref)


def test_months_are_told_by_where_their_rows_came_from(store: Store) -> None:
    august, october = date(2026, 8, 3), date(2026, 10, 31)
    contacts: list[Row] = [
        {"contact_ref": MADE[0], "received_on": august},
        {"contact_ref": MADE[1], "received_on": date(2025, 8, 3)},
        {"contact_ref": "CO-1", "received_on": october},
        {"contact_ref": "A1/2026-08-03", "received_on": date(2026, 11, 1)},
    ]
    conference: Row = {"conference_ref": MADE[2], "child_ref": "CH", "held_on": august}
    with store.writing() as session:
        registers.store(session, CONTACTS, contacts, {})
        registers.store(session, CONFERENCES, [conference], {})
        asked = [august, date(2026, 9, 1), october, date(2026, 11, 30)]
        from_files = months_from(session, CONTACTS, asked, annex_a=False)
        from_books = months_from(session, CONTACTS, asked, annex_a=True)
        conferences = months_from(session, CONFERENCES, asked, annex_a=True)
        none = months_from(session, CONTACTS, [], annex_a=True)
        between = refs_between(session, CONTACTS, august, october)
    assert from_files == {date(2026, 10, 1), date(2026, 11, 1)}
    assert (from_books, conferences, none) == ({date(2026, 8, 1)}, {date(2026, 8, 1)}, set())
    assert between == {MADE[0], "CO-1"}
