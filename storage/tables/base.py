"""What every table shares. Foreign keys only, no Relationship: rows are asked for, never walked."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CheckConstraint, Index, Table, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Field, SQLModel

from storage.ids import new_id

# Every constraint has a name, the same on both databases: a migration can only change what it can
# name, and SQLite's batch mode loses a constraint without one.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def row_id() -> str:
    """Return the primary-key field of a table: an identifier made by the application."""
    field: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    return field


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """Return the check that keeps `column` to `values`; a plain string is easier to migrate."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def partial_index(name: str, *columns: str, where: str) -> Index:
    """Return an index of the rows that meet a condition alone: it grows with no others.

    A query is served by it where it states the condition in the same words.
    """
    return Index(name, *columns, sqlite_where=text(where), postgresql_where=text(where))


def insert_once(model: type[SQLModel]) -> dict[str, ReturningInsert[Any]]:
    """Return, by dialect, the insert that returns the new row's key, or nothing if it is there."""
    return _InsertOnce(table_of(model))


class _InsertOnce(dict[str, ReturningInsert[Any]]):
    """One statement, made for a dialect when it is first asked for and kept."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, dialect: str) -> ReturningInsert[Any]:
        insert = insert_of(dialect)
        key = self._table.primary_key
        made = insert(self._table).on_conflict_do_nothing().returning(*key)
        return self.setdefault(dialect, made)


def insert_of(dialect: str) -> Any:  # noqa: ANN401 - each dialect has a class of its own
    """Return the `insert` of a dialect, which alone is loaded: PostgreSQL's is large."""
    if dialect == "sqlite":
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - only where it is the database

    return postgresql.insert


def table_of(model: type[SQLModel]) -> Table:
    """Return the Core table behind a model, for statements that read rows and make no objects."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
