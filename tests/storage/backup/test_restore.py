"""A backup is restored whole or refused, never over what is there, and goes on where it stopped."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import backup
from storage.backup import back_up, restore
from storage.cipher import Cipher
from storage.errors import BackupBrokenError, RecordsExistError, RecordsServedError, WrongKeyError
from storage.server_lock import ServerLock
from storage.session import Store, embedded_url
from tests.factories import KEY, a_team
from tests.storage.backup.restored import NOW, RECORDS, a_bit_changed, names, restored


class KilledError(BaseException):
    """What a kill would do at this place."""


def killed(*_given: object) -> None:
    raise KilledError


def test_another_key_restores_nothing(store: Store, out: Path, new: Path) -> None:
    back_up(store, out, NOW)
    with pytest.raises(WrongKeyError):
        restore(out, embedded_url(new), Cipher(bytes(32)))
    assert not (new / RECORDS).exists()
    assert restored(out, new)


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
