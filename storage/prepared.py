"""Statements that every update or page carries out: written once, and run by the driver itself.

SQLAlchemy writes them, and knows how each value is stored; what it does around carrying one out
again costs three times the statement. On PostgreSQL they go through it as ever, where the way to
the server costs more (docs/decisions/0102-what-each-update-asks-goes-to-the-driver.md).
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

Values = Mapping[str, Any]
Row = Any
"""A tuple whose values have the names of the columns."""
_Convert = Callable[[Any], Any] | None
_MOST_IN_A_LIST = 8


class Prepared:
    """One statement, whose values are given by name: the same names each time.

    One with a list is another for each length of it: only short ones are kept, and go to the
    driver. It reads what is stored; where it `flushes`, what was added to the session is stored
    first, as before the session's own queries.
    """

    def __init__(self, statement: Executable, *, flushes: bool = False) -> None:
        self._statement, self._flushes = statement, flushes
        self._plans: dict[object, _Plan] = {}
        self._listed: tuple[str, ...] | None = None

    def all(self, session: Session, **values: Any) -> list[Row]:  # noqa: ANN401 - of any column
        """Return its rows; raises what the session does."""
        if self._flushes:
            session.flush()
        connection = session.connection()
        plan = self._plan(connection, values)
        if plan is None:
            return list(connection.execute(self._statement, values))
        return plan.rows(connection, values)

    def first(self, session: Session, **values: Any) -> Row | None:  # noqa: ANN401 - of any column
        """Return its first row, or None; raises what the session does."""
        found = self.all(session, **values)
        return found[0] if found else None

    def each(self, session: Session, several: Sequence[Values]) -> None:
        """Carry it out with each of several values, one at least; raises what the session does."""
        connection = session.connection()
        plan = self._plan(connection, several[0])
        if plan is None:
            connection.execute(self._statement, several)
        else:
            plan.repeat(connection, several)

    def _plan(self, connection: Connection, values: Values) -> "_Plan | None":
        """Return what the driver is given for these values; None where it is not given them."""
        dialect, listed = connection.dialect, self._listed
        if listed is None:
            # A name holds a list each time or never.
            listed = self._listed = tuple(
                name for name, value in values.items() if isinstance(value, list | tuple)
            )
        lengths = tuple([len(values[name]) for name in listed])
        if dialect.name != "sqlite" or not all(n <= _MOST_IN_A_LIST for n in lengths):
            return None
        # Every engine has a dialect of its own; what one writes is said by its compiler.
        key = (dialect.statement_compiler, lengths)
        known = self._plans.get(key)
        return known or self._plans.setdefault(key, _Plan(self._statement, dialect, values))


def _stored(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    """Return how the value of a type is stored; None where as it is."""
    if isinstance(kind, UTCDateTime):
        return _moment_stored
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: TypeEngine[Any], dialect: Dialect) -> _Convert:
    """Return how the value of a type is read; None where as it is."""
    if isinstance(kind, UTCDateTime):
        return _moment_read
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _moment_stored(moment: datetime | None) -> str | None:
    """Return a moment as SQLAlchemy stores it, which asks three objects for that."""
    if moment is None:
        return None
    if moment.utcoffset() is None:
        raise ValueError("a moment without its zone cannot be stored")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _moment_read(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(f"{stored}+00:00")


class _Plan:
    """What the driver needs: the text of a statement, in what order its values go, how it is read.

    Raises KeyError where a value of it is not given.
    """

    def __init__(self, statement: Executable, dialect: Dialect, values: Values) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=list(values))  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - it is no DDL
        written = compiled.construct_expanded_state(dict(values), escape_names=False)
        names, binds = written.positiontup or (), compiled.binds
        stored = {name: _stored(bind.type, dialect) for name, bind in binds.items()}
        stored.update(written.processors)
        self._sql = written.statement
        self._fixed = {
            name: written.parameters[name]
            for name in names
            if name not in values and not (name in binds and binds[name].required)
        }
        self._places = [(name, stored.get(name)) for name in names]
        self._lists = {
            name: expanded
            for name, expanded in written.parameter_expansion.items()
            if name in values
        }
        columns = compiled._result_columns
        reads = [_read(column.type, dialect) for column in columns]
        self._read = [(at, read) for at, read in enumerate(reads) if read is not None]
        names_read = [column.keyname for column in columns]
        row = namedtuple("Row", names_read, rename=True)  # type: ignore[misc]
        # Its _make would only count the values of each row again.
        self._row: Callable[[Sequence[Any]], Row] = partial(tuple.__new__, row)

    def rows(self, connection: Connection, values: Values) -> list[Row]:
        found = self._carried_out(connection, self._in_order(values), many=False)
        if not self._read:
            return [self._row(row) for row in found]
        return [self._row(self._as_read(row)) for row in found]

    def _as_read(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for at, read in self._read:
            values[at] = read(values[at])
        return values

    def repeat(self, connection: Connection, several: Sequence[Values]) -> None:
        self._carried_out(connection, [self._in_order(values) for values in several], many=True)

    def _in_order(self, values: Values) -> tuple[Any, ...]:
        known = {**self._fixed, **values}
        for name, expanded in self._lists.items():
            known.update(zip(expanded, values[name], strict=True))
        return tuple(
            [
                known[name] if stored is None else stored(known[name])
                for name, stored in self._places
            ]
        )

    def _carried_out(self, connection: Connection, given: Any, *, many: bool) -> list[Any]:  # noqa: ANN401 - as the driver takes it
        sql, cursor = self._sql, connection.connection.cursor()
        # Whoever listens to what an engine is asked hears these too.
        for hear in connection.dispatch.before_cursor_execute:
            sql, given = hear(connection, cursor, sql, given, None, many)
        try:
            if many:
                cursor.executemany(sql, given)
                return []
            cursor.execute(sql, given)
            return list(cursor.fetchall())
        except connection.dialect.loaded_dbapi.Error as fault:
            # Which says what it means, and whether the connection is lost.
            connection._handle_dbapi_exception(fault, sql, given, cursor, None)
            raise
