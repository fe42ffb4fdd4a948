"""Words that people wrote, compared in a statement whatever capitals they have: "É" is "é" too."""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlcipher3 import dbapi2

_LOWERED = "lowered"


class _Lowered(FunctionElement[str]):
    """A text in small letters. SQLite's own lower() knows the letters of English alone."""

    type = String()
    name = _LOWERED
    inherit_cache = True


@compiles(_Lowered)
def _call(element: _Lowered, compiler: SQLCompiler, **kw: Any) -> str:  # noqa: ANN401
    name = "lower" if compiler.dialect.name == "postgresql" else _LOWERED
    return f"{name}({compiler.process(element.clauses, **kw)})"


def lowered(words: ColumnElement[Any]) -> ColumnElement[str]:
    """Return words in small letters, as they are compared with others."""
    return _Lowered(words)


def teach_letters(connection: dbapi2.Connection) -> None:
    """Let a connection to the embedded file know the small letters of every alphabet."""
    connection.create_function(_LOWERED, 1, _small, deterministic=True)


def _small(words: str | None) -> str | None:
    return words.lower() if words is not None else None
