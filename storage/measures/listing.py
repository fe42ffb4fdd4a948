"""A list of ids as one parameter of a statement, however many there are."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, String, literal
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


def among(column: ColumnElement[str], ids: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a column is one of `ids`."""
    listed = _Listed(literal(json.dumps(sorted(ids)), String))
    return column.bool_op("IN")(listed)
