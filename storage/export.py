"""Everything the records hold, decrypted: JSON lines, a file a table, for the holder of the key.

Each row says who may read it in the program (`visibility`), since the files no longer do. What
share of a record or a text is about process is left out: nobody reads that of one person.
"""

import inspect
import json
import os
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Column, ColumnElement, Select, Table, and_, case, func, literal, select
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, col

from practice.access import Visibility
from practice.terms import RecordKind, StepKind
from storage import audit
from storage.encryption import open_row
from storage.errors import FolderNotEmptyError
from storage.session import Store
from storage.tables import (
    TABLES,
    Claim,
    FilesChange,
    ListChoice,
    NewestChange,
    Record,
    SharedReflection,
    Submission,
    Tally,
    TallyByTeam,
    TallyLeftOut,
    TallyMonth,
    UnfinishedDraft,
    WaitingPart,
    table_of,
)

PAGE = 500

VISIBILITIES: Mapping[str, str] = {
    Visibility.CHILD: (
        "writer, other person of the meeting, child's current practitioner, managers above"
    ),
    Visibility.PERSONAL: "writer and the other person of the meeting",
    Visibility.SHARED: "writer and the person it was shared with, while that one is here",
    Visibility.KEPT: "writer alone",
    "draft": "writer alone, until it is sent",
    "conversation": "the person it was said to or by",
    "register": "whoever runs the server; what people see of it, the program decides",
}

_FOR_TEAMS = "process_share"
"""A table, and a key in what was found in a text, that nobody reads row by row."""
_MADE_OF_RECORDS = (
    *(TallyMonth, Tally, TallyByTeam, TallyLeftOut, NewestChange, FilesChange),
    *(WaitingPart, UnfinishedDraft, ListChoice, SharedReflection),
)
"""They say nothing that the records do not, and some of it is for teams alone."""
EXPORTED = tuple(
    model for model in TABLES if model.__tablename__ != _FOR_TEAMS and model not in _MADE_OF_RECORDS
)

# They open a door, or did; and nobody needs them to read the records.
_LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "device_request": ("address",),
    "enrolment_code": ("code_hash",),
    "web_session": ("token_hash",),
}
_FIXED: Mapping[str, str] = {
    "agenda_item": Visibility.CHILD,
    "share_closing": Visibility.SHARED,
    "taken_in": Visibility.SHARED,
    "outbox_message": "conversation",
    "seen": "conversation",
    "set_aside": "conversation",
}
_JSON: Mapping[str, tuple[str, ...]] = {"step": ("value",)}
# JSON allows these raw inside a text, and many a reader of lines takes them for the line's end.
_LINE_ENDS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}
_TYPES: Mapping[type, Mapping[str, str]] = {
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    float: {"type": "number"},
    int: {"type": "integer"},
    str: {"type": "string"},
}


def export(
    store: Store, out: Path, now: datetime, tick: Callable[[int], None] | None = None
) -> dict[str, int]:
    """Write every table to `out` with `schema.json`; return how many rows each file holds.

    The audit says so first, in a transaction of its own: the reading, which may take minutes,
    holds up no writer. `tick` is told of every page. Raises FolderNotEmptyError, OSError, and as
    Store.reading does; what was written is then removed.
    """
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise FolderNotEmptyError("the folder is not empty")
    with store.writing() as session:
        audit.record(session, audit.EXPORTED, "export", None, actor=None, at=now)
    try:
        with store.reading() as session:
            counts = {str(t.name): _write(session, t, out, tick) for t in _tables()}
        with _private(out / "schema.json") as file:
            json.dump(schema(now), file, indent=2)
    except BaseException:
        for file_path in out.iterdir():
            file_path.unlink()
        raise
    return counts


