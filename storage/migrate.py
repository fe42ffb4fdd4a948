"""Bringing the records up to date at start: migrations, append-only triggers and the key's id."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from storage import grants, kept_triggers, lookups, stale_marks, triggers
from storage.embedded_file import refuse_gone
from storage.engines import embedded_engine, embedded_file, embedded_path
from storage.errors import (
    MigrationError,
    NotTheOwnerError,
    RecordsNewerError,
    RecordsOlderError,
    WrongKeyError,
)
from storage.outages import outages_explained
from storage.session import Store
from storage.tables import TABLES, SealingKey, table_of

VERSIONS = Path(__file__).parent / "migrations" / "versions"

_MAY_NOT = "42501"
"""PostgreSQL's insufficient_privilege."""

_log = logging.getLogger(__name__)


def bring_up_to_date(store: Store, versions: Sequence[Path] = (VERSIONS,)) -> None:
    """Make or migrate the records in one transaction; harmless when two processes do it at once.

    `versions` are the folders of migrations. Raises RecordsNewerError where a later version of
    this program was here before, RecordsOlderError where tables or columns are missing though no
    migration is, WrongKeyError for another key than before, MigrationError where
    a migration leaves something broken, NotTheOwnerError where the account in use may change no
    table and one must be changed, and as Store.writing does. The records are then as before.
    """
    with outages_explained(), _owner_needed(), _migrating(store) as connection:
        if _is_behind(connection, versions):
            from storage.alembic_runs import upgrade  # noqa: PLC0415 - slow to load, seldom needed

            kept_triggers.drop_all(connection)
            upgrade(connection, versions)
            triggers.make(connection)
            stale_marks.make(connection)
            lookups.make(connection)
            grants.give(connection)
            _refuse_broken_references(connection)
        else:
            _refuse_what_lacks(connection)
        _restore_triggers(connection)
        _refuse_another_key(connection, store.cipher.key_id)


def write_migration(store: Store, number: str, message: str) -> Path:
    """Write the next migration from what `store`, up to date, lacks, and return the new file."""
    from storage.alembic_runs import write  # noqa: PLC0415 - slow to load, seldom needed

    with _migrating(store) as connection:
        return write(connection, (VERSIONS,), number, message)


@contextmanager
def _migrating(store: Store) -> Iterator[Connection]:
    # Batch mode rebuilds a table by dropping the old one, which SQLite refuses, or answers by
    # deleting what refers to it, while foreign keys are on; and they can only be switched off
    # outside a transaction. So an embedded migration has a connection of its own.
    if not store.embedded:
        with store.engine.begin() as connection:
            yield connection
        return
    path = embedded_path(store.url)
    refuse_gone(path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    file = embedded_file(store.url, store.cipher, store.busy_seconds, foreign_keys=False)
    engine = embedded_engine(file, store.busy_seconds)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
        file.close()


@contextmanager
def _owner_needed() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlstate", None) != _MAY_NOT:
            raise
        raise NotTheOwnerError("only the owner of the tables may bring them up to date") from fault


def _is_behind(connection: Connection, versions: Sequence[Path]) -> bool:
    """Say whether a migration is to be made; a file's name begins with its revision.

    Most starts find nothing to do, and asking Alembic would take longer than all else they do here.
    """
    known = sorted(
        file.name.partition("_")[0] for folder in versions for file in folder.glob("[0-9]*_*.py")
    )
    current = None
    if inspect(connection).has_table("alembic_version"):
        current = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if current is not None and current not in known:
        raise RecordsNewerError(f"migration {current} is not known to this version")
    return current != known[-1]


_COLUMNS = {
    "sqlite": "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
    " WHERE t.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
}


def _refuse_what_lacks(connection: Connection) -> None:
    """Refuse records of a trial: until the first release, the first migration is written anew."""
    there = {tuple(row) for row in connection.exec_driver_sql(_COLUMNS[connection.dialect.name])}
    wanted = {(str(row.__tablename__), column.name) for row in TABLES for column in table_of(row).c}
    if lost := sorted(".".join(each) for each in wanted - there):
        raise RecordsOlderError(f"{', '.join(lost)} are not there")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    tables = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if tables:
        raise MigrationError(f"rows of {', '.join(sorted(tables))} refer to rows that are gone")


def _restore_triggers(connection: Connection) -> None:
    _restore_marks(connection)
    _restore_lookups(connection)
    lost = triggers.missing(connection)
    if not lost:
        return
    _log.warning("append-only triggers were missing and are made again: %s", ", ".join(lost))
    triggers.make(connection)
    if triggers.missing(connection):
        raise MigrationError("the append-only triggers could not be made")


def _restore_marks(connection: Connection) -> None:
    lost = stale_marks.missing(connection)
    if not lost:
        return
    _log.warning("triggers that mark tallies were missing: %s", ", ".join(lost))
    stale_marks.make(connection)
    if stale_marks.missing(connection):
        raise MigrationError("the triggers that mark tallies could not be made")


def _restore_lookups(connection: Connection) -> None:
    lost = lookups.missing(connection)
    if not lost:
        return
    _log.warning("triggers that keep what waits were missing: %s", ", ".join(lost))
    lookups.make(connection)
    if lookups.missing(connection):
        raise MigrationError("the triggers that keep what waits could not be made")


def _refuse_another_key(connection: Connection, key_id: str) -> None:
    known = connection.execute(select(SealingKey.id)).scalars().all()
    if not known:
        connection.execute(insert(SealingKey).values(id=key_id))
    elif key_id not in known:
        raise WrongKeyError("the records were sealed with another key")
