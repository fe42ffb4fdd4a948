"""On both databases."""

from datetime import date

import pytest
from sqlalchemy import text

from storage import imports, many_rows
from storage.cipher import Cipher
from storage.encryption import place
from storage.errors import WrongKeyError
from storage.session import Store
from tests.factories import KEY


def test_teams_in_any_order_make_their_tree(store: Store) -> None:
    rows: list[imports.Row] = [
        {"team": "Duty", "parent": "North"},
        {"team": "North", "parent": None},
    ]
    with store.writing() as session:
        imports.store_teams(session, rows, {})
        known = imports.known_teams(session)
        imports.store_teams(session, [], {known["Duty"].id: {"parent": None}})
    with store.reading() as session:
        after = imports.known_teams(session)
    assert known["Duty"].values == rows[0]
    assert after["Duty"].values == {"team": "Duty", "parent": None}
    assert after["Duty"].id == known["Duty"].id


def test_people_come_with_what_their_file_lacks_unknown_and_change_column_by_column(
    store: Store,
) -> None:
    people = [
        {
            "person_ref": "P1",
            "name": "A",
            "role": "practitioner",
            "team": "N",
            "supervisor_ref": "P2",
        },
        {"person_ref": "P2", "name": "B", "role": "supervisor", "team": "N"},
    ]
    with store.writing() as session:
        imports.store_teams(session, [{"team": "N"}, {"team": "S"}], {})
        imports.store_people(session, people, {})
        known = imports.known_people(session)
        changes: dict[str, imports.Row] = {
            known["P1"].id: {"team": "S", "fte": 0.5},
            known["P2"].id: {"left_on": date(2026, 9, 1), "supervisor_ref": None},
        }
        imports.store_people(session, [], changes)
    with store.reading() as session:
        after = imports.known_people(session)
    assert known["P1"].values["supervisor_ref"] == "P2"
    assert known["P2"].values["employment"] == "permanent"
    assert (after["P1"].values["team"], after["P1"].values["fte"]) == ("S", 0.5)
    assert after["P1"].values["supervisor_ref"] == "P2"
    assert after["P2"].values["left_on"] == date(2026, 9, 1)


def test_what_names_a_child_is_stored_sealed_to_its_row(store: Store) -> None:
    child = {
        "child_ref": "CH-1",
        "status": "CIN",
        "forename": "Kayleigh",
        "surname": None,
        "birth_date": date(2015, 2, 1),
        "postcode": "DL1 5QT",
    }
    with store.writing() as session:
        imports.store_children(session, [child], {})
    with store.reading() as session:
        row = session.connection().execute(text("SELECT * FROM child")).one()
        known = imports.known_children(session, ["CH-1"])["CH-1"]
        unread = imports.known_children(session, [])["CH-1"]
    kept = {
        "opened_on": None,
        "closed_on": None,
        "restricted": False,
        "family_ref": None,
        "communication": None,
    }
    assert known.values == child | kept
    assert unread.values == {}
    assert "Kayleigh" not in row.forename
    assert Cipher(KEY).open(row.forename, place("child", row.id, "forename")) == "Kayleigh"
    assert (
        row.surname,
        Cipher(KEY).open(row.birth_date, place("child", row.id, "birth_date")),
    ) == (
        None,
        "2015-02-01",
    )


def test_a_name_moved_to_another_child_is_refused(store: Store) -> None:
    children = [{"child_ref": ref, "status": "CIN", "forename": name} for ref, name in ("aA", "bB")]
    with store.writing() as session:
        imports.store_children(session, children, {})
        session.connection().execute(
            text("UPDATE child SET forename = (SELECT forename FROM child WHERE ref = 'a')")
        )
    with store.reading() as session, pytest.raises(WrongKeyError):
        imports.known_children(session, ["b"])


def test_involvements_are_known_by_child_person_and_first_day(store: Store) -> None:
    person = {"person_ref": "P1", "name": "A", "role": "practitioner", "team": "N"}
    row: imports.Row = {
        "child_ref": "CH-1",
        "person_ref": "P1",
        "team": "N",
        "started_on": date(2026, 9, 1),
    }
    with store.writing() as session:
        imports.store_teams(session, [{"team": "N"}, {"team": "S"}], {})
        imports.store_people(session, [person], {})
        imports.store_children(session, [{"child_ref": "CH-1", "status": "CIN"}], {})
        imports.store_involvements(session, [row], {})
        [(key, known)] = imports.known_involvements(session).items()
        imports.store_involvements(
            session, [], {known.id: {"team": "S", "ended_on": date(2026, 10, 1)}}
        )
    with store.reading() as session:
        after = imports.known_involvements(session)[key].values
    assert key == ("CH-1", "P1", date(2026, 9, 1))
    assert (after["team"], after["ended_on"], after["end_reason"]) == ("S", date(2026, 10, 1), None)


def test_many_rows_are_stored_in_chunks_and_the_watcher_hears_of_each(store: Store) -> None:
    count = many_rows.CHUNK + 1
    rows = [{"child_ref": f"CH-{i}", "status": "CIN"} for i in range(count)]
    heard: list[int] = []
    with store.writing() as session:
        imports.store_children(session, rows, {}, heard.append)
    with store.reading() as session:
        assert len(imports.known_children(session, [])) == count
    assert heard == [many_rows.CHUNK, 1]
