"""Imports as batches: each is written down as it is stored, can be listed, and can be undone.

What a batch added is known by its rows' ids; of what it changed, the values before and after.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, func, insert, select
from sqlmodel import Session, col

from storage import audit
from storage.built_on import built_on
from storage.encryption import open_row, seal_row, unseal
from storage.errors import BatchInUseError, InTheWay, NoSuchBatchError
from storage.imported_notes import NOUN, built_on_notes, say
from storage.many_rows import chunks, refer, rows_where, update_many
from storage.tables import TABLES, ImportBatch, ImportedRow, ImportUndoing, table_of

Rows = Mapping[str, Mapping[str, Any]]

UNDONE = "import undone"
_NAMED = frozenset({"forename", "surname", "birth_date", "postcode"})
COMPARED: Mapping[str, frozenset[str]] = {
    "contact": _NAMED | {"received_on", "reason", "child_ref"},
    "child": _NAMED,
}
"""By what a contact is compared with a child, or another contact. Changed, it is asked anew."""
_ROWS = table_of(ImportedRow)


@dataclass(frozen=True)
class Stored:
    """What an import did to one table: the ids of new rows, and changed ones as they were."""

    noun: str
    added: Sequence[str]
    before: Rows

    @property
    def new(self) -> int:
        """How many rows are new. A corrected note is another row in the place of the one before."""
        return len(self.added) - (len(self.before) if self.noun == NOUN else 0)


@dataclass(frozen=True)
class BatchFacts:
    """A batch, the name of its file, and when it was undone if it was."""

    batch: ImportBatch
    file: str
    undone_at: datetime | None


def as_stored(session: Session, noun: str, ids: Iterable[str]) -> Rows:
    """Return rows of a table, decrypted, by id: as they are before an import changes them."""
    found = rows_where(session, _table(noun), "id", list(ids))
    return {row["id"]: open_row(session, noun, row) for row in found}


def keep(session: Session, kind: str, file: str, parts: Sequence[Stored], at: datetime) -> int:
    """Write down an import that was just stored, in its transaction, and return its number."""
    number = (session.scalar(select(func.max(col(ImportBatch.number)))) or 0) + 1
    batch = ImportBatch(
        number=number,
        kind=kind,
        file=file,
        imported_at=at,
        added=sum(part.new for part in parts),
        changed=sum(len(part.before) for part in parts),
    )
    session.add(ImportBatch(**seal_row(session, "import_batch", batch.model_dump())))
    session.flush()
    for part in parts:
        for some in chunks(list(_told(session, batch.id, part))):
            session.connection().execute(insert(_ROWS), some)
    return number


def _told(session: Session, batch_id: str, part: Stored) -> Iterator[dict[str, Any]]:
    of_batch = {"batch_id": batch_id, "noun": part.noun}
    for row_id in part.added:
        yield {**of_batch, "row_id": row_id, "changes": None, "compared": False}
    after = as_stored(session, part.noun, part.before)
    for row_id, was in part.before.items():
        changes = {c: [v, after[row_id][c]] for c, v in was.items() if after[row_id][c] != v}
        told = {**of_batch, "row_id": row_id, "changes": json.dumps(changes, default=_day)}
        compared = not COMPARED.get(part.noun, frozenset()).isdisjoint(changes)
        yield {**seal_row(session, "imported_row", told), "compared": compared}


def _day(value: object) -> dict[str, str]:
    assert isinstance(value, date)  # noqa: S101 - no column of a file holds anything else
    return {"day": value.isoformat()}


def _value(told: object) -> object:
    return date.fromisoformat(told["day"]) if isinstance(told, dict) else told


def listed(session: Session) -> list[BatchFacts]:
    """Return every batch, the newest first."""
    query = (
        select(ImportBatch, col(ImportUndoing.undone_at))
        .outerjoin(ImportUndoing, col(ImportUndoing.batch_id) == col(ImportBatch.id))
        .order_by(col(ImportBatch.number).desc())
    )
    return [
        BatchFacts(batch, unseal(session, batch.file, "import_batch", batch.id, "file"), undone_at)
        for batch, undone_at in session.execute(query)
    ]


def undo(session: Session, number: int, at: datetime) -> ImportBatch:
    """Take back what a batch added, restore what it changed, and return it.

    Raises what `refuse` raises.
    """
    batch, parts = _to_undo(session, number)
    for part in reversed(parts):
        if part.noun == NOUN:
            say(session, part.added, standing=False, at=at)
            say(session, part.changes, standing=True, at=at)
        else:
            _take_back(session, part)
    session.add(ImportUndoing(batch_id=batch.id, undone_at=at))
    audit.record(session, UNDONE, "import_batch", batch.id, actor=None, at=at)
    return batch


def refuse(session: Session, number: int) -> None:
    """Raise what keeps a batch from being taken back, if anything does.

    NoSuchBatchError for a number of none, or of one undone before, and BatchInUseError, which says
    what, where something was built on it since.
    """
    _to_undo(session, number)


def _to_undo(session: Session, number: int) -> "tuple[ImportBatch, list[_Part]]":
    batch = session.scalar(select(ImportBatch).where(col(ImportBatch.number) == number))
    if batch is None or _is_undone(session, batch.id):
        raise NoSuchBatchError("there is no such import, or it was undone before")
    parts = list(_parts(session, batch.id))
    in_the_way = [*_later(session, batch), *_changed_since(session, parts)]
    in_the_way += _gone(session, parts)
    rows = {part.noun: part.added for part in parts if part.added and part.noun != NOUN}
    in_the_way += built_on(session, rows, batch.id)
    notes = [one for part in parts if part.noun == NOUN for one in part.added]
    in_the_way += built_on_notes(session, notes)
    if in_the_way:
        raise BatchInUseError(in_the_way)
    return batch, parts


def _is_undone(session: Session, batch_id: str) -> bool:
    query = select(col(ImportUndoing.id)).where(col(ImportUndoing.batch_id) == batch_id)
    return session.scalar(query) is not None


@dataclass(frozen=True)
class _Part:
    """The rows of one table in a batch; `changes` are [before, after] by column, by row."""

    noun: str
    added: Sequence[str]
    changes: Mapping[str, Mapping[str, list[Any]]]


def _parts(session: Session, batch_id: str) -> Iterator[_Part]:
    query = select(_ROWS).where(_ROWS.c.batch_id == batch_id).order_by(_ROWS.c.row_id)
    rows = [dict(row) for row in session.connection().execute(query).mappings()]
    for noun in (str(model.__tablename__) for model in TABLES):
        of_noun = [row for row in rows if row["noun"] == noun]
        changed = {
            row["row_id"]: {
                name: [_value(one) for one in both]
                for name, both in json.loads(
                    open_row(session, "imported_row", row)["changes"]
                ).items()
            }
            for row in of_noun
            if row["changes"] is not None
        }
        if of_noun:
            yield _Part(noun, [r["row_id"] for r in of_noun if r["changes"] is None], changed)


def _later(session: Session, batch: ImportBatch) -> Iterator[InTheWay]:
    """Yield the later batches that stand and have a row in common with this one."""
    these = select(_ROWS.c.row_id).where(_ROWS.c.batch_id == batch.id)
    query = (
        select(ImportBatch)
        .join(_ROWS, _ROWS.c.batch_id == col(ImportBatch.id))
        .where(col(ImportBatch.number) > batch.number, _ROWS.c.row_id.in_(these))
        .where(col(ImportBatch.id).not_in(select(col(ImportUndoing.batch_id))))
        .order_by(col(ImportBatch.number))
        .distinct()
    )
    for other in session.scalars(query):
        yield InTheWay("later", other.kind, other.number)


def _changed_since(session: Session, parts: Iterable[_Part]) -> Iterator[InTheWay]:
    for part in parts:
        now = as_stored(session, part.noun, part.changes)
        others = [
            row_id
            for row_id, changes in part.changes.items()
            if any(now.get(row_id, {}).get(name) != after for name, (_, after) in changes.items())
        ]
        if others:
            yield InTheWay("changed", part.noun, len(others))


def _gone(session: Session, parts: Iterable[_Part]) -> Iterator[InTheWay]:
    """Yield what changed rows referred to before, that was taken away since."""
    for part in parts:
        for column in _table(part.noun).columns:
            for key in column.foreign_keys:
                changes = [c[column.name] for c in part.changes.values() if column.name in c]
                needed = {was for was, _ in changes if was is not None}
                there = rows_where(session, key.column.table, "id", needed)
                missing = needed - {row["id"] for row in there}
                if missing:
                    yield InTheWay("gone", key.column.table.name, len(missing))


def _take_back(session: Session, part: _Part) -> None:
    table = _table(part.noun)
    restored = {
        row_id: seal_row(
            session, part.noun, {"id": row_id, **{name: was for name, (was, _) in changes.items()}}
        )
        for row_id, changes in part.changes.items()
    }
    update_many(session, table, restored)
    for column in table.columns:
        if any(key.column.table is table for key in column.foreign_keys):
            refer(session, table, column.name, dict.fromkeys(part.added))
    for some in chunks(part.added, 500):
        session.connection().execute(delete(table).where(table.c.id.in_(some)))


def _table(noun: str) -> Table:
    return next(table_of(model) for model in TABLES if model.__tablename__ == noun)
