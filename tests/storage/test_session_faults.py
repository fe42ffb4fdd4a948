"""What keeps the records from being opened or written is named; our own fault is let through."""

import itertools
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlmodel import select

from storage.cipher import Cipher
from storage.errors import (
    RecordsDamagedError,
    RecordsFullError,
    RecordsUnreachableError,
)
from storage.session import Store, embedded_url
from storage.tables import Team
from tests.factories import KEY, a_team, make_store


@contextmanager
def a_small_disk(folder: Path) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk needs the right to mount one")
    try:
        yield folder
    finally:
        subprocess.run(["/bin/umount", str(folder)], check=True)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def write_on(store: Store) -> None:
    for number in itertools.count():
        with store.writing() as session:
            a_team(session, f"{number:04000}")


def test_a_full_disk_is_said_to_be_full_and_the_records_go_on_after(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk") as disk:
        store = make_store(disk)
        store.check()
        with pytest.raises(OSError, match="No space"):
            fill(disk / "filler")
        with pytest.raises(RecordsFullError):
            write_on(store)
        (disk / "filler").unlink()
        with store.writing() as session:
            kept = session.exec(select(Team.name).order_by(Team.name)).all()
            a_team(session)
        store.close()
    assert kept == [f"{number:04000}" for number in range(len(kept))]


def test_a_store_opened_on_a_full_disk_says_so(tmp_path: Path) -> None:
    with a_small_disk(tmp_path / "disk") as disk:
        store = make_store(disk)
        with pytest.raises(OSError, match="No space"):
            fill(disk / "filler")
        with pytest.raises(RecordsFullError):
            store.check()
        (disk / "filler").unlink()
        store.check()
        store.close()


def test_a_missing_file_is_said_to_be_unreachable(tmp_path: Path) -> None:
    store = Store(embedded_url(tmp_path / "no folder"), Cipher(KEY))
    with pytest.raises(RecordsUnreachableError):
        store.check()
    with pytest.raises(RecordsUnreachableError), store.writing():
        pass
    store.close()


def test_a_file_taken_away_is_noticed(embedded_store: Store, tmp_path: Path) -> None:
    embedded_store.check()
    (tmp_path / "understory.db").unlink()
    with pytest.raises(RecordsUnreachableError):
        embedded_store.check()


def test_a_server_that_is_not_there_is_said_to_be_unreachable(tmp_path: Path) -> None:
    store = Store(f"postgresql://postgres@/understory?host={tmp_path}", Cipher(KEY))
    with pytest.raises(RecordsUnreachableError):
        store.check()


def test_a_server_that_hangs_up_is_said_to_be_unreachable(postgres_store: Store) -> None:
    with pytest.raises(RecordsUnreachableError), postgres_store.writing() as session:
        session.connection().execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    postgres_store.check()


def test_a_damaged_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with store.writing() as session:
        for number in range(200):
            a_team(session, f"{number:01000}")
    store.close()
    path = tmp_path / "understory.db"
    whole = bytearray(path.read_bytes())
    for at in range(len(whole) // 2, len(whole), 512):
        whole[at] ^= 0xFF
    path.write_bytes(whole)
    store = Store(embedded_url(tmp_path), Cipher(KEY))
    with pytest.raises(RecordsDamagedError), store.reading() as session:
        session.exec(select(Team.name)).all()
    store.close()


def test_a_fault_of_the_program_is_let_through(store: Store) -> None:
    with store.writing() as session:
        a_team(session, "North")
    with pytest.raises(IntegrityError), store.writing() as session:
        a_team(session, "North")


def test_a_mistaken_question_is_let_through(embedded_store: Store) -> None:
    with pytest.raises(OperationalError), embedded_store.reading() as session:
        session.connection().execute(text("SELECT * FROM nothing"))
