"""The council of the access table, made once a run; every test undoes what it does to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.cipher import Cipher
from storage.session import embedded_url
from tests.access.crawl import Crawl, RehearsalStore
from tests.access.stored import make
from tests.bot.cli.commands import Here
from tests.factories import KEY, make_store


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder: Path = tmp_path_factory.mktemp("access")
    store = make_store(folder, waits_for_the_disk=False)
    council = make(store)
    store.close()
    rehearsal = RehearsalStore(embedded_url(folder), Cipher(KEY))
    yield Crawl(council, rehearsal)
    rehearsal.close()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(tmp_path, monkeypatch)
