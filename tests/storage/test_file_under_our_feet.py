"""A file that is moved, replaced, deleted or cut off while it is open acknowledges nothing more."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlmodel import select

from storage.cipher import Cipher
from storage.errors import RecordsMovedError, RecordsUnreachableError
from storage.migrate import bring_up_to_date
from storage.session import Store, embedded_url
from storage.tables import Team
from tests.factories import KEY, a_team, make_store

RECORDS, LOG, INDEX = "understory.db", "understory.db-wal", "understory.db-shm"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "records").mkdir()
    return tmp_path / "records"


@pytest.fixture
def served(folder: Path) -> Iterator[Store]:
    store = make_store(folder)
    with store.writing() as session:
        a_team(session, "before")
    shutil.copytree(folder, folder.parent / "yesterday")
    with store.writing() as session:
        session.add_all(Team(name=f"since {number:0400}") for number in range(200))
    with store.reading() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint")
    store.check()
    yield store
    store.close()


def moved(folder: Path) -> None:
    (folder / RECORDS).rename(folder / "away.db")


def deleted(folder: Path) -> None:
    (folder / RECORDS).unlink()


def replaced(folder: Path) -> None:
    (folder.parent / "yesterday" / RECORDS).replace(folder / RECORDS)


def moved_and_copied_back(folder: Path) -> None:
    moved(folder)
    shutil.copyfile(folder / "away.db", folder / RECORDS)


def written_over(folder: Path) -> None:
    shutil.copyfile(folder.parent / "yesterday" / RECORDS, folder / RECORDS)


def written_over_with_as_much_of_another(folder: Path) -> None:
    (folder.parent / "other").mkdir()
    other = Store(embedded_url(folder.parent / "other"), Cipher(KEY))
    bring_up_to_date(other)
    with other.writing() as session:
        session.add_all(Team(name=f"theirs {number:0400}") for number in range(400))
    other.close()
    shutil.copyfile(folder.parent / "other" / RECORDS, folder / RECORDS)


def emptied(folder: Path) -> None:
    os.truncate(folder / RECORDS, 0)


def cut_off(folder: Path) -> None:
    os.truncate(folder / RECORDS, 8192)


def linked_elsewhere(folder: Path) -> None:
    moved(folder)
    (folder / RECORDS).symlink_to(folder.parent / "yesterday" / RECORDS)


def folder_moved(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")


def folder_replaced(folder: Path) -> None:
    folder_moved(folder)
    (folder.parent / "yesterday").rename(folder)


def log_deleted(folder: Path) -> None:
    (folder / LOG).unlink()


def log_replaced(folder: Path) -> None:
    shutil.copyfile(folder / LOG, folder / "copy")
    (folder / "copy").replace(folder / LOG)


def index_deleted(folder: Path) -> None:
    (folder / INDEX).unlink()


ATTACKS = (
    moved,
    deleted,
    replaced,
    moved_and_copied_back,
    written_over,
    written_over_with_as_much_of_another,
    emptied,
    cut_off,
    linked_elsewhere,
    folder_moved,
    folder_replaced,
    log_deleted,
    log_replaced,
    index_deleted,
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_is_acknowledged_after_it(
    served: Store, folder: Path, attack: Callable[[Path], None]
) -> None:
    attack(folder)
    for _ in range(3):
        with pytest.raises(RecordsMovedError), served.writing() as session:
            a_team(session)
        with pytest.raises(RecordsMovedError), served.reading():
            pass
        with pytest.raises(RecordsMovedError):
            served.check()


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_was_about_to_be_committed_is_not_acknowledged(
    served: Store, folder: Path, attack: Callable[[Path], None]
) -> None:
    def write() -> None:
        with served.writing() as session:
            a_team(session, "in hand")
            attack(folder)

    with pytest.raises(RecordsMovedError):
        write()


def test_a_file_that_is_put_back_goes_on_with_everything_acknowledged(
    served: Store, folder: Path
) -> None:
    acknowledged: list[str] = []
    refused = Event()

    def answer(worker: int) -> None:
        for number in range(10_000):
            try:
                with served.writing() as session:
                    a_team(session, f"{worker} {number}")
            except RecordsUnreachableError:
                refused.set()
                return
            acknowledged.append(f"{worker} {number}")

    workers = [Thread(target=answer, args=(worker,)) for worker in range(4)]
    for worker in workers:
        worker.start()
    while len(acknowledged) < 40:
        workers[0].join(0.001)
    moved(folder)
    for worker in workers:
        worker.join()
    assert refused.is_set()
    (folder / "away.db").rename(folder / RECORDS)
    with served.writing() as session:
        a_team(session, "after")
    served.close()
    with closing(Store(embedded_url(folder), Cipher(KEY))) as again, again.reading() as session:
        kept = set(session.exec(select(Team.name)).all())
    assert set(acknowledged) | {"after", "before"} <= kept


def test_a_missing_file_is_not_made_anew_under_a_program_that_is_open(
    served: Store, folder: Path
) -> None:
    deleted(folder)
    with pytest.raises(RecordsUnreachableError):
        served.check()
    assert not (folder / RECORDS).exists()


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_a_log_without_its_file_is_not_started_on(folder: Path, left: str) -> None:
    """SQLite would throw the log away: what was acknowledged last stands in it alone."""
    store = make_store(folder)
    with store.writing() as session:
        a_team(session)
    shutil.copytree(folder, folder.parent / "killed")
    store.close()
    (folder.parent / "killed" / RECORDS).unlink()
    if left == "an empty file":
        (folder.parent / "killed" / RECORDS).touch()
    log = (folder.parent / "killed" / LOG).read_bytes()
    with (
        closing(Store(embedded_url(folder.parent / "killed"), Cipher(KEY))) as started,
        pytest.raises(RecordsMovedError),
    ):
        bring_up_to_date(started)
    assert (folder.parent / "killed" / LOG).read_bytes() == log


def test_a_relative_path_stays_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("records").mkdir()
    with closing(make_store(Path("records"))) as store:
        store.check()
        (tmp_path / "other").mkdir()
        monkeypatch.chdir(tmp_path / "other")
        store.check()
        with store.writing() as session:
            a_team(session)
