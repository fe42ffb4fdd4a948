"""Whether anything was committed: no commit is missed, whoever made it, and reading is none."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import col, func, select

from storage.engines import embedded_path
from storage.errors import RecordsMovedError
from storage.session import Store
from storage.tables import Team
from tests.examples import examples
from tests.factories import KEY, a_team, make_store

_ELSEWHERE = """
import sys
from storage.cipher import Cipher
from storage.session import Store
from tests.factories import a_team
store = Store(sys.argv[1], Cipher(bytes.fromhex(sys.argv[2])))
for line in sys.stdin:
    with store.writing() as session:
        a_team(session, "Elsewhere " + line.strip())
    print("done", flush=True)
"""


@contextmanager
def another_process(store: Store) -> Iterator[Callable[[], None]]:
    """Yield what lets another process commit, and returns once it has."""
    said = [sys.executable, "-c", _ELSEWHERE, store.url, KEY.hex()]
    with subprocess.Popen(said, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        numbers = iter(range(10_000))

        def commit() -> None:
            other.stdin.write(f"{next(numbers)}\n")  # type: ignore[union-attr]
            other.stdin.flush()  # type: ignore[union-attr]
            assert other.stdout.readline() == "done\n"  # type: ignore[union-attr]

        yield commit
        other.stdin.close()


def teams(store: Store) -> int:
    with store.reading() as session:
        return session.exec(select(func.count(col(Team.id)))).one()


def commit(store: Store) -> None:
    with store.writing() as session:
        a_team(session)


def roll_back(store: Store) -> None:
    with suppress(InterruptedError), store.writing() as session:
        a_team(session)
        raise InterruptedError


def settle(store: Store) -> int:
    """Let SQLite put its log into the file; return 1 where somebody's reading held that up."""
    with closing(store.engine.raw_connection()) as connection:
        found = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(found[0])


def read(store: Store) -> None:
    teams(store)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """One file, opened twice in this process."""
    here = make_store(tmp_path_factory.mktemp("commits"), waits_for_the_disk=False)
    with closing(here), closing(Store(here.url, here.cipher)) as elsewhere:
        yield here, elsewhere


@settings(max_examples=examples(200))
@given(
    st.lists(
        st.tuples(st.sampled_from([commit, roll_back, read, settle]), st.booleans()), max_size=12
    )
)
def test_every_commit_is_seen_by_the_next_look_and_reading_is_none(
    pair: tuple[Store, Store], deeds: list[tuple[Callable[[Store], object], bool]]
) -> None:
    here, elsewhere = pair
    version = here.version()
    for deed, is_here in deeds:
        deed(here if is_here else elsewhere)
        looked = here.version()
        if deed is commit:
            assert looked != version
        elif deed is read:
            assert looked == version
        version = looked


def test_commits_of_another_process_are_seen(embedded_store: Store) -> None:
    with another_process(embedded_store) as commit_elsewhere:
        version = embedded_store.version()
        for _ in range(20):
            assert embedded_store.version() == version
            commit_elsewhere()
            assert embedded_store.version() != version
            version = embedded_store.version()


@pytest.mark.long
def test_what_two_threads_and_another_process_commit_at_once_is_all_seen(
    embedded_store: Store,
) -> None:
    def ten() -> None:
        for _ in range(10):
            commit(embedded_store)

    version, known = embedded_store.version(), teams(embedded_store)
    threads = [Thread(target=ten) for _ in range(2)]
    for thread in threads:
        thread.start()
    with another_process(embedded_store) as commit_elsewhere:
        elsewhere = Thread(target=lambda: [commit_elsewhere() for _ in range(10)])
        elsewhere.start()
        while any(thread.is_alive() for thread in (*threads, elsewhere)):
            looked = embedded_store.version()
            if looked != version:
                version, known = looked, teams(embedded_store)
    if embedded_store.version() != version:
        known = teams(embedded_store)
    assert known == teams(embedded_store) == 30


def test_a_server_says_so_too(postgres_store: Store) -> None:
    version = postgres_store.version()
    assert postgres_store.version() == version
    with closing(Store(postgres_store.url, postgres_store.cipher)) as elsewhere:
        for store in (postgres_store, elsewhere):
            commit(store)
            assert postgres_store.version() != version
            version = postgres_store.version()
            roll_back(store)
            assert postgres_store.version() == version


def test_after_a_fault_the_next_look_differs(
    embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = embedded_store.version()
    with monkeypatch.context() as patched:
        patched.setattr("storage.commits._QUESTIONS", {"sqlite": text("SELECT nothing")})
        with pytest.raises(Exception, match="nothing"):
            embedded_store.version()
    assert embedded_store.version() != version


def test_a_file_that_was_moved_is_no_quiet_one(embedded_store: Store) -> None:
    embedded_store.version()
    path = embedded_path(embedded_store.url)
    path.rename(path.with_suffix(".gone"))
    with pytest.raises(RecordsMovedError):
        embedded_store.version()


def test_asking_keeps_no_old_state_of_the_records_alive(tmp_path: Path) -> None:
    with closing(make_store(tmp_path)) as store:
        store.version()
        commit(store)
        assert settle(store) == 0
