"""What is kept is what a full count gives, whatever was changed and whatever was made again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select

from storage.session import Store
from storage.tables import Record
from tests.factories import make_store
from tests.reports.changing import Changing
from tests.reports.counting_again import changing

EVERYDAY, LONG, RECORDS = 15, 200, 300


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path, waits_for_the_disk=False)
    yield made
    made.close()


def test_after_every_change_what_is_kept_is_a_full_count(store: Store) -> None:
    changing(store, Changing(store, 1), EVERYDAY)


@pytest.mark.long
def test_after_very_many_changes_what_is_kept_is_a_full_count(store: Store) -> None:
    council = Changing(store, 3, people=9, children=30)
    while records(store) < RECORDS:
        council.change()
    changing(store, council, LONG)


def records(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(Record)) or 0
