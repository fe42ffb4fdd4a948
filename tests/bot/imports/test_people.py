from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.imports import Row, known_people
from storage.session import Store
from tests.bot.imports.council import PEOPLE, TEAMS, a_store, bring_in, check, places

HEADINGS = "person_ref,name,role,team,supervisor_ref\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path, teams=TEAMS, people=PEOPLE)
    yield store
    store.close()


def stored(store: Store, ref: str) -> Row:
    with store.reading() as session:
        return known_people(session)[ref].values


def test_every_column_is_stored(store: Store) -> None:
    bring_in(
        store,
        "people",
        "Person Ref,Name,Job role,Team,Line manager,Contract,FTE,NQSW until,Start date,End date,"
        "Email\nP9,Zoë Núñez,Social Worker,North,P2,Locum,0.6,1/9/2027,1/9/2026,1/10/2026,"
        "zoe@council.example\n",
    )
    assert stored(store, "P9") == {
        "person_ref": "P9",
        "name": "Zoë Núñez",
        "role": "practitioner",
        "team": "North",
        "supervisor_ref": "P2",
        "employment": "agency",
        "fte": 0.6,
        "newly_qualified_until": date(2027, 9, 1),
        "started_on": date(2026, 9, 1),
        "left_on": date(2026, 10, 1),
        "email": "zoe@council.example",
    }


def test_a_supervisor_may_stand_below_in_the_same_file(store: Store) -> None:
    bring_in(store, "people", HEADINGS + "P7,A,practitioner,North,P8\nP8,B,supervisor,North,\n")
    assert stored(store, "P7")["supervisor_ref"] == "P8"


def test_a_supervisor_not_known_yet_is_asked_about_and_comes_with_the_next_import(
    store: Store,
) -> None:
    rows = HEADINGS + "P7,A,practitioner,North,P8\n"
    plan = bring_in(store, "people", rows)
    assert places(plan.queried) == [(2, "supervisor_ref", "P8")]
    assert stored(store, "P7")["supervisor_ref"] is None
    bring_in(store, "people", HEADINGS + "P8,B,supervisor,North,\n")
    assert len(bring_in(store, "people", rows).changed) == 1
    assert stored(store, "P7")["supervisor_ref"] == "P8"


def test_a_supervisor_not_known_leaves_the_one_that_is_stored(store: Store) -> None:
    plan = bring_in(store, "people", HEADINGS + "P1,Priya Shah,practitioner,North,P99\n")
    assert (plan.unchanged, len(plan.queried)) == (1, 1)
    assert stored(store, "P1")["supervisor_ref"] == "P2"


def test_a_supervisor_is_removed_by_none_in_brackets_alone(store: Store) -> None:
    bring_in(store, "people", HEADINGS + "P1,Priya Shah,practitioner,North,\n")
    assert stored(store, "P1")["supervisor_ref"] == "P2"
    bring_in(store, "people", HEADINGS + "P1,Priya Shah,practitioner,North,(none)\n")
    assert stored(store, "P1")["supervisor_ref"] is None


def test_what_is_empty_of_somebody_stored_stays_and_of_somebody_new_is_asked_for(
    store: Store,
) -> None:
    plan = check(store, "people", HEADINGS + "P1,,,,P2\nP2,,manager,,\nP7,,,,\n")
    assert plan.unchanged == 1
    assert list(plan.changed.values()) == [{"role": "manager"}]
    assert places(plan.rejected) == [(4, "name", ""), (4, "role", ""), (4, "team", "")]


def test_a_supervisor_who_is_a_practitioner_is_asked_about_and_kept(store: Store) -> None:
    plan = bring_in(store, "people", HEADINGS + "P7,A,practitioner,North,P1\n")
    assert places(plan.queried) == [(2, "supervisor_ref", "P1")]
    assert stored(store, "P7")["supervisor_ref"] == "P1"


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ("P1,Priya Shah,practitioner,North,P1\n", [2]),
        ("P3,Mo Ali,manager,Council,P1\n", [2]),
        ("P7,A,supervisor,North,P8\nP8,B,supervisor,North,P7\n", [2, 3]),
    ],
)
def test_nobody_supervises_themselves_through_others(
    store: Store, rows: str, refused: list[int]
) -> None:
    plan = check(store, "people", HEADINGS + rows)
    assert [(fault.row, fault.column) for fault in plan.rejected] == [
        (row, "supervisor_ref") for row in refused
    ]


def test_a_team_that_is_not_there_is_rejected(store: Store) -> None:
    plan = check(store, "people", HEADINGS + "P7,A,practitioner,Nort,\n")
    assert places(plan.rejected) == [(2, "team", "Nort")]
    assert "Import the teams first" in plan.rejected[0].remedy


def test_leaving_before_starting_is_rejected_also_against_what_is_stored(store: Store) -> None:
    dates = "person_ref,name,role,team,started_on,left_on\n"
    row = "P7,A,practitioner,North,1/9/2026,"
    assert places(check(store, "people", dates + row + "1/8/2026\n").rejected) == [
        (2, "left_on", "2026-08-01")
    ]
    bring_in(store, "people", dates + row + "\n")
    later = "person_ref,name,role,team,left_on\nP7,A,practitioner,North,1/8/2026\n"
    assert [fault.column for fault in check(store, "people", later).rejected] == ["left_on"]


def test_no_employment_is_permanent_and_an_absent_column_changes_nothing(store: Store) -> None:
    bring_in(
        store,
        "people",
        "person_ref,name,role,team,employment,fte\n"
        "P7,A,practitioner,North,,\nP8,B,practitioner,North,agency,0.5\n",
    )
    assert stored(store, "P7")["employment"] == "permanent"
    bring_in(
        store,
        "people",
        "person_ref,name,role,team,employment,fte\nP8,B,practitioner,North,,\n",
    )
    assert (stored(store, "P8")["employment"], stored(store, "P8")["fte"]) == ("agency", 0.5)
    bring_in(store, "people", "person_ref,name,role,team\nP8,Bea,practitioner,South\n")
    after = stored(store, "P8")
    assert (after["name"], after["team"], after["employment"], after["fte"]) == (
        "Bea",
        "South",
        "agency",
        0.5,
    )


def test_a_first_day_that_moves_on_is_asked_about(store: Store) -> None:
    bring_in(store, "people", PEOPLE + "P4,Pat Green,practitioner,North,P2\n")
    head = "name,role,team,person_ref,started_on,left_on\n,,,"
    bring_in(store, "people", head + "P4,2024-05-01,2026-03-31\n")
    back = check(store, "people", head + "P4,2026-10-01,(none)\n")
    assert places(back.queried) == [(2, "started_on", "2026-10-01")]
    assert "they started on 2024-05-01" in back.queried[0].why
    for right in ("P4,2024-05-01,(none)", "P4,2024-04-01,"):
        assert check(store, "people", head + right + "\n").queried == []


def test_somebody_new_with_the_name_of_somebody_here_is_asked_about(store: Store) -> None:
    bring_in(store, "people", PEOPLE)
    head = "person_ref,name,role,team,employment,left_on\n"
    new = "P9,PRIYA  SHAH,practitioner,North,permanent,\n"
    [asked] = check(store, "people", head + new).queried
    assert (asked.row, asked.column, "P1 has the same name" in asked.why) == (2, "person_ref", True)
    gone = "P1,Priya Shah,practitioner,North,agency,2026-09-30\n"
    assert check(store, "people", head + new + gone).queried == []
