import json
import math
import re
import stat
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from sqlalchemy import CheckConstraint, Column, Table, insert
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel, select

from storage import audits, unsigned
from storage.audits import Drawn
from storage.codes import make_code
from storage.encryption import SEALED, seal_row
from storage.errors import FolderNotEmptyError, WrongKeyError
from storage.export import EXPORTED, PAGE, export, json_line
from storage.session import Store
from storage.tables import (
    TABLES,
    Action,
    Addendum,
    AuditEvent,
    Child,
    Claim,
    ClaimStrike,
    Draft,
    Line,
    OutboxMessage,
    Person,
    ProcessShare,
    Record,
    Seen,
    SetAside,
    Step,
    Submission,
)
from storage.web_sessions import start
from tests.examples import examples
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.rewriting import rewriting

Kind = TypeVar("Kind", bound=SQLModel)

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
DAY = date(2026, 10, 5)


def a_draft(session: Session, person: Person) -> Draft:
    draft = Draft(
        kind="guide", guide="quick-reflection", version=1, person_id=person.id, opened_at=NOW
    )
    return stored(session, draft)


def a_step(
    session: Session,
    draft: Draft,
    number: int,
    value: object,
    *,
    free: bool,
    kind: str = "answered",
) -> Step:
    step = Step(
        draft_id=draft.id,
        number=number,
        kind=kind,
        value=json.dumps(value),
        sealed=free,
        author_id=draft.person_id,
        at=NOW,
    )
    return stored(session, step)


def a_record(session: Session, draft: Draft, visibility: str) -> Submission:
    person = session.get_one(Person, draft.person_id)
    record = Record(
        draft_id=draft.id,
        kind="reflection",
        visibility=visibility,
        writer_id=person.id,
        team_id=person.team_id,
        held_on=DAY,
        guide=draft.guide,
        version=1,
    )
    stored(session, record)
    return stored(session, Submission(record_id=record.id, number=1, submitted_at=NOW))


def stored(session: Session, row: Kind) -> Kind:
    table = str(row.__tablename__)
    sealed = seal_row(session, table, row.model_dump())
    session.add(type(row)(**sealed))
    session.flush()
    return row


