from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.imports import known_teams
from storage.session import Store
from tests.bot.imports.council import TEAMS, a_store, bring_in, check, places


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = a_store(tmp_path, teams=TEAMS)
    yield store
    store.close()


def parents(store: Store) -> dict[str, object]:
    with store.reading() as session:
        return {name: row.values["parent"] for name, row in known_teams(session).items()}


def test_a_tree_is_stored_whichever_row_comes_first(store: Store) -> None:
    bring_in(store, "teams", "team,parent\nDuty,Front door\nFront door,Council\n")
    assert parents(store) == {
        "Council": None,
        "North": "Council",
        "South": "Council",
        "Front door": "Council",
        "Duty": "Front door",
    }


def test_a_team_moves_and_the_others_stay(store: Store) -> None:
    plan = bring_in(store, "teams", "team,parent\nSouth,North\nNorth,Council\n")
    assert (len(plan.changed), plan.unchanged) == (1, 1)
    assert parents(store)["South"] == "North"


def test_a_team_stays_where_it_is_unless_none_in_brackets_makes_it_a_root(store: Store) -> None:
    assert check(store, "teams", "team\nSouth\n").unchanged == 1
    assert check(store, "teams", "team,parent\nSouth,\n").unchanged == 1
    bring_in(store, "teams", "team,parent\nSouth,(none)\n")
    assert parents(store)["South"] is None


def test_a_parent_that_is_nowhere_is_rejected_and_so_is_what_hangs_on_that_row(
    store: Store,
) -> None:
    plan = check(store, "teams", "team,parent\nA,B\nB,Nowhere\nEast,Council\n")
    assert places(plan.rejected) == [(2, "parent", "B"), (3, "parent", "Nowhere")]
    assert [row["team"] for row in plan.added] == ["East"]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        ("A,A\n", [2]),
        ("A,B\nB,C\nC,A\n", [2, 3, 4]),
        ("Council,North\n", [2]),
        ("North,South\nSouth,North\n", [2, 3]),
    ],
)
def test_a_team_above_itself_is_rejected(store: Store, rows: str, refused: list[int]) -> None:
    plan = check(store, "teams", "team,parent\n" + rows)
    assert [fault.row for fault in plan.rejected] == refused


def test_a_circle_that_appears_once_another_row_is_refused_is_seen(store: Store) -> None:
    # Without row 2, South stays under Council, and Council under South closes the circle.
    plan = check(store, "teams", "team,parent\nSouth,Nowhere\nCouncil,South\n")
    assert [fault.row for fault in plan.rejected] == [2, 3]


def test_a_name_that_differs_in_capitals_is_asked_about(store: Store) -> None:
    plan = check(store, "teams", "team,parent\nnorth,Council\n")
    assert places(plan.queried) == [(2, "team", "north")]
    assert "North" in plan.queried[0].why


def test_a_second_team_above_all_others_is_asked_about(store: Store) -> None:
    plan = check(store, "teams", "team,parent\nCouncil,\nEast,Council\nAll teams,\n")
    assert [(one.row, one.column) for one in plan.queried] == [(4, "parent")]
    assert "Council does" in plan.queried[0].why
    removed = check(store, "teams", "team,parent\nSouth,(none)\n")
    assert [(one.row, one.column) for one in removed.queried] == [(2, "parent")]


@pytest.mark.parametrize(
    "rows", ["Council,\nEast,Council\n", "Region,\nCouncil,Region\n", "North,\n"]
)
def test_one_team_above_all_others_is_ordinary(store: Store, rows: str) -> None:
    assert check(store, "teams", f"team,parent\n{rows}").queried == []
