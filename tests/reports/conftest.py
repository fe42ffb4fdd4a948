"""A store for reports, and a transaction in it that leaves nothing behind."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from sqlmodel import Session

from tests.factories import make_store

Scratch = Callable[[], AbstractContextManager[Session]]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """Open an empty council in a transaction that is rolled back at the end."""
    folder: Path = tmp_path_factory.mktemp("records")
    store = make_store(folder, waits_for_the_disk=False)

    @contextmanager
    def transaction() -> Iterator[Session]:
        with Session(store.engine) as session:
            yield session
            session.rollback()

    yield transaction
    store.close()


@pytest.fixture
def session(scratch: Scratch) -> Iterator[Session]:
    with scratch() as opened:
        yield opened
