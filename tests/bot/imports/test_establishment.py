from datetime import date
from pathlib import Path

import pytest

from storage.registers import known_establishment
from storage.session import Store
from tests.bot.imports.council import TEAMS, a_store, bring_in, check, places

HEAD = "team,posts,from_month\n"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path, teams=TEAMS)


def posts(store: Store) -> dict[tuple[str, date], object]:
    with store.reading() as session:
        return {key: row.values["posts"] for key, row in known_establishment(session).items()}


@pytest.mark.parametrize("month", ["2026-10", "2026-10-01", "17/10/2026"])
def test_a_month_may_be_written_as_any_of_its_days(store: Store, month: str) -> None:
    bring_in(store, "establishment", f"{HEAD}North,7.5,{month}\n")
    assert posts(store) == {("North", date(2026, 10, 1)): 7.5}


def test_another_number_for_the_same_month_corrects_it(store: Store) -> None:
    bring_in(store, "establishment", f"{HEAD}North,7.5,2026-10\nNorth,8,2026-11\n")
    plan = bring_in(store, "establishment", f"{HEAD}North,9,2026-10\n")
    assert (len(plan.changed), len(plan.added)) == (1, 0)
    assert posts(store) == {("North", date(2026, 10, 1)): 9.0, ("North", date(2026, 11, 1)): 8.0}


def test_what_is_no_number_of_posts_and_no_team_is_refused(store: Store) -> None:
    rows = "North,many,2026-10\nNowhere,3,2026-10\nNorth,,2026-11\n"
    plan = check(store, "establishment", HEAD + rows)
    assert places(plan.rejected) == [(2, "posts", "many"), (3, "team", "Nowhere"), (4, "posts", "")]


def test_an_american_file_leaves_its_months_in_doubt(store: Store) -> None:
    plan = check(store, "establishment", f"{HEAD}North,7.5,10/25/2026\n")
    assert places(plan.rejected) == [(2, "from_month", "10/25/2026")]
