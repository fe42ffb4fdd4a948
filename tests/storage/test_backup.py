"""A backup that is made under load is whole, encrypted, and holds what was acknowledged by then."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2
from sqlmodel import select

from storage import backup
from storage.backup import back_up, restore
from storage.cipher import Cipher
from storage.errors import (
    BackupBrokenError,
    NotEmbeddedError,
    RecordsExistError,
    RecordsServedError,
    WrongKeyError,
)
from storage.server_lock import ServerLock
from storage.session import Session, Store, embedded_url
from storage.tables import Team
from tests.factories import KEY, a_team, make_store, records_in

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
RECORDS = "understory.db"


class KilledError(BaseException):
    """What a kill would do at this place."""


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


def restored(source: Path, new: Path) -> set[str]:
    restore(source, embedded_url(new), Cipher(KEY))
    return names(new)


def names(folder: Path) -> set[str]:
    with closing(Store(embedded_url(folder), Cipher(KEY))) as store, store.reading() as session:
        return set(session.exec(select(Team.name)).all())


@dataclass
class Worker:
    """Somebody who answers without a pause; `acknowledged` counts what was committed."""

    store: Store
    name: str
    stop: Event
    acknowledged: int = 0
    begun: int = 0
    thread: Thread = field(init=False)

    def __post_init__(self) -> None:
        self.thread = Thread(target=self._answer)
        self.thread.start()

    def _answer(self) -> None:
        while not self.stop.is_set():
            self.begun += 1
            with self.store.writing() as session:
                a_team(session, f"{self.name} {self.begun}")
            self.acknowledged = self.begun


def test_under_load_it_holds_exactly_the_answers_of_its_moment(
    store: Store, out: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, real = Event(), backup._rows
    before: dict[str, int] = {}
    after: dict[str, int] = {}

    def counted(session: Session) -> dict[str, int]:
        # The first time it fixes the moment of the backup.
        first = not before
        if first:
            before.update({worker.name: worker.acknowledged for worker in workers})
        rows = dict(real(session))
        if first:
            after.update({worker.name: worker.begun for worker in workers})
        return rows

    monkeypatch.setattr(backup, "_rows", counted)
    workers = [Worker(store, name, stop) for name in ("a", "b", "c")]
    while not all(worker.acknowledged > 5 for worker in workers):
        workers[0].thread.join(0.001)
    back_up(store, out, NOW)
    while not all(worker.acknowledged > after[worker.name] + 1 for worker in workers):
        workers[0].thread.join(0.001)
    stop.set()
    for worker in workers:
        worker.thread.join()
    kept = restored(out, new)
    for name in before:
        numbers = sorted(int(n.split()[1]) for n in kept if n.startswith(f"{name} "))
        assert numbers == list(range(1, len(numbers) + 1))
        assert before[name] <= len(numbers) <= after[name]
    everything = names(new.parent / "records")
    assert kept < everything


def test_it_is_encrypted_private_and_alone(store: Store, out: Path) -> None:
    with store.writing() as session:
        a_team(session, "Hartwell North")
    back_up(store, out, NOW)
    assert out.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in out.parent.iterdir()] == ["monday"]
    raw = out.read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    assert b"Hartwell" not in raw
    assert b"CREATE TABLE" not in raw


def test_another_key_restores_nothing(store: Store, out: Path, new: Path) -> None:
    back_up(store, out, NOW)
    with pytest.raises(WrongKeyError):
        restore(out, embedded_url(new), Cipher(bytes(32)))
    assert not (new / RECORDS).exists()
    assert restored(out, new)


def test_a_file_of_that_name_is_not_written_over(store: Store, out: Path) -> None:
    out.write_text("sunday")
    with pytest.raises(FileExistsError):
        back_up(store, out, NOW)
    assert out.read_text() == "sunday"


def test_what_was_left_by_one_that_was_killed_is_made_anew(store: Store, out: Path) -> None:
    out.with_name("monday.part").write_text("half of it")
    back_up(store, out, NOW)
    assert [file.name for file in out.parent.iterdir()] == ["monday"]


def a_bit_changed(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def cut_off(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def something_else(path: Path) -> None:
    path.write_text("minutes of a meeting")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.long
@pytest.mark.parametrize("damage", [a_bit_changed, cut_off, something_else, nothing])
def test_a_damaged_backup_is_refused_and_makes_no_records(
    store: Store, out: Path, new: Path, damage: Callable[[Path], None]
) -> None:
    back_up(store, out, NOW)
    damage(out)
    with pytest.raises((BackupBrokenError, WrongKeyError)):
        restore(out, embedded_url(new), Cipher(KEY))
    assert {file.name for file in new.iterdir()} <= {"understory.db-lock"}


def test_a_copy_that_turns_out_damaged_gets_no_name(
    store: Store, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_sync", a_bit_changed)
    with pytest.raises(BackupBrokenError):
        back_up(store, out, NOW)
    assert list(out.parent.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(
    store: Store, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow = partial(dbapi2.connect, factory=_Narrow)
    store.ask()
    monkeypatch.setattr(backup, "dbapi2", SimpleNamespace(**{**vars(dbapi2), "connect": narrow}))
    with pytest.raises(OSError, match="No space left") as full:
        back_up(store, out, NOW)
    assert full.value.errno == errno.ENOSPC
    assert list(out.parent.iterdir()) == []


class _Narrow(dbapi2.Connection):
    """A file on a disk that has room for ten pages."""

    def execute(self, sql: str) -> dbapi2.Cursor:
        done = super().execute(sql)
        if sql.startswith("PRAGMA key"):
            super().execute("PRAGMA max_page_count=10")
        return done


@pytest.mark.long
def test_a_copy_that_lacks_a_row_gets_no_name(
    store: Store, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backup._rows_in
    monkeypatch.setattr(backup, "_rows_in", lambda *given: {**real(*given), "team": 3999})
    with pytest.raises(BackupBrokenError):
        back_up(store, out, NOW)
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("there", ["records", "an empty file", "a log alone"])
def test_nothing_is_restored_over_what_is_there(
    store: Store, out: Path, new: Path, there: str
) -> None:
    back_up(store, out, NOW)
    if there == "records":
        shutil.copyfile(out, new / RECORDS)
    elif there == "an empty file":
        (new / RECORDS).touch()
    else:
        (new / f"{RECORDS}-wal").write_text("the last answers")
    before = {file.name: file.read_bytes() for file in new.iterdir()}
    with pytest.raises(RecordsExistError):
        restore(out, embedded_url(new), Cipher(KEY))
    left = {file.name: file.read_bytes() for file in new.iterdir() if "lock" not in file.name}
    assert left == before


def test_nothing_is_restored_under_a_server(store: Store, out: Path, new: Path) -> None:
    back_up(store, out, NOW)
    lock = ServerLock(new / RECORDS)
    with pytest.raises(RecordsServedError):
        restore(out, embedded_url(new), Cipher(KEY))
    lock.release()
    restore(out, embedded_url(new), Cipher(KEY))


def test_no_server_starts_while_it_is_restored(store: Store, out: Path, new: Path) -> None:
    back_up(store, out, NOW)
    tried = []

    def meanwhile(_done: int) -> None:
        with pytest.raises(RecordsServedError):
            ServerLock(new / RECORDS)
        tried.append(1)

    restore(out, embedded_url(new), Cipher(KEY), meanwhile)
    assert tried


def killed(*_given: object) -> None:
    raise KilledError


@pytest.mark.parametrize("place", ["_refuse_broken", "_sync_folder"])
def test_one_that_was_killed_goes_on_where_it_stopped(
    store: Store, out: Path, new: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    back_up(store, out, NOW)
    with monkeypatch.context() as patched:
        patched.setattr(backup, place, killed)
        with pytest.raises(KilledError):
            restore(out, embedded_url(new), Cipher(KEY))
    [inode] = {file.stat().st_ino for file in new.iterdir() if file.stat().st_size > 4096}
    assert restored(out, new) == names(new.parent / "records")
    assert (new / RECORDS).stat().st_ino == inode
    assert [f.name for f in new.iterdir() if "restoring" in f.name] == []


@pytest.mark.long
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_one_that_was_killed_while_it_copied_goes_on_there(
    store: Store, out: Path, new: Path, monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    back_up(store, out, NOW)
    monkeypatch.setattr(backup, "_CHUNK", 4096)
    last = int(out.stat().st_size // 4096 * share)
    done: list[int] = []

    def killed_there(size: int) -> None:
        done.append(size)
        if len(done) == last:
            raise KilledError

    with pytest.raises(KilledError):
        restore(out, embedded_url(new), Cipher(KEY), killed_there)
    assert not (new / RECORDS).exists()
    half = new / "understory.db-restoring"
    assert half.stat().st_size == sum(done)
    beginning = half.stat().st_ino
    assert restored(out, new) == names(new.parent / "records")
    assert (new / RECORDS).stat().st_ino == beginning


@pytest.mark.long
def test_another_backup_is_not_mixed_with_what_was_begun(
    store: Store, out: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(store, out, NOW)
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_refuse_broken", killed)
        with pytest.raises(KilledError):
            restore(out, embedded_url(new), Cipher(KEY))
    with store.writing() as session:
        a_team(session, "since Monday")
    tuesday = out.with_name("tuesday")
    back_up(store, tuesday, NOW)
    assert "since Monday" in restored(tuesday, new)


def test_what_was_served_since_an_interrupted_restore_is_kept(
    store: Store, out: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed once its records had their name; somebody served them before it went on."""
    back_up(store, out, NOW)
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_sync_folder", killed)
        with pytest.raises(KilledError):
            restore(out, embedded_url(new), Cipher(KEY))
    with closing(Store(embedded_url(new), Cipher(KEY))) as served:
        with served.writing() as session:
            a_team(session, "since")
        assert "since" in restored(out, new)


def test_postgresql_has_its_own(postgres_store: Store, out: Path) -> None:
    with pytest.raises(NotEmbeddedError):
        back_up(postgres_store, out, NOW)
    with pytest.raises(NotEmbeddedError):
        restore(out, postgres_store.url, Cipher(KEY))
    assert list(out.parent.iterdir()) == []
