"""What is stored and not in the next file: an import takes no row away, and says so."""

from pathlib import Path

import pytest

from storage.session import Store
from tests.bot.imports.council import CHILDREN, PEOPLE, TEAMS, a_store, bring_in, check

INVOLVEMENTS = "child_ref,person_ref,started_on\nCH-0417,P1,2026-01-05\nCH-0418,P1,2026-01-05\n"
TEAMS_IN_TURN = "team,parent\nSouth,Council\nCouncil,\nNorth,Council\n"
NOTES = "note_ref,held_on,kind,supervisor_ref,practitioner_ref,child_ref,text\n" + "".join(
    f"SN-{n},2026-01-0{n},case,P2,P1,CH-0417,Ana was loud.\n" for n in (1, 2, 3)
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(
        tmp_path,
        teams=TEAMS,
        people=PEOPLE,
        children=CHILDREN,
        involvements=INVOLVEMENTS,
        **{"supervision-notes": NOTES},
    )


def without(text: str, row: int) -> str:
    """Return a file without one of its rows, the first under the headings being 1."""
    lines = text.splitlines(keepends=True)
    return "".join(lines[:row] + lines[row + 1 :])


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("children", CHILDREN, "1 of the children with an open case (CH-0417)"),
        ("people", PEOPLE, "1 of the people who have not left (P1)"),
        ("teams", TEAMS_IN_TURN, "1 of the teams (South)"),
    ],
)
def test_what_a_file_leaves_out_is_named(store: Store, kind: str, text: str, named: str) -> None:
    assert check(store, kind, text).notes == ()
    [note] = check(store, kind, without(text, 1)).notes
    assert named in note


def test_a_note_with_another_reference_is_another_and_the_one_before_is_named(
    store: Store,
) -> None:
    [note] = check(store, "supervision-notes", NOTES.replace("SN-2", "SN-2B")).notes
    assert "1 of the notes of 2026-01-01 to 2026-01-03 (SN-2)" in note


def test_a_time_with_another_first_day_is_another_and_the_one_before_is_named(
    store: Store,
) -> None:
    [note] = check(
        store,
        "involvements",
        INVOLVEMENTS.replace("CH-0418,P1,2026-01-05", "CH-0418,P1,2026-01-06"),
    ).notes
    assert "(CH-0418 with P1 since 2026-01-05)" in note


def test_what_has_ended_is_not_missed(store: Store) -> None:
    bring_in(store, "children", "child_ref,status,closed_on\nCH-0417,closed,2026-05-01\n")
    bring_in(store, "people", "person_ref,name,role,team,left_on\nP1,,,,2026-05-01\n")
    assert check(store, "children", without(CHILDREN, 1)).notes == ()
    assert check(store, "people", without(PEOPLE, 1)).notes == ()
