import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, select

from storage.cipher import Cipher
from storage.encryption import seal, unseal
from storage.engines import embedded_path, refuse_unsafe_sqlite
from storage.errors import (
    RecordsBusyError,
    RecordsFullError,
    UnsafeSqliteError,
    WrongKeyError,
)
from storage.session import Store, cipher_of, embedded_url
from storage.tables import Team
from tests.factories import KEY, a_child, a_team, make_store
from tests.storage.conftest import Server


def pragma(session: Session, name: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_file_is_opened_with_every_setting_that_keeps_it_safe(embedded_store: Store) -> None:
    with (
        closing(Store(embedded_store.url, embedded_store.cipher)) as store,
        store.reading() as session,
    ):
        assert pragma(session, "journal_mode") == "wal"
        assert pragma(session, "synchronous") == 2  # FULL
        assert pragma(session, "foreign_keys") == 1
        assert pragma(session, "recursive_triggers") == 1
        assert pragma(session, "secure_delete") == 1
        options = session.connection().exec_driver_sql("PRAGMA compile_options").scalars().all()
        assert "TEMP_STORE=2" in options  # what is sorted stays in memory, never in a plain file
        # The connection that keeps the file open is told nothing, and puts the log away last.
        assert {"DEFAULT_SYNCHRONOUS=2", "DEFAULT_WAL_SYNCHRONOUS=2"} <= {*options}


def test_a_file_without_a_log_is_given_one_as_it_is_opened(embedded_store: Store) -> None:
    file, key = embedded_path(embedded_store.url), embedded_store.cipher.file_key
    embedded_store.close()
    with closing(dbapi2.connect(file)) as apart:
        apart.execute(f"PRAGMA key = \"x'{key}'\"")
        assert apart.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
    with closing(Store(embedded_store.url, embedded_store.cipher)) as store:
        with store.writing() as session:
            a_team(session, "Northside")
            assert pragma(session, "journal_mode") == "wal"
        assert file.with_name("understory.db-wal").stat().st_size
    with closing(Store(embedded_store.url, embedded_store.cipher)) as store, store.reading() as new:
        assert new.exec(select(Team.name)).all() == ["Northside"]


@pytest.mark.parametrize("version", ["3.40.1", "3.51.1", "3.51.2"])
def test_an_sqlite_with_the_wal_reset_fault_is_refused(version: str) -> None:
    with pytest.raises(UnsafeSqliteError, match=version):
        refuse_unsafe_sqlite(version)


@pytest.mark.parametrize("version", ["3.51.3", "3.53.4", "4.0.0", dbapi2.sqlite_version])
def test_a_mended_sqlite_is_accepted(version: str) -> None:
    refuse_unsafe_sqlite(version)


def test_a_store_is_not_opened_on_an_unsafe_sqlite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dbapi2, "sqlite_version", "3.40.1")
    with pytest.raises(UnsafeSqliteError):
        Store(embedded_url(tmp_path), Cipher(KEY))


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    other = Store(embedded_url(tmp_path), Cipher(bytes(32)))
    with pytest.raises(WrongKeyError):
        other.check()
    with pytest.raises(WrongKeyError), other.writing():
        pass
    other.close()


def write_and_fail(store: Store) -> None:
    with store.writing() as session:
        a_team(session)
        raise ZeroDivisionError


@pytest.mark.everyday
def test_what_is_written_is_kept_and_what_fails_is_not(store: Store) -> None:
    with store.writing() as session:
        kept = a_team(session)
    with pytest.raises(ZeroDivisionError):
        write_and_fail(store)
    with store.reading() as session:
        assert session.exec(select(Team)).all() == [kept]


def test_reading_stores_nothing(embedded_store: Store) -> None:
    with embedded_store.reading() as session:
        a_team(session)
    with embedded_store.reading() as session:
        assert session.exec(select(Team)).all() == []


def test_rows_that_were_read_stay_usable_afterwards(store: Store) -> None:
    with store.writing() as session:
        written = a_team(session, "North")
    with store.reading() as session:
        read = session.exec(select(Team)).one()
    assert (written.name, read.name) == ("North", "North")


def count_up(store: Store, team_id: str, times: int) -> None:
    for _ in range(times):
        with store.writing() as session:
            team = session.get_one(Team, team_id)
            team.name = str(int(team.name) + 1)
            session.add(team)


def test_forty_threads_lose_no_count(store: Store) -> None:
    threads, times = 40, 5
    with store.writing() as session:
        team = a_team(session, "0")
    with ThreadPoolExecutor(threads) as pool:
        for counted in [pool.submit(count_up, store, team.id, times) for _ in range(threads)]:
            counted.result()
    with store.reading() as session:
        assert session.get_one(Team, team.id).name == str(threads * times)


