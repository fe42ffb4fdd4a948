"""Engines for the two databases: one embedded SQLCipher file, or a PostgreSQL server.

Why each setting is there, and what breaks otherwise: docs/decisions/0003-embedded-records.md.
"""

import os
import re
import shutil
import time
from functools import partial
from pathlib import Path
from typing import cast

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from storage.cipher import Cipher
from storage.embedded_file import LOG, EmbeddedFile
from storage.errors import RecordsFullError, RecordsUnreachableError, UnsafeSqliteError
from storage.letters import teach_letters
from storage.named_indexes import let_queries_name_indexes

SAFE_SQLITE = (3, 51, 3)
_PRAGMAS = (
    "synchronous=FULL",
    "recursive_triggers=ON",
    "secure_delete=ON",
)
_LOG_INDEX_BYTES = 32 * 1024
_SWITCH_SECONDS = 0.005
_POOL_SIZE = 8
_POOL_OVERFLOW = 32
# Any constant will do, so long as every server process of this program uses the same.
_WRITERS_LOCK = 0x756E6465


def refuse_unsafe_sqlite(version: str) -> None:
    """Raise UnsafeSqliteError where this SQLite carries the WAL-reset fault (before 3.51.3)."""
    if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
        raise UnsafeSqliteError(
            f"SQLite {version} can corrupt the records; 3.51.3 or later is needed"
        )


def embedded_path(url: str) -> Path:
    """Return the file that an embedded address (sqlite...:///PATH) names."""
    return Path(url.split("///", 1)[1])


def embedded_file(
    url: str, cipher: Cipher, busy_seconds: float, *, foreign_keys: bool = True
) -> EmbeddedFile:
    """Return the SQLCipher file at an address; nothing is opened yet.

    Raises UnsafeSqliteError where the SQLite inside can corrupt the file.
    """
    refuse_unsafe_sqlite(dbapi2.sqlite_version)
    opened = partial(_open, cipher=cipher, busy_seconds=busy_seconds, foreign_keys=foreign_keys)
    return EmbeddedFile(embedded_path(url), opened, partial(opened, asks=False))


def embedded_engine(file: EmbeddedFile, busy_seconds: float) -> Engine:
    """Return an engine on the SQLCipher file; a writer waits `busy_seconds` for another."""
    # The "sqlite" dialect with our own connections: SQLAlchemy's pysqlcipher dialect would run a
    # passphrase through 256,000 rounds on each connection (75 ms against 0.2 ms for a raw key).
    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=file.connect,
        poolclass=QueuePool,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=busy_seconds,
        hide_parameters=True,
    )
    let_queries_name_indexes(engine)
    event.listen(engine, "begin", _begin_embedded)
    return engine


def server_engine(url: str, busy_seconds: float) -> Engine:
    """Return an engine on a PostgreSQL server; a writer waits `busy_seconds` for another.

    Raises RecordsUnreachableError where `url` is not an address.
    """
    try:
        address = make_url(re.sub(r"^postgres(ql)?(\+\w+)?://", "postgresql+psycopg://", url))
    except (ArgumentError, ValueError):
        # Without its cause: that repeats the address, which holds a password.
        raise RecordsUnreachableError("the address of the database cannot be read") from None
    engine = create_engine(
        address,
        pool_pre_ping=True,
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=busy_seconds,
        hide_parameters=True,
        connect_args={"options": f"-c lock_timeout={int(busy_seconds * 1000)}"},
    )
    event.listen(engine, "begin", _begin_on_server)
    return engine


def _open(
    path: Path, cipher: Cipher, busy_seconds: float, *, foreign_keys: bool, asks: bool = True
) -> DBAPIConnection:
    # "rw": a file that is gone is not made anew.
    connection = dbapi2.connect(
        f"{path.as_uri()}?mode=rw",
        timeout=busy_seconds,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    try:
        # SQLCipher writes its own complaints on standard error unless told not to.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key = \"x'{cipher.file_key}'\"")
        if asks or not _is_written_ahead(connection, path):
            _write_ahead(connection, busy_seconds)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(f"PRAGMA foreign_keys={int(foreign_keys)}")
        teach_letters(connection)
    except dbapi2.Error as fault:
        connection.close()
        # Opening on a full disk fails for want of room for the log's index, and SQLite gives that
        # no name of its own.
        if (
            fault.sqlite_errorname == "SQLITE_IOERR"
            and shutil.disk_usage(path.parent).free < _LOG_INDEX_BYTES
        ):
            raise RecordsFullError("the disk is full") from fault
        raise
    return cast("DBAPIConnection", connection)


def _is_written_ahead(connection: dbapi2.Connection, path: Path) -> bool:
    # The switch reads all that the tables are, most of what it takes to open a connection; this
    # reads one page, for which SQLite opens the log where the file has one.
    connection.execute("PRAGMA schema_version").fetchone()
    return Path(os.path.realpath(path) + LOG).exists()


def _write_ahead(connection: dbapi2.Connection, busy_seconds: float) -> None:
    # SQLite does not wait for this one switch, so two processes that both start on a new file
    # would meet "database is locked".
    deadline = time.monotonic() + busy_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except dbapi2.OperationalError as fault:
            if fault.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(_SWITCH_SECONDS)
        else:
            return


def _reads_only(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("reading", False))


def _begin_embedded(connection: Connection) -> None:
    # A plain BEGIN takes the write lock at the first write, and then fails instead of waiting
    # where another writer came between.
    connection.exec_driver_sql("BEGIN" if _reads_only(connection) else "BEGIN IMMEDIATE")


def _begin_on_server(connection: Connection) -> None:
    # One writer at a time, as on the embedded file, so that the same code is right on both.
    if not _reads_only(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
