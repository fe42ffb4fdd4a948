"""The council whose measures are counted, on both databases."""

from collections.abc import Iterator

import pytest

from storage.session import Store
from tests.storage.measures.council import Council


@pytest.fixture
def council(store: Store) -> Iterator[Council]:
    with store.writing() as session:
        yield Council(session)
