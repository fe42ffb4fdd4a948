"""Many rows of many tables at once: the demo's council is stored so."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from storage.sealed import SEALED, seal_row
from storage.tables import TABLES

Row = Mapping[str, Any]


def add_all(session: Session, rows: Mapping[str, Sequence[Row]]) -> None:
    """Add rows, by their table's name, with their free text encrypted; a step's value is JSON.

    The rows of one table name the same columns and stand in an order in which none comes before
    the one it refers to.
    """
    for table in TABLES:
        name = str(table.__tablename__)
        listed = rows.get(name)
        if listed:
            session.connection().execute(insert(table), list(_written(session, name, listed)))


def _written(session: Session, table: str, rows: Sequence[Row]) -> Iterator[Row]:
    if table not in SEALED:
        yield from rows
        return
    for row in rows:
        # Most steps hold no free text, and there are very many of them.
        as_text = {**row, "value": _json(row["value"])} if table == "step" else row
        yield seal_row(session, table, as_text) if as_text.get("sealed", True) else as_text


def _json(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
