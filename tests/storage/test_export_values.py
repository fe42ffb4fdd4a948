"""Every value of every row of an export is on its line, decrypted and as it is."""

import json
import math
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import CheckConstraint, Column, Table, insert
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

from storage.encryption import seal_row
from storage.export import EXPORTED, export, json_line
from storage.session import Store
from tests.examples import examples
from tests.storage.exported import NOW, read, some_of_each

AWKWARD = 'Zoë 🏠 said:\u2028\u2029\x85 \x1c\x0b\u0000 "no" \\ \ufeff'


def a_value(column: Column[Any]) -> object:
    """Return a value that a column takes and that is easily changed on its way out."""
    for check in column.table.constraints:
        listed = str(check.sqltext) if isinstance(check, CheckConstraint) else ""
        if listed.startswith(f"{column.name} IN"):
            return listed.split("'")[1]
    kind = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return {
        bool: True,
        bytes: b"\x00\xff",
        date: date(2026, 2, 28),
        datetime: datetime(2026, 10, 25, 0, 59, 59, 123456, tzinfo=UTC),
        float: 0.1 + 0.2,
        int: 2**31 - 1,
        str: AWKWARD,
    }[kind.python_type]


def a_full_row(table: Table, rows: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a row with every column filled; `rows` hold what it names, by table."""
    row: dict[str, Any] = {"id": f"{table.name} é"} if "id" in table.c else {}
    for column in table.c:
        named = next(iter(column.foreign_keys), None)
        if named is not None:
            known = row if named.column.table is table else rows[named.column.table.name]
            row[column.name] = known[named.column.name]
        row.setdefault(column.name, a_value(column))
    return row


def one_of_each(session: Session) -> dict[str, dict[str, Any]]:
    """Store a full row of every table and return them by table."""
    rows: dict[str, dict[str, Any]] = {}
    for table in SQLModel.metadata.sorted_tables:
        row = rows[table.name] = a_full_row(table, rows)
        if table.name == "step":
            row["value"] = json.dumps([AWKWARD + "\ud83d", 0.1 + 0.2, 2**80, None, {"a": 1e-9}])
        session.connection().execute(insert(table).values(seal_row(session, table.name, row)))
    return rows


def as_stored(value: object, line: object) -> object:
    """Return what a line says of a value, as a value of that kind again."""
    if isinstance(value, datetime):
        return datetime.fromisoformat(str(line))
    if isinstance(value, date):
        return date.fromisoformat(str(line))
    return line


def test_every_value_of_every_table_is_on_its_line(embedded_store: Store, tmp_path: Path) -> None:
    with embedded_store.writing() as session:
        rows = one_of_each(session)
    export(embedded_store, tmp_path / "out", NOW)
    left_out = {
        ("device_request", "address"),
        ("enrolment_code", "code_hash"),
        ("web_session", "token_hash"),
    }
    for model in EXPORTED:
        noun = str(model.__tablename__)
        row = {name: v for name, v in rows[noun].items() if (noun, name) not in left_out}
        if noun == "step":
            row["value"] = json.loads(row["value"])
        lines = read(tmp_path / "out", noun)
        found = [{n: as_stored(v, line[n]) for n, v in row.items()} for line in lines[-2:]]
        assert row in found, noun


@given(st.datetimes(timezones=st.just(UTC)), st.text(), st.integers(), st.floats(allow_nan=False))
@settings(max_examples=examples(100))
def test_a_line_holds_whatever_a_row_does(
    moment: datetime, text: str, number: int, share: float
) -> None:
    row = {"at": moment, "on": moment.date(), "text": text, "number": number, "none": None}
    if math.isfinite(share):
        row["share"] = share
    line = json_line(row)
    assert line.splitlines() == [line.removesuffix("\n")]
    found = json.loads(line.encode(errors="backslashreplace"))
    assert {name: as_stored(value, found[name]) for name, value in row.items()} == row


def test_text_goes_out_decrypted(store: Store, tmp_path: Path) -> None:
    some_of_each(store)
    folder = tmp_path / "out"
    export(store, folder, NOW)
    child_line, seen, message_line = (
        read(folder, noun)[0] for noun in ("child", "seen", "outbox_message")
    )
    assert (child_line["birth_date"], child_line["forename"]) == ("2019-02-28", "Zoë")
    assert [step["value"] for step in read(folder, "step")] == [
        "She said: \u0000\u202e👧\u202c \ud83d",
        {"rating": 7},
    ]
    assert read(folder, "line")[0]["text"] == "She moved."
    assert (seen["said"], message_line["body"]) == ("hello", "{}")
    assert read(folder, "set_aside")[0]["payload"] == "what came"
    everything = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir())
    assert f"1.{store.cipher.key_id}." not in everything
