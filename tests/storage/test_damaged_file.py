"""A damaged file is found at start and by readiness, and is stored into no more."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlcipher3 import dbapi2

from storage import file_check
from storage.cipher import Cipher
from storage.embedded_file import EmbeddedFile
from storage.errors import RecordsDamagedError, RecordsMovedError, StorageError, WrongKeyError
from storage.migrate import bring_up_to_date
from storage.session import Store, embedded_url
from storage.tables import Team
from tests.factories import KEY, a_team, make_store

PAGE = 4096


@pytest.fixture
def records(tmp_path: Path) -> Path:
    store = make_store(tmp_path)
    with store.writing() as session:
        session.add_all(Team(name=f"{number:0800}") for number in range(300))
    store.close()
    return tmp_path / "understory.db"


def started(records: Path) -> Store:
    store = Store(embedded_url(records.parent), Cipher(KEY))
    try:
        store.hold_for_server()
        bring_up_to_date(store)
        store.check_whole()
    except BaseException:
        store.close()
        raise
    return store


def pages(records: Path) -> int:
    return records.stat().st_size // PAGE


def write_at(records: Path, place: int, new: bytes) -> None:
    # In place, so that it is the same file.
    with records.open("r+b") as file:
        file.seek(place)
        file.write(new)


def a_bit(records: Path) -> None:
    place = pages(records) // 2 * PAGE + 100
    write_at(records, place, bytes([records.read_bytes()[place] ^ 1]))


def zeros(records: Path) -> None:
    write_at(records, pages(records) // 2 * PAGE, bytes(PAGE))


def another_page(records: Path) -> None:
    page = records.read_bytes()[3 * PAGE : 4 * PAGE]
    write_at(records, pages(records) // 2 * PAGE, page)


def cut_by_a_page(records: Path) -> None:
    os.truncate(records, records.stat().st_size - PAGE)


def cut_in_a_page(records: Path) -> None:
    os.truncate(records, records.stat().st_size - 100)


DAMAGES = (a_bit, zeros, another_page, cut_by_a_page, cut_in_a_page)
WHILE_SERVED = (a_bit, zeros, another_page)


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_found_at_start(records: Path, damage: Callable[[Path], None]) -> None:
    started(records).close()
    damage(records)
    with pytest.raises(RecordsDamagedError):
        started(records)


@pytest.mark.long
def test_every_page_is_looked_at(records: Path) -> None:
    """One bit in every fifth page by turns; the first holds what the key is known by."""
    whole = records.read_bytes()
    looked_at = range(0, pages(records), 5)
    for page in looked_at:
        place = page * PAGE + 1000
        write_at(records, place, bytes([whole[place] ^ 4]))
        with (
            closing(Store(embedded_url(records.parent), Cipher(KEY))) as store,
            pytest.raises((RecordsDamagedError, WrongKeyError)),
        ):
            whole_of(store)
        write_at(records, place, whole[place : place + 1])
    assert len(looked_at) > 10
    started(records).close()


def whole_of(store: Store) -> None:
    store.ask()
    store.check_whole()


@pytest.mark.parametrize("damage", WHILE_SERVED)
def test_readiness_finds_it_and_nothing_is_stored_any_more(
    records: Path, damage: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    # A busy machine takes longer than a file of this size does.
    monkeypatch.setattr(file_check, "PATIENCE_SECONDS", 300.0)
    monkeypatch.setattr(file_check, "QUICK_SECONDS", 300.0)
    with closing(started(records)) as store:
        store.check()
        damage(records)
        for _ in range(3):
            with pytest.raises(RecordsDamagedError):
                store.check()
        with pytest.raises(RecordsDamagedError), store.writing() as session:
            a_team(session)


def test_what_a_question_meets_is_found_too(records: Path) -> None:
    with closing(started(records)) as store:
        for page in range(3, pages(records)):
            write_at(records, page * PAGE + 50, b"damaged")
        with suppress(StorageError), store.reading() as session:
            session.connection().exec_driver_sql("SELECT count(name) FROM team").scalar()
        with pytest.raises(RecordsDamagedError), store.writing():
            pass


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_records_that_are_gone_are_not_begun_anew_in_their_place(records: Path, left: str) -> None:
    """Whoever writes would be told that nobody knows them, and what they wrote would be gone."""
    started(records).close()
    records.unlink()
    if left == "an empty file":
        records.touch()
    with pytest.raises(RecordsMovedError):
        started(records)
    with (
        closing(Store(embedded_url(records.parent), Cipher(KEY))) as command,
        pytest.raises(RecordsMovedError),
    ):
        bring_up_to_date(command)
    assert not records.exists() or records.stat().st_size == 0


def test_a_first_start_that_was_cut_off_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "understory.db").touch()
    started(tmp_path / "understory.db").close()


class Watched:
    """A file whose checks are counted, each as long as it is told to be, by its own clock."""

    def __init__(self, records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.takes, self.checks = 1000.0, 1.0, 0
        self.records = records
        monkeypatch.setattr(file_check, "monotonic", lambda: self.now)
        real = file_check.refuse_damaged

        def counted(file: EmbeddedFile) -> None:
            self.checks += 1
            real(file)
            self.now += self.takes

        monkeypatch.setattr(file_check, "refuse_damaged", counted)

    def touch(self) -> None:
        os.utime(self.records, ns=(0, int(self.now * 1e9)))


@pytest.fixture
def watched(records: Path, monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(records, monkeypatch)


@pytest.fixture
def store(watched: Watched) -> Iterator[Store]:
    with closing(started(watched.records)) as made:
        yield made


def test_a_file_that_did_not_change_is_not_read_again_for_an_hour(
    store: Store, watched: Watched
) -> None:
    for _ in range(100):
        store.check()
    assert watched.checks == 1
    watched.now += 3601
    store.check()
    assert watched.checks == 2


def test_polling_readiness_costs_at_most_a_tenth_of_the_time(
    store: Store, watched: Watched
) -> None:
    begun = watched.now
    for _ in range(1000):
        watched.now += 0.25
        watched.touch()
        store.check()
    assert watched.checks - 1 <= (watched.now - begun) / (10 * watched.takes) + 1
    assert watched.checks > 10


def test_a_long_check_holds_no_poll_up(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(started(records)) as store:
        go = Event()

        def endless(_file: EmbeddedFile) -> None:
            go.wait()
            raise RecordsDamagedError("found at last")

        monkeypatch.setattr(file_check, "refuse_damaged", endless)
        monkeypatch.setattr(file_check, "PATIENCE_SECONDS", 0.01)
        os.utime(records)
        for _ in range(20):
            store.check()
        go.set()
        assert any(is_damaged(store) for _ in range(100_000))


def is_damaged(store: Store) -> bool:
    try:
        store.check()
    except RecordsDamagedError:
        return True
    return False


def test_checking_makes_no_copy_and_changes_nothing(records: Path) -> None:
    before = records.read_bytes()
    with closing(started(records)) as store:
        store.check()
    assert records.read_bytes() == before
    assert {file.name for file in records.parent.iterdir()} == {
        "understory.db",
        "understory.db-lock",
    }


def test_a_check_gives_its_connection_back(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[DBAPIConnection] = []
    real = EmbeddedFile.connect

    def noted(file: EmbeddedFile) -> DBAPIConnection:
        opened.append(real(file))
        return opened[-1]

    with closing(started(records)) as store:
        monkeypatch.setattr(EmbeddedFile, "connect", noted)
        store.check_whole()
        with pytest.raises(dbapi2.ProgrammingError, match="closed"):
            opened[-1].cursor()
