"""Backups of the embedded file: made while it is served, encrypted as it is, proved by restoring.

A backup is one SQLCipher file, opened by the key of the records. On PostgreSQL its own tools do
this (docs/backup.md).
"""

import errno
import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlcipher3 import dbapi2

from storage import audit
from storage.cipher import Cipher
from storage.embedded_file import INDEX, LOG
from storage.engines import embedded_path
from storage.errors import (
    BackupBrokenError,
    NotEmbeddedError,
    RecordsDamagedError,
    RecordsExistError,
    StorageError,
)
from storage.server_lock import ServerLock
from storage.session import Session, Store

PART, HALF = ".part", "-restoring"
"""What stands at the end of the name of a backup, and of records, that are not whole yet."""

_ALWAYS = "sealing_key"
"""A table that has a row in all records."""

_PAGES = 1000
_CHUNK = 1024 * 1024
_FULL = "database or disk is full"
"""How SQLite says it; of a copy the driver gives no code of the fault."""
Tick = Callable[[int], None]


def back_up(store: Store, out: Path, now: datetime, tick: Tick | None = None) -> Mapping[str, int]:
    """Write the records as they stand to a new file; return how many rows each table has there.

    Nobody waits for it. It is restored beside `out`, opened and compared before it has its name.
    `tick` is told how many pages were copied. Raises NotEmbeddedError, FileExistsError,
    BackupBrokenError, OSError, and as Store.reading does; what was half written is then removed.
    """
    refuse_server(store.url)
    if out.exists():
        raise FileExistsError(errno.EEXIST, "there is a file of that name")
    with store.writing() as session:
        audit.record(session, "records backed up", "backup", None, actor=None, at=now)
    part = out.with_name(out.name + PART)
    part.unlink(missing_ok=True)
    try:
        rows = _copy(store, part, tick)
        _prove(part, store.cipher, rows)
        _give_name(part, out)
    finally:
        part.unlink(missing_ok=True)
    return rows


def restore(source: Path, url: str, cipher: Cipher, tick: Tick | None = None) -> Mapping[str, int]:
    """Make the embedded file of `url` from a backup; return how many rows each table has.

    No server can have the file meanwhile. One that was interrupted goes on where it stopped: what
    was copied and is the same is not copied again. `tick` is told how many bytes are done. Raises
    NotEmbeddedError, RecordsServedError, RecordsExistError where there are records already,
    BackupBrokenError, WrongKeyError and OSError; no records are made then.
    """
    refuse_server(url)
    target = embedded_path(url).absolute()
    lock = ServerLock(target)
    try:
        half = target.with_name(target.name + HALF)
        if not _is_named(half, target):
            _refuse_overwriting(target)
            _copy_on(source, half, tick)
            _refuse_broken(half, cipher)
            os.link(half, target)
            _sync_folder(target.parent)
        half.unlink()
        lock.note_records()
        return _rows_in(target, cipher)
    finally:
        lock.release()


def refuse_server(url: str) -> None:
    """Raise NotEmbeddedError where an address is PostgreSQL's."""
    if not url.startswith("sqlite"):
        raise NotEmbeddedError("the records are in PostgreSQL")


def _copy(store: Store, part: Path, tick: Tick | None) -> Mapping[str, int]:
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    # The first question fixes the moment; what is counted and copied after it is of that moment.
    with store.reading() as session:
        rows = _rows(session)
        source = session.connection().connection.dbapi_connection
        assert isinstance(source, dbapi2.Connection)  # noqa: S101 - an embedded store's
        try:
            with closing(dbapi2.connect(str(part), isolation_level=None)) as target:
                target.execute("PRAGMA cipher_log_level=NONE")
                target.execute(f"PRAGMA key = \"x'{store.cipher.file_key}'\"")
                source.backup(target, pages=_PAGES, progress=_told(tick))
        except dbapi2.Error as fault:
            number = errno.ENOSPC if str(fault) == _FULL else errno.EIO
            raise OSError(number, os.strerror(number)) from fault
    _sync(part)
    return rows


def _told(tick: Tick | None) -> Callable[[int, int, int], None]:
    done = 0

    def tell(_status: int, remaining: int, total: int) -> None:
        nonlocal done
        if tick is not None:
            tick(total - remaining - done)
        done = total - remaining

    return tell


def _prove(part: Path, cipher: Cipher, rows: Mapping[str, int]) -> None:
    """Raise BackupBrokenError unless records are restored from `part` that have these rows."""
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".understory-") as folder:
        url = f"sqlite:///{Path(folder).absolute() / 'understory.db'}"
        if restore(part, url, cipher) != rows:
            raise BackupBrokenError("the backup does not hold what the records hold")


def _refuse_broken(half: Path, cipher: Cipher) -> None:
    """Remove a file and raise where it is not whole, or not of this key."""
    for beside in (LOG, INDEX):
        half.with_name(half.name + beside).unlink(missing_ok=True)
    try:
        with closing(Store(f"sqlite:///{half}", cipher)) as store:
            store.ask()
            store.check_whole()
            with store.reading() as session:
                _refuse_other_content(session)
    except RecordsDamagedError as fault:
        half.unlink()
        raise BackupBrokenError("the backup is damaged") from fault
    except StorageError:
        half.unlink()
        raise


def _refuse_other_content(session: Session) -> None:
    if not _rows(session).get(_ALWAYS):
        raise BackupBrokenError("there are no records in the backup")
    if session.connection().exec_driver_sql("PRAGMA foreign_key_check").first():
        raise BackupBrokenError("rows of the backup refer to rows that are not in it")


def _rows_in(path: Path, cipher: Cipher) -> Mapping[str, int]:
    with closing(Store(f"sqlite:///{path}", cipher)) as store, store.reading() as session:
        return _rows(session)


def _rows(session: Session) -> Mapping[str, int]:
    connection = session.connection()
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
    names = connection.execute(text(tables)).scalars().all()
    counts = (f'SELECT count(*) FROM "{name}"' for name in names)  # noqa: S608 - from the schema
    return dict(zip(names, (connection.execute(text(c)).scalar_one() for c in counts), strict=True))


def _refuse_overwriting(target: Path) -> None:
    log = target.with_name(target.name + LOG)
    if target.exists() or (log.exists() and log.stat().st_size):
        raise RecordsExistError("there are records in that folder")


def _is_named(half: Path, target: Path) -> bool:
    """Say whether a restore was interrupted after its records had their name."""
    return half.exists() and target.exists() and half.samefile(target)


def _copy_on(source: Path, half: Path, tick: Tick | None) -> None:
    descriptor = os.open(half, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with source.open("rb") as read, os.fdopen(descriptor, "r+b", buffering=0) as written:
        while chunk := read.read(_CHUNK):
            place = written.tell()
            if written.read(len(chunk)) != chunk:
                written.seek(place)
                written.write(chunk)
            if tick is not None:
                tick(len(chunk))
        written.truncate()
        os.fsync(written.fileno())


def _give_name(part: Path, out: Path) -> None:
    # A link, since a rename would replace a file that came meanwhile.
    os.link(part, out)
    part.unlink()
    _sync_folder(out.parent)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
