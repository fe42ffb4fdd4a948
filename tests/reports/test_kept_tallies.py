"""What is kept is what a full count gives, whatever was changed and whatever was made again.

`UNDERSTORY_CHANGES=10000 pytest -m thorough tests/reports/test_kept_tallies.py` takes its time: so
many changes, and a hundredth of them at the demo's size.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import func, select

from bot.demo.council import opening
from practice.calendar import Month
from reports import kept
from storage.bulk import add_all
from storage.measures import Scope, blocks, keeping
from storage.people import team_and_descendants
from storage.session import Store
from storage.tables import Record
from tests.bot.demo.councils import DAY, FULL, council_of
from tests.factories import make_store
from tests.reports.changing import DEEDS, Changing, a_small_council
from tests.reports.counting_again import changing
from tests.storage.plans import statements

EVERYDAY, RECORDS = 8, 300
CHANGES = int(os.environ.get("UNDERSTORY_CHANGES", "800"))
ANEW_AFTER = 200
"""So many changes later another council is made, that it stays one of some 300 records."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path, waits_for_the_disk=False)
    yield made
    made.close()


def test_after_every_change_what_is_kept_is_a_full_count(store: Store) -> None:
    changing(store, a_small_council(store, 1), EVERYDAY)


def test_counted_a_few_teams_at_once_what_is_kept_is_a_full_count(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "COUNTED_AT_ONCE", 1)
    changing(store, a_small_council(store, 3), EVERYDAY // 2)


@pytest.mark.parametrize("block", [1, 2])
def test_put_together_from_blocks_of_teams_what_is_kept_is_a_full_count(
    store: Store, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", block)
    changing(store, a_small_council(store, 4 + block), EVERYDAY)


def test_after_a_change_in_one_team_other_blocks_are_not_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blocks, "BLOCK", 1)
    made, read = blocks._made, list[tuple[str, ...]]()

    def making(*of: Any) -> blocks.Together:
        read.append(tuple(of[3]))
        return made(*of)

    monkeypatch.setattr(blocks, "_made", making)
    council = a_small_council(store, 2)
    for _ in range(6):
        council.hold_meeting()
        kept.bring_up_to_date(store, council.top, Month.of(council.today), council.now)
    blocks_of_teams = {teams for teams in read if teams}
    assert blocks_of_teams == {(team,) for team in council.teams}
    read.clear()
    council.hold_meeting()
    kept.bring_up_to_date(store, council.top, Month.of(council.today), council.now)
    assert 0 < len({teams for teams in read if teams}) < len(blocks_of_teams)


def test_while_nothing_changes_no_team_is_asked_whether_its_tallies_hold(store: Store) -> None:
    council = a_small_council(store, 2)
    for _ in range(6):
        council.hold_meeting()
    kept.bring_up_to_date(store, council.top, Month.of(council.today), council.now)
    assert not asks_each_team(store, council)
    council.hold_meeting()
    assert asks_each_team(store, council)
    kept.bring_up_to_date(store, council.top, Month.of(council.today), council.now)
    assert not asks_each_team(store, council)


def asks_each_team(store: Store, council: Changing) -> bool:
    with statements(store) as heard:
        assert_is_kept(store, council)
    return any("sum(tally_month.changes)" in statement for statement, _ in heard)


def assert_is_kept(store: Store, council: Changing) -> None:
    with store.reading() as session:
        teams = tuple(team_and_descendants(session, council.top))
        assert kept.parts(session, Scope(teams, (Month.of(council.today),), council.now))


@pytest.mark.thorough
@pytest.mark.timeout(0)
@pytest.mark.parametrize("number", range(CHANGES // ANEW_AFTER))
def test_after_very_many_changes_what_is_kept_is_a_full_count(number: int, store: Store) -> None:
    council = a_council_of_some_records(store, number)
    changing(store, council, ANEW_AFTER)
    assert council.done.total() == ANEW_AFTER
    assert set(council.done) == set(DEEDS), "some kind of change did not occur"


@pytest.mark.thorough
@pytest.mark.timeout(0)
def test_at_the_size_of_the_demo_what_is_kept_is_a_full_count(store: Store) -> None:
    with store.writing() as session:
        add_all(session, council_of(DAY, FULL))
    council = Changing(store, 7, opening(DAY), DAY - timedelta(days=400))
    changing(store, council, max(4, CHANGES // 100))


def a_council_of_some_records(store: Store, seed: int) -> Changing:
    council = a_small_council(store, seed, people=9, children=30)
    while records(store) < RECORDS:
        council.hold_meeting()
    return council


def records(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Record)) or 0
