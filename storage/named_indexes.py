"""Queries that name the index they walk, where SQLite cannot know which of several holds little."""

from typing import Any, TypeVar

from sqlalchemy import Engine, FromClause, Select
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from typing_extensions import override

S = TypeVar("S", bound="Select[*tuple[Any, ...]]")


class _Compiler(SQLiteCompiler):
    @override
    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:
        return text


def let_queries_name_indexes(engine: Engine) -> None:
    """Let the queries of an engine on SQLite say which index they walk; SQLAlchemy leaves it out.

    SQLite refuses a query that names an index which cannot serve it. PostgreSQL, which counts what
    an index holds, is told nothing.
    """
    engine.dialect.statement_compiler = _Compiler


def walking(query: S, table: FromClause, index: str) -> S:
    """Return a query that walks an index of a table on SQLite."""
    return query.with_hint(table, f"INDEXED BY {index}", "sqlite")


def reading_all(query: S, table: FromClause) -> S:
    """Return a query that reads a table from end to end on SQLite: each page is opened once.

    Where an index leads to most rows of a large table, each is looked up on a page of its own.
    """
    return query.with_hint(table, "NOT INDEXED", "sqlite")
