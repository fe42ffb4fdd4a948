"""Records of some megabytes, a place for their backup and one to restore it to."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.session import Store
from storage.tables import Team
from tests.factories import make_store, records_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "records").mkdir()
    made = make_store(tmp_path / "records", records=_four_thousand_teams())
    yield made
    made.close()


@cache
def _four_thousand_teams() -> bytes:
    """Return records of some megabytes, made once a process."""
    with TemporaryDirectory() as folder:
        made = make_store(Path(folder), waits_for_the_disk=False)
        with made.writing() as session:
            session.add_all(Team(name=f"{number:0800}") for number in range(4000))
        made.close()
        return records_in(Path(folder))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "monday"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    return tmp_path / "new"
