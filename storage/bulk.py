"""Many rows of many tables, gathered and inserted at once: a sending, or the demo's council."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, SQLModel

from storage import audit, drafts
from storage.encryption import SEALED, seal_row
from storage.ids import new_id
from storage.tables import TABLES, AuditEvent, Step

Row = Mapping[str, Any]
AT_ONCE = 5_000
"""The rows of a table that are written out at a time: of all at once each would be there thrice."""


@dataclass
class Batch:
    """Rows by table. Whatever is added later happened later, for ids sort as they are made."""

    tables: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: str, **row: Any) -> str:  # noqa: ANN401 - a column holds anything
        """Add a row with a new id and return the id."""
        row_id = new_id()
        self.tables[table].append({"id": row_id, **row})
        return row_id

    def put(self, row: SQLModel) -> None:
        """Add a row that has its id."""
        self.tables[str(row.__tablename__)].append(row.model_dump())

    def audit(self, deed: str, noun: str, noun_id: str, actor_id: str, at: datetime) -> None:
        """Add what the audit says of a deed."""
        self.add("audit_event", at=at, actor_id=actor_id, deed=deed, noun=noun, noun_id=noun_id)


def add_all(session: Session, rows: Mapping[str, Sequence[Row]]) -> None:
    """Add rows, by their table's name, with their free text encrypted; a step's value is JSON.

    The rows of one table name the same columns and stand in an order in which none comes before
    the one it refers to.
    """
    for table in TABLES:
        name = str(table.__tablename__)
        listed = rows.get(name)
        if listed and table is AuditEvent:
            audit.record_all(session, listed)
        elif listed:
            for first in range(0, len(listed), AT_ONCE):
                page = list(_written(session, name, listed[first : first + AT_ONCE]))
                session.connection().execute(insert(table), page)
            if table is Step:
                drafts.note_added(session, sorted(listed, key=lambda step: int(step["number"])))


def _written(session: Session, table: str, rows: Sequence[Row]) -> Iterator[Row]:
    if table not in SEALED:
        yield from rows
        return
    for row in rows:
        if table == "step" and row["value"] is not None:
            row = {**row, "value": json.dumps(row["value"], ensure_ascii=False)}
        # Most steps hold no free text, and there are very many of them.
        yield seal_row(session, table, row) if row.get("sealed", True) else row
