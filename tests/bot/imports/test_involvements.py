from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from storage.imports import InvolvementKey, Row, known_involvements
from storage.session import Store
from tests.bot.imports.council import CHILDREN, PEOPLE, TEAMS, a_store, bring_in, check, places

HEADINGS = "child_ref,person_ref,team,started_on,ended_on,end_reason\n"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path, teams=TEAMS, people=PEOPLE, children=CHILDREN)
    yield store
    store.close()


def stored(store: Store) -> dict[InvolvementKey, Row]:
    with store.reading() as session:
        return {key: row.values for key, row in known_involvements(session).items()}


def test_an_involvement_is_stored_and_its_end_comes_later(store: Store) -> None:
    bring_in(store, "involvements", HEADINGS + "CH-0417,P1,South,1/9/2026,,\n")
    plan = bring_in(store, "involvements", HEADINGS + "CH-0417,P1,South,1/9/2026,1/10/2026,left\n")
    assert (len(plan.added), len(plan.changed)) == (0, 1)
    row = stored(store)["CH-0417", "P1", date(2026, 9, 1)]
    assert (row["team"], row["ended_on"], row["end_reason"]) == ("South", date(2026, 10, 1), "left")


def test_without_a_team_it_is_the_persons_own_and_stays_so_when_they_move(store: Store) -> None:
    rows = "child_ref,person_ref,started_on\nCH-0417,P1,1/9/2026\n"
    bring_in(store, "involvements", rows)
    bring_in(store, "people", "person_ref,name,role,team\nP1,Priya Shah,practitioner,South\n")
    assert check(store, "involvements", rows).unchanged == 1
    assert stored(store)["CH-0417", "P1", date(2026, 9, 1)]["team"] == "North"


def test_an_empty_end_opens_nothing_again_and_none_in_brackets_does(store: Store) -> None:
    row = "CH-0417,P1,South,1/9/2026,"
    bring_in(store, "involvements", HEADINGS + row + "1/10/2026,left\n")
    assert bring_in(store, "involvements", HEADINGS + row + ",\n").unchanged == 1
    assert bring_in(store, "involvements", HEADINGS + "CH-0417,P1,,1/9/2026,,\n").unchanged == 1
    kept = stored(store)["CH-0417", "P1", date(2026, 9, 1)]
    assert (kept["team"], kept["ended_on"], kept["end_reason"]) == (
        "South",
        date(2026, 10, 1),
        "left",
    )
    bring_in(store, "involvements", HEADINGS + row + "(none),(none)\n")
    opened = stored(store)["CH-0417", "P1", date(2026, 9, 1)]
    assert (opened["ended_on"], opened["end_reason"]) == (None, None)


def test_rows_about_one_involvement_add_up(store: Store) -> None:
    rows = "CH-0417,P1,South,1/9/2026,,\nCH-0417,P1,,1/9/2026,1/10/2026,left\n"
    plan = bring_in(store, "involvements", HEADINGS + rows)
    assert (len(plan.added), len(plan.queried)) == (1, 1)
    kept = stored(store)["CH-0417", "P1", date(2026, 9, 1)]
    assert (kept["team"], kept["ended_on"]) == ("South", date(2026, 10, 1))


def test_whoever_is_not_known_is_rejected_by_column(store: Store) -> None:
    rows = "CH-9,P1,,1/9/2026,,\nCH-0417,P9,,1/9/2026,,\nCH-0417,P1,East,1/9/2026,,\n"
    plan = check(store, "involvements", HEADINGS + rows)
    assert places(plan.rejected) == [
        (2, "child_ref", "CH-9"),
        (3, "person_ref", "P9"),
        (4, "team", "East"),
    ]


def test_an_end_before_the_start_is_rejected_and_on_the_day_is_not(store: Store) -> None:
    rows = "CH-0417,P1,,1/9/2026,31/8/2026,\nCH-0418,P1,,1/9/2026,1/9/2026,\n"
    plan = check(store, "involvements", HEADINGS + rows)
    assert places(plan.rejected) == [(2, "ended_on", "2026-08-31")]
    assert len(plan.added) == 1


def test_one_persons_overlapping_times_with_a_child_are_asked_about(store: Store) -> None:
    bring_in(store, "involvements", HEADINGS + "CH-0417,P1,,1/9/2026,,\n")
    plan = check(store, "involvements", HEADINGS + "CH-0417,P1,,1/10/2026,,\n")
    assert places(plan.queried) == [(2, "started_on", "2026-10-01")]
    assert len(plan.added) == 1


def test_two_people_at_once_and_one_after_the_other_are_ordinary(store: Store) -> None:
    rows = (
        "CH-0417,P1,,1/9/2026,1/10/2026,\nCH-0417,P1,,1/10/2026,,\nCH-0417,P2,,1/9/2026,,\n"
        "CH-0418,P1,,1/9/2026,,\n"
    )
    plan = check(store, "involvements", HEADINGS + rows)
    assert (list(plan.queried), list(plan.rejected), len(plan.added)) == ([], [], 4)
