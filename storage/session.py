"""The door to the records: an engine, its transactions and its encryption.

The embedded file is SQLCipher's (it carries its own SQLite, without the WAL-reset fault); the same
code runs on PostgreSQL. Why each setting is there is in docs/decisions/0003-embedded-records.md.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from storage.cipher import Cipher
from storage.errors import (
    RecordsBusyError,
    RecordsFullError,
    RecordsUnreachableError,
    StorageError,
    UnsafeSqliteError,
    WrongKeyError,
)

SAFE_SQLITE = (3, 51, 3)
_BUSY_SECONDS = 10.0
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
)


def refuse_unsafe_sqlite(version: str) -> None:
    """Raise UnsafeSqliteError where this SQLite carries the WAL-reset fault (before 3.51.3)."""
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        raise UnsafeSqliteError(
            f"SQLite {version} can corrupt the records; 3.51.3 or later is needed"
        )


def embedded_url(folder: Path) -> str:
    """Return the address of the embedded file in `folder`."""
    return f"sqlite+pysqlcipher:///{folder / 'understory.db'}"


def _embedded_engine(url: str, cipher: Cipher) -> Engine:
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - PostgreSQL servers need not carry it

    refuse_unsafe_sqlite(dbapi2.sqlite_version)
    path = url.split("///", 1)[1]

    def connect() -> DBAPIConnection:
        connection = dbapi2.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{cipher.file_key}'\"")
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return cast("DBAPIConnection", connection)

    # The "sqlite" dialect with our own connections: SQLAlchemy's pysqlcipher dialect would run a
    # passphrase through 256,000 rounds on each connection (75 ms against 0.2 ms for a raw key).
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=32,
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def _server_engine(url: str) -> Engine:
    address = re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url)
    return create_engine(address, pool_pre_ping=True, pool_size=8, max_overflow=32)


def _explain(fault: DBAPIError) -> StorageError:
    """Return the error of ours that says what this database error means to a person."""
    words = str(fault.orig).lower()
    if "locked" in words or "busy" in words:
        return RecordsBusyError("the records are locked by another process")
    if "full" in words or "no space left" in words:
        return RecordsFullError("the disk is full")
    if "not a database" in words:
        return WrongKeyError("the key does not open these records")
    return RecordsUnreachableError(f"the records cannot be reached ({type(fault.orig).__name__})")


def _is_outage(fault: DBAPIError) -> bool:
    words = str(fault.orig).lower()
    signs = ("locked", "busy", "full", "no space", "not a database", "unable to open", "i/o error")
    return (
        fault.connection_invalidated
        or any(sign in words for sign in signs)
        or (type(fault).__name__ == "OperationalError" and "connection" in words)
    )


class Store:
    """One database and the key to it."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.cipher = cipher
        self.embedded = url.startswith("sqlite")
        self.engine = _embedded_engine(url, cipher) if self.embedded else _server_engine(url)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one transaction that commits at the end and rolls back on any error.

        Raises RecordsBusyError, RecordsFullError, WrongKeyError or RecordsUnreachableError where
        the database itself fails; nothing is stored then.
        """
        with _outages_explained(), Session(self.engine, expire_on_commit=False) as session:
            session.info["cipher"] = self.cipher
            with session.begin():
                yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one transaction that only reads; it takes no write lock and stores nothing."""
        engine = self.engine.execution_options(reading=True)
        with _outages_explained(), Session(engine, expire_on_commit=False) as session:
            session.info["cipher"] = self.cipher
            yield session
            session.rollback()

    def check(self) -> None:
        """Return when the records answer; raises as `reading` does."""
        with self.reading() as session:
            session.connection().execute(text("SELECT 1"))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@contextmanager
def _outages_explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if _is_outage(fault):
            raise _explain(fault) from fault
        raise


def cipher_of(session: Session) -> Cipher:
    """Return the cipher that this session's store was opened with."""
    cipher = session.info["cipher"]
    assert isinstance(cipher, Cipher)  # noqa: S101 - only Store makes sessions
    return cipher


def seal(session: Session, text: str, place: str) -> str:
    """Return `text` encrypted for `place`, with this session's key."""
    return cipher_of(session).seal(text, place)


def unseal(session: Session, value: str, place: str) -> str:
    """Return the text that was sealed for `place`."""
    return cipher_of(session).open(value, place)
