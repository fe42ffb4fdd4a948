"""Triggers that bring what was made of the records up to date in the transaction that changes it.

Left to the database, so that no way of writing can forget it. Each is one body of statements that
both databases understand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.engine import Connection


@dataclass(frozen=True)
class Trigger:
    """What is done after a deed to a row of a table, where `when` holds; `does` is in its name."""

    table: str
    deed: str
    body: str
    when: str = ""
    does: str = "marks"

    @property
    def name(self) -> str:
        """What the database calls it."""
        return f"{self.table}_{self.does}_{self.deed}"


def make(connection: Connection, triggers: Sequence[Trigger]) -> None:
    """Make triggers anew, in the transaction of `connection`."""
    made = _embedded_statements if connection.dialect.name == "sqlite" else _server_statements
    for one in triggers:
        for statement in made(one):
            connection.execute(text(statement))


def drop_all(connection: Connection) -> None:
    """Drop every such trigger of an embedded file: a table that one names is not rebuilt there.

    They are made again after a migration, with what they keep.
    """
    if connection.dialect.name != "sqlite":
        return
    for (name,) in connection.execute(text(_NAMES)).all():
        connection.execute(text(f"DROP TRIGGER {name}"))


def missing(connection: Connection, triggers: Sequence[Trigger]) -> list[str]:
    """Return the names of those that ought to be there, on and as we make them, but are not."""
    embedded = connection.dialect.name == "sqlite"
    found = connection.execute(text(_EMBEDDED if embedded else _SERVER))
    there: Mapping[str, str] = {name: body for name, body in found}  # noqa: C416
    made = _embedded if embedded else _body
    return [one.name for one in triggers if there.get(one.name) != made(one)]


_NAMES = """
    SELECT name FROM sqlite_schema
    WHERE type = 'trigger'
    AND (name GLOB '*_marks_*' OR name GLOB '*_waits_*' OR name GLOB '*_shows_*')
"""
_EMBEDDED = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
_SERVER = """
    SELECT tgname, prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
"""


def _embedded_statements(one: Trigger) -> Iterator[str]:
    yield f"DROP TRIGGER IF EXISTS {one.name}"
    yield _embedded(one)


def _server_statements(one: Trigger) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${_body(one)}$$"
    )
    yield f"DROP TRIGGER IF EXISTS {one.name} ON {one.table}"
    when = f"WHEN ({one.when}) " if one.when else ""
    yield (
        f"CREATE TRIGGER {one.name} AFTER {one.deed} ON {one.table}"
        f" FOR EACH ROW {when}EXECUTE FUNCTION {one.name}()"
    )


def _embedded(one: Trigger) -> str:
    when = f"WHEN {one.when} " if one.when else ""
    return f"CREATE TRIGGER {one.name} AFTER {one.deed} ON {one.table} {when}BEGIN {one.body} END"


def _body(one: Trigger) -> str:
    return f" BEGIN {one.body} RETURN NULL; END "
