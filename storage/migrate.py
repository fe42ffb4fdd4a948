"""Bringing the records up to date at start: migrations, append-only triggers and the key's id."""

import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import insert
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from storage import grants, triggers
from storage.embedded_file import refuse_gone
from storage.engines import embedded_engine, embedded_file, embedded_path
from storage.errors import MigrationError, NotTheOwnerError, RecordsNewerError, WrongKeyError
from storage.outages import outages_explained
from storage.session import Store
from storage.tables import SealingKey

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"

_MAY_NOT = "42501"
"""PostgreSQL's insufficient_privilege."""

_log = logging.getLogger(__name__)


def bring_up_to_date(store: Store, versions: Sequence[Path] = (VERSIONS,)) -> None:
    """Make or migrate the records in one transaction; harmless when two processes do it at once.

    `versions` are the folders of migrations. Raises RecordsNewerError where a later version of
    this program was here before, WrongKeyError for another key than before, MigrationError where
    a migration leaves something broken, NotTheOwnerError where the account in use may change no
    table and one must be changed, and as Store.writing does. The records are then as before.
    """
    with outages_explained(), _owner_needed(), _migrating(store) as connection:
        config = _config(connection, versions)
        if _is_behind(connection, ScriptDirectory.from_config(config)):
            command.upgrade(config, "head")
            triggers.make(connection)
            grants.give(connection)
            _refuse_broken_references(connection)
        _restore_triggers(connection)
        _refuse_another_key(connection, store.cipher.key_id)


def write_migration(store: Store, number: str, message: str) -> Path:
    """Write the next migration from what `store`, up to date, lacks, and return the new file."""
    with _migrating(store) as connection:
        config = _config(connection, (VERSIONS,))
        made = command.revision(config, message=message, autogenerate=True, rev_id=number)
    assert isinstance(made, Script)  # noqa: S101 - one message makes one file
    return Path(made.path)


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


def _config(connection: Connection, versions: Sequence[Path]) -> Config:
    config = Config()
    config.attributes["connection"] = connection
    folders = os.pathsep.join(str(folder) for folder in versions)
    for option, value in (
        ("script_location", str(MIGRATIONS)),
        ("version_locations", folders),
        ("path_separator", "os"),
        ("file_template", "%(rev)s_%(slug)s"),
    ):
        config.set_main_option(option, value.replace("%", "%%"))
    return config


@contextmanager
def _owner_needed() -> Iterator[None]:
    try:
        yield
    except DBAPIError as fault:
        if getattr(fault.orig, "sqlstate", None) != _MAY_NOT:
            raise
        raise NotTheOwnerError("only the owner of the tables may bring them up to date") from fault


def _is_behind(connection: Connection, script: ScriptDirectory) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {revision.revision for revision in script.walk_revisions()}
    if current is not None and current not in known:
        raise RecordsNewerError(f"migration {current} is not known to this version")
    return current != script.get_current_head()


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    tables = {row[0] for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
    if tables:
        raise MigrationError(f"rows of {', '.join(sorted(tables))} refer to rows that are gone")


def _restore_triggers(connection: Connection) -> None:
    lost = triggers.missing(connection)
    if not lost:
        return
    _log.warning("append-only triggers were missing and are made again: %s", ", ".join(lost))
    triggers.make(connection)
    if triggers.missing(connection):
        raise MigrationError("the append-only triggers could not be made")


def _refuse_another_key(connection: Connection, key_id: str) -> None:
    known = connection.execute(select(SealingKey.id)).scalars().all()
    if not known:
        connection.execute(insert(SealingKey).values(id=key_id))
    elif key_id not in known:
        raise WrongKeyError("the records were sealed with another key")
