"""A backup that is made under load is whole, encrypted, and holds what was acknowledged by then."""

import errno
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace

import pytest
from sqlcipher3 import dbapi2

from storage import backup
from storage.backup import back_up, restore
from storage.cipher import Cipher
from storage.errors import BackupBrokenError, NotEmbeddedError
from storage.session import Session, Store
from tests.factories import KEY, a_team
from tests.storage.backup.restored import NOW, a_bit_changed, names, restored


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


def test_a_file_of_that_name_is_not_written_over(store: Store, out: Path) -> None:
    out.write_text("sunday")
    with pytest.raises(FileExistsError):
        back_up(store, out, NOW)
    assert out.read_text() == "sunday"


def test_what_was_left_by_one_that_was_killed_is_made_anew(store: Store, out: Path) -> None:
    out.with_name("monday.part").write_text("half of it")
    back_up(store, out, NOW)
    assert [file.name for file in out.parent.iterdir()] == ["monday"]


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


class _Narrow(dbapi2.Connection):  # type: ignore[misc]
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


def test_postgresql_has_its_own(postgres_store: Store, out: Path) -> None:
    with pytest.raises(NotEmbeddedError):
        back_up(postgres_store, out, NOW)
    with pytest.raises(NotEmbeddedError):
        restore(out, postgres_store.url, Cipher(KEY))
    assert list(out.parent.iterdir()) == []