def test_reading_goes_on_while_another_writes_and_sees_one_moment(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session, "before")
    with store.reading() as reader:
        assert reader.exec(select(Team.name)).all() == ["before"]
        with store.writing() as writer:
            writer.get_one(Team, team.id).name = "after"
            writer.flush()
            with store.reading() as other:
                assert other.exec(select(Team.name)).all() == ["before"]
        assert reader.exec(select(Team.name)).all() == ["before"]
    with store.reading() as session:
        assert session.exec(select(Team.name)).all() == ["after"]


def test_a_writer_waits_for_another(store: Store) -> None:
    waiting, done = Event(), Event()

    def write() -> None:
        waiting.set()
        with store.writing() as session:
            a_team(session)
        done.set()

    with store.writing() as session:
        a_team(session)
        thread = Thread(target=write)
        thread.start()
        waiting.wait()
        assert not done.wait(0.05)
    thread.join()
    assert done.is_set()


@pytest.fixture(params=["embedded", "postgres"])
def impatient(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that waits a twentieth of a second for another writer."""
    if request.param == "embedded":
        store = make_store(tmp_path, 0.05)
    else:
        server = request.getfixturevalue("postgres")
        assert isinstance(server, Server)
        store = server.new_store(0.05)
    yield store
    store.close()


def test_records_locked_by_another_are_said_to_be_busy(impatient: Store) -> None:
    with impatient.writing(), pytest.raises(RecordsBusyError), impatient.writing():
        pass
    with impatient.writing() as session:
        a_team(session)


def test_a_file_locked_by_another_program_is_said_to_be_busy(tmp_path: Path) -> None:
    store = make_store(tmp_path, 0.05)
    other = dbapi2.connect(str(tmp_path / "understory.db"), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{store.cipher.file_key}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecordsBusyError), store.writing():
        pass
    store.check()
    other.execute("ROLLBACK")
    other.close()
    with store.writing() as session:
        a_team(session)
    store.close()


def test_when_every_connection_is_taken_the_records_are_busy(tmp_path: Path) -> None:
    store = make_store(tmp_path, 0.05)
    all_in, refused = Barrier(41), Event()

    def hold() -> None:
        with store.reading() as session:
            session.connection()
            all_in.wait()
            refused.wait()

    with ThreadPoolExecutor(40) as pool:
        holding = [pool.submit(hold) for _ in range(40)]
        all_in.wait()
        with pytest.raises(RecordsBusyError):
            store.check()
        refused.set()
        for one in holding:
            one.result()
    store.check()
    store.close()


def test_a_file_that_may_not_grow_is_said_to_be_full_and_keeps_what_it_has(
    embedded_store: Store,
) -> None:
    with embedded_store.writing() as session:
        kept = a_team(session)
        limit = pragma(session, "page_count")
        pragma(session, f"max_page_count={limit}")
    with pytest.raises(RecordsFullError), embedded_store.writing() as session:
        session.add_all(Team(name=f"{number:04000}") for number in range(1000))
    with embedded_store.reading() as session:
        assert session.exec(select(Team)).all() == [kept]


def test_the_file_holds_no_name_reference_or_column_in_plain(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        a_child(session, "CH-00417", forename="Zebedee", surname="Quillfeather")
        a_team(session, "Northbrook")
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    store.close()
    files["closed"] = (tmp_path / "understory.db").read_bytes()
    assert {"understory.db", "understory.db-wal"} < set(files)
    for name, content in files.items():
        for word in (
            b"Zebedee",
            b"Quillfeather",
            b"CH-00417",
            b"Northbrook",
            b"forename",
            b"SQLite",
        ):
            assert word not in content, f"{word!r} in {name}"


def test_a_session_seals_with_the_key_of_its_store(embedded_store: Store) -> None:
    with embedded_store.reading() as session:
        assert cipher_of(session) is embedded_store.cipher
        place = ("step", "12ab", "value")
        assert unseal(session, seal(session, "text", *place), *place) == "text"


def test_no_value_stands_in_an_error_or_a_log(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(IntegrityError) as fault, store.writing() as session:
        session.connection().execute(
            text("INSERT INTO team (id, name, parent_id) VALUES (:id, :name, :parent)"),
            {"id": "1", "name": "Quillfeather", "parent": "nowhere"},
        )
    assert "Quillfeather" not in f"{fault.value}{caplog.text}"
