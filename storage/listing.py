"""Lists as one parameter of a statement, however many are on them: ids, months, and numbers."""

import json
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Integer, String, column, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Listed(FunctionElement[str]):
    """The members of a JSON list, as the rows of a subquery."""

    name = "listed"
    inherit_cache = True


@compiles(_Listed)
def _rows(element: _Listed, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    listed = compiler.process(element.clauses, **kw)
    if compiler.dialect.name == "postgresql":
        return f"(SELECT jsonb_array_elements_text(CAST({listed} AS jsonb)))"
    return f"(SELECT value FROM json_each({listed}))"  # noqa: S608 - a parameter


class _NamedMonths(FunctionElement[Any]):
    """The members of a JSON list of months, each with its first and last day, as rows."""

    name = "named_months"
    inherit_cache = True


@compiles(_NamedMonths)
def _months(element: _NamedMonths, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    first, last = "value->>1", "value->>2"
    if compiler.dialect.name == "postgresql":
        first, last = f"CAST({first} AS date)", f"CAST({last} AS date)"
    columns = f"value->>0 AS month, {first} AS first, {last} AS last"
    return f"(SELECT {columns} FROM {_members(element, compiler, **kw)})"  # noqa: S608 - a parameter


class _Numbered(FunctionElement[Any]):
    """The members of a JSON list of names, each with a number, as rows."""

    name = "numbered"
    inherit_cache = True


@compiles(_Numbered)
def _numbers(element: _Numbered, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    columns = "value->>0 AS name, CAST(value->>1 AS integer) AS number"
    return f"(SELECT {columns} FROM {_members(element, compiler, **kw)})"  # noqa: S608 - a parameter


def _members(element: FunctionElement[Any], compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    """Return the members of a JSON list as rows, each in `value`."""
    listed = compiler.process(element.clauses, **kw)
    if compiler.dialect.name == "postgresql":
        return f"jsonb_array_elements(CAST({listed} AS jsonb))"
    return f"json_each({listed})"


def among(of: ColumnElement[str], ids: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a column is one of those on a JSON list."""
    return of.bool_op("IN")(_Listed(ids))


def named_months(days: ColumnElement[str]) -> CTE:
    """Return the rows (month, first, last) of a JSON list of these, in this order."""
    columns = (column("month", String), column("first", Date), column("last", Date))
    rows = _NamedMonths(days).table_valued(*columns, name="named_month")
    return select(rows.c.month, rows.c.first, rows.c.last).cte("calendar")


def numbered(names: ColumnElement[str]) -> CTE:
    """Return the rows (name, number) of a JSON list of these."""
    columns = (column("name", String), column("number", Integer))
    rows = _Numbered(names).table_valued(*columns, name="numbered_name")
    return select(rows.c.name, rows.c.number).cte("numbered").prefix_with("MATERIALIZED")


def one_of(of: Any, ids: Collection[str]) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Return the condition that a column is one of these: one parameter, however many they are."""
    return among(of, literal(listed(tuple(ids))))


@lru_cache(maxsize=64)
def listed(ids: tuple[str, ...]) -> str:
    """Return a JSON list of ids, as `among` reads it: of a council's teams it is asked often."""
    return json.dumps(ids)