def schema(now: datetime) -> dict[str, Any]:
    """Return the JSON Schema of the exported lines: a definition a file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Understory records",
        "description": f"Exported at {now.isoformat()}. Each line of NAME.jsonl is a $defs/NAME.",
        "$defs": {
            table.name: _definition(table, inspect.cleandoc(model.__doc__ or ""))
            for model, table in zip(EXPORTED, _tables(), strict=True)
        },
    }


def _tables() -> list[Table]:
    return [table_of(model) for model in EXPORTED]


def _columns(table: Table) -> list[Column[Any]]:
    left_out = _LEFT_OUT.get(table.name, ())
    return [column for column in table.columns if column.name not in left_out]


def _definition(table: Table, words: str) -> dict[str, Any]:
    properties = {column.name: _property(table.name, column) for column in _columns(table)}
    properties["visibility"] = {
        "oneOf": [{"const": kind, "description": readers} for kind, readers in VISIBILITIES.items()]
    }
    return {
        "description": words,
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _property(table: str, column: Column[Any]) -> dict[str, Any]:
    if column.name in _JSON.get(table, ()):
        return {"description": "the answer, of whatever kind its question has"}
    kind = column.type
    plain = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    known = _TYPES[plain.python_type]
    if column.nullable:
        return {**known, "type": [known["type"], "null"]}
    return dict(known)


def _write(session: Session, table: Table, out: Path, tick: Callable[[int], None] | None) -> int:
    query = (
        select(*_columns(table), *_visibility(table))
        .order_by(*table.primary_key.columns)
        .execution_options(yield_per=PAGE)
    )
    written = 0
    with (
        _private(out / f"{table.name}.jsonl") as file,
        session.connection().execute(query) as rows,
    ):
        for page in rows.mappings().partitions():
            for row in page:
                file.write(_line(session, table.name, dict(row)))
            written += len(page)
            if tick is not None:
                tick(len(page))
    return written


def _line(session: Session, table: str, row: dict[str, Any]) -> str:
    opened = open_row(session, table, row)
    for column in _JSON.get(table, ()):
        if opened[column] is not None:
            opened[column] = json.loads(opened[column])
    if table == "step" and opened["kind"] == StepKind.READ:
        opened["value"] = {k: v for k, v in opened["value"].items() if k != _FOR_TEAMS}
    return json_line(opened)


def json_line(row: Mapping[str, object]) -> str:
    """Return a row as one line of JSON, with nothing in it that a reader takes for its end."""
    written = json.dumps(row, ensure_ascii=False, allow_nan=False, default=_as_text)
    return written.translate(_LINE_ENDS) + "\n"


def _as_text(value: object) -> str:
    """Return what JSON has no kind for as text that loses nothing; raises TypeError otherwise."""
    # A datetime is a date too, and `date.isoformat` would drop its time of day.
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in an export")


def _private(path: Path) -> TextIO:
    # Half of a surrogate pair, which UTF-8 cannot hold, becomes JSON's own escape of it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace")


def _visibility(table: Table) -> list[ColumnElement[Any]]:
    if "visibility" in table.c:
        return []
    record = _record_of(table)
    if record is None:
        return [literal(_FIXED.get(table.name, "register")).label("visibility")]
    return [func.coalesce(record.correlate(table).scalar_subquery(), "draft").label("visibility")]


def _record_of(table: Table) -> Select[str] | None:
    """Return the visibility of the record a row of `table` belongs to, or None without one."""
    # Several records rest on a meeting's draft: the children looked at, all alike.
    found = select(func.min(col(Record.visibility)))
    sent_in = found.join(Submission, col(Submission.record_id) == Record.id)
    if table.name == "draft":
        return found.where(col(Record.draft_id) == table.c.id)
    if table.name in {"step", "share", "unsigned_closing", "audit_draw"}:
        seen = _of_step(table) if table.name == "step" else col(Record.visibility)
        return select(func.min(seen)).where(col(Record.draft_id) == table.c.draft_id)
    if table.name in {"submission", "addendum"}:
        return found.where(col(Record.id) == table.c.record_id)
    if table.name == "claim_strike":
        claimed = sent_in.join(Claim, col(Claim.submission_id) == Submission.id)
        return claimed.where(col(Claim.id) == table.c.claim_id)
    if "submission_id" in table.c:
        return sent_in.where(col(Submission.id) == table.c.submission_id)
    return None


def _of_step(table: Table) -> ColumnElement[str]:
    # What was said of the list of children looked at is on none of their records: it is for the two
    # people of the meeting (practice.access.may_read_of_list).
    of_list = and_(
        col(Record.kind) == RecordKind.LOOKED_AT,
        table.c.kind.in_((StepKind.AGREED, StepKind.RETURNED)),
    )
    return case((of_list, Visibility.PERSONAL), else_=col(Record.visibility))