def read(folder: Path, noun: str) -> list[dict[str, Any]]:
    lines = (folder / f"{noun}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def some_of_each(store: Store) -> None:
    with store.writing() as session:
        amara = a_person(session, fte=0.8)
        child = Child(ref="CH-1", status="CIN", forename="Zoë", birth_date="2019-02-28")
        stored(session, child)
        an_involvement(session, child, amara)
        draft = a_draft(session, amara)
        a_step(session, draft, 1, "She said: \u0000\u202e👧\u202c \ud83d", free=True)
        a_step(session, draft, 2, {"rating": 7}, free=False)
        sent = a_record(session, draft, "kept")
        stored(session, Line(submission_id=sent.id, became="something changed", text="She moved."))
        stored(session, Seen(channel="web", update_key="a/b", said="hello", seen_at=NOW))
        message = OutboxMessage(
            person_id=amara.id,
            channel="web",
            address="1",
            body="{}",
            made_at=NOW,
            not_before=NOW,
            batch="b",
        )
        stored(session, message)
        aside = SetAside(
            channel="web", update_key="k", payload="what came", error="KeyError", made_at=NOW
        )
        stored(session, aside)


def test_every_table_is_a_file_and_every_line_fits_its_schema(store: Store, tmp_path: Path) -> None:
    some_of_each(store)
    folder = tmp_path / "out"
    counts = export(store, folder, NOW)
    schema = json.loads((folder / "schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    for model in EXPORTED:
        noun = str(model.__tablename__)
        lines = read(folder, noun)
        fits = Draft202012Validator({**schema, "$ref": f"#/$defs/{noun}"})
        assert counts[noun] == len(lines)
        for line in lines:
            fits.validate(line)
    assert {path.name for path in folder.iterdir()} == {
        "schema.json",
        *(f"{model.__tablename__}.jsonl" for model in EXPORTED),
    }


def test_no_row_says_how_much_of_one_record_or_text_is_about_process(
    store: Store, tmp_path: Path
) -> None:
    found = {"of": "0f", "reader": "made up", "found": [], "process_share": 0.4375}
    with store.writing() as session:
        draft = a_draft(session, a_person(session))
        a_step(session, draft, 1, found, free=True, kind="read")
        sent = a_record(session, draft, "child")
        stored(session, ProcessShare(submission_id=sent.id, reader="r", share=0.4375, sentences=9))
    folder = tmp_path / "out"
    export(store, folder, NOW)
    assert {model.__tablename__ for model in TABLES} - {m.__tablename__ for m in EXPORTED} == {
        "process_share",
        *("tally", "tally_by_team", "tally_left_out", "tally_month"),
        *("newest_change", "files_change"),
        *("waiting_part", "unfinished_draft", "list_choice", "shared_reflection"),
    }
    (step,) = read(folder, "step")
    assert step["value"] == {"of": "0f", "reader": "made up", "found": []}
    for path in folder.iterdir():
        assert "0.4375" not in path.read_text(encoding="utf-8")
        assert "process_share" not in path.read_text(encoding="utf-8")


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


def test_each_row_says_who_may_read_it(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        amara, child = a_person(session), a_child(session)
        expected = {}
        for visibility in ("child", "kept", "shared", "personal"):
            draft = a_draft(session, amara)
            a_step(session, draft, 1, "text", free=True)
            sent = a_record(session, draft, visibility)
            claim = Claim(
                submission_id=sent.id, indicator="why", sentence="S", reader="1", made_at=NOW
            )
            stored(session, claim)
            stored(session, ClaimStrike(claim_id=claim.id, struck_by=amara.id, struck_at=NOW))
            stored(session, Action(submission_id=sent.id, child_id=child.id, what="UpdateContext"))
            added = Addendum(
                record_id=sent.record_id, author_id=amara.id, text="Later.", added_at=NOW
            )
            stored(session, added)
            unsigned.close(session, draft.id, "sent by mistake", amara.id, NOW)
            drawn = Drawn(sent.record_id, seed=1, number=1, count=2, again=False)
            audits.note(session, draft.id, drawn, amara.id, NOW)
            expected[draft.id] = visibility
        unsent = a_draft(session, amara)
        a_step(session, unsent, 1, "not yet sent", free=True)
        expected[unsent.id] = "draft"
    folder = tmp_path / "out"
    export(store, folder, NOW)
    assert {row["id"]: row["visibility"] for row in read(folder, "draft")} == expected
    assert {row["draft_id"]: row["visibility"] for row in read(folder, "step")} == expected
    for noun in (
        "record",
        "submission",
        "claim",
        "claim_strike",
        "action",
        "addendum",
        "unsigned_closing",
        "audit_draw",
    ):
        found = sorted(row["visibility"] for row in read(folder, noun))
        assert found == ["child", "kept", "personal", "shared"], noun
    assert read(folder, "person")[0]["visibility"] == "register"


def test_what_is_said_of_a_meetings_list_is_for_its_two_people(
    store: Store, tmp_path: Path
) -> None:
    with store.writing() as session:
        draft = a_draft(session, a_person(session))
        sent = a_record(session, draft, "child")
        with rewriting(session):
            session.get_one(Record, sent.record_id).kind = "looked at"
        for number, kind in enumerate(("answered", "returned", "agreed"), 1):
            a_step(session, draft, number, "words", free=True, kind=kind)
    export(store, tmp_path / "out", NOW)
    found = {row["kind"]: row["visibility"] for row in read(tmp_path / "out", "step")}
    assert found == {"answered": "child", "returned": "personal", "agreed": "personal"}


def test_what_opens_a_door_is_not_exported(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        amara = a_person(session)
        make_code(session, amara.id, NOW)
        start(session, amara.id, NOW)
    export(store, tmp_path / "out", NOW)
    for noun in ("enrolment_code", "web_session"):
        assert len(read(tmp_path / "out", noun)) == 1
        assert not [name for name in read(tmp_path / "out", noun)[0] if "hash" in name]


def test_an_export_is_audited_and_its_files_are_private(
    embedded_store: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "out"
    export(embedded_store, folder, NOW)
    with embedded_store.reading() as session:
        assert session.exec(select(AuditEvent.deed)).all() == ["records exported"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_with_something_in_it_is_refused(embedded_store: Store, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(FolderNotEmptyError):
        export(embedded_store, tmp_path, NOW)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_what_was_written_before_a_fault_is_removed(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        a_child(session, forename="1.00000000.AAAA")
    with pytest.raises(WrongKeyError):
        export(store, tmp_path / "out", NOW)
    assert list((tmp_path / "out").iterdir()) == []


def test_a_long_table_goes_out_in_pages(store: Store, tmp_path: Path) -> None:
    with store.writing() as session:
        for _ in range(PAGE + 1):
            a_team(session)
    pages: list[int] = []
    counts = export(store, tmp_path / "out", NOW, pages.append)
    assert counts["team"] == PAGE + 1 == len(read(tmp_path / "out", "team"))
    assert pages[:2] == [PAGE, 1]


def test_every_column_said_to_be_encrypted_is_in_the_registry() -> None:
    for table, columns in SEALED.items():
        assert set(columns) <= set(SQLModel.metadata.tables[table].c.keys())
    for model in TABLES:
        words = re.sub(r"\s+", " ", model.__doc__ or "")
        assert ("encrypted" in words) == (str(model.__tablename__) in SEALED), model.__tablename__
