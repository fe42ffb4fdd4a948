"""Many rows of one table at once: looked up, inserted, changed. Core statements, for speed."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

Tick = Callable[[int], None]

CHUNK = 2000
_AT_ONCE = 500
"""So many values stand in one question: SQLite takes no more than 32766, and PostgreSQL 65535."""


def unwatched(_rows: int) -> None:
    """Let the rows pass: nobody watches."""


def ids_by(session: Session, table: Table, column: str) -> dict[Any, str]:
    """Return the id of every row, by what stands in a column that names one row each."""
    rows = session.connection().execute(select(table.c[column], table.c.id))
    return {row[0]: row[1] for row in rows}


def rows_where(
    session: Session, table: Table, column: str, values: Collection[Any]
) -> Iterator[dict[str, Any]]:
    """Yield the rows, as stored, that hold one of `values` in a column."""
    for some in chunks(list(values), _AT_ONCE):
        query = select(table).where(table.c[column].in_(some))
        yield from map(dict, session.connection().execute(query).mappings())


def chunks(rows: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """Yield `rows`, so many at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def insert_many(
    session: Session, table: Table, rows: Sequence[Mapping[str, Any]], tick: Tick = unwatched
) -> list[str]:
    """Insert rows that name the same columns, and return their ids in order."""
    for chunk in chunks(rows):
        session.connection().execute(insert(table), chunk)
        tick(len(chunk))
    return [row["id"] for row in rows]


def update_many(session: Session, table: Table, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Change rows, by id, each in the columns it names."""
    alike: dict[frozenset[str], list[dict[str, Any]]] = defaultdict(list)
    for key, row in rows.items():
        columns = frozenset(row) - {"id"}
        if columns:
            alike[columns].append({"row_id": key} | {f"new_{c}": row[c] for c in columns})
    for columns, parameters in alike.items():
        statement = (
            update(table)
            .where(table.c.id == bindparam("row_id"))
            .values({c: bindparam(f"new_{c}") for c in sorted(columns)})
        )
        session.connection().execute(statement, parameters)


def refer(session: Session, table: Table, column: str, to: Mapping[str, str | None]) -> None:
    """Set what rows, by id, refer to in a column."""
    update_many(session, table, {key: {column: other} for key, other in to.items()})
