"""The council of the access table, made once a run; every test undoes what it does to it."""

import pickle
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage.cipher import Cipher
from storage.engines import embedded_path
from storage.session import embedded_url
from tests.access.council import AccessCouncil
from tests.access.crawl import Crawl, RehearsalStore
from tests.access.stored import make
from tests.bot.cli.commands import Here
from tests.factories import KEY, make_store, records_in, spare
from tests.made_once import made_once


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    stored = made_once("council of the access table", _make).read_bytes()
    records, ids, tokens = pickle.loads(stored)  # noqa: S301 - our own
    folder: Path = tmp_path_factory.mktemp("access")
    url = embedded_url(folder)
    embedded_path(url).write_bytes(records)
    rehearsal = RehearsalStore(url, Cipher(KEY))
    spare(rehearsal)
    yield Crawl(AccessCouncil(rehearsal, ids, tokens), rehearsal)
    rehearsal.close()


def _make(file: Path) -> None:
    with TemporaryDirectory() as place:
        with closing(make_store(Path(place), waits_for_the_disk=False)) as store:
            council = make(store)
        file.write_bytes(pickle.dumps((records_in(Path(place)), council.ids, council.tokens)))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(tmp_path, monkeypatch)
