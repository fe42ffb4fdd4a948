"""Triggers that keep some tables append-only: a row there is neither changed nor removed.

Alembic's batch mode drops them without a word when it rebuilds a table, so they are made again and
looked for after every migration, and at every start.
"""

from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.engine import Connection

APPEND_ONLY = ("step", "audit_event")

_DEEDS = ("update", "delete")
_SERVER_DEEDS = (*_DEEDS, "truncate")


def make(connection: Connection) -> None:
    """Make every append-only trigger anew, in the transaction of `connection`."""
    embedded = connection.dialect.name == "sqlite"
    for statement in _embedded_statements() if embedded else _server_statements():
        connection.execute(text(statement))


def missing(connection: Connection) -> list[str]:
    """Return the names of the triggers that ought to be there, and on, but are not."""
    embedded = connection.dialect.name == "sqlite"
    question = (
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        if embedded
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    there = set(connection.execute(text(question)).scalars())
    deeds = _DEEDS if embedded else _SERVER_DEEDS
    wanted = [_name(table, deed) for table in APPEND_ONLY for deed in deeds]
    return [name for name in wanted if name not in there]


def _name(table: str, deed: str) -> str:
    return f"{table}_refuses_{deed}"


def _embedded_statements() -> Iterator[str]:
    for table in APPEND_ONLY:
        for deed in _DEEDS:
            name = _name(table, deed)
            refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
            yield f"DROP TRIGGER IF EXISTS {name}"
            yield f"CREATE TRIGGER {name} BEFORE {deed} ON {table} BEGIN {refuse}; END"


def _server_statements() -> Iterator[str]:
    # 23001 is restrict_violation: the same class of error as the embedded file's ABORT.
    refuse = "RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'"
    yield (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql "
        f"AS $$ BEGIN {refuse}; END $$"
    )
    for table in APPEND_ONLY:
        for deed, each in zip(_SERVER_DEEDS, ("ROW", "ROW", "STATEMENT"), strict=True):
            name = _name(table, deed)
            yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
            yield (
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
            )
