"""An export: a file for each table, private, whole or none, and without what opens a door."""

import json
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlmodel import select

from storage.codes import make_code
from storage.errors import FolderNotEmptyError, WrongKeyError
from storage.export import EXPORTED, PAGE, export
from storage.session import Store
from storage.tables import TABLES, AuditEvent, ProcessShare
from storage.web_sessions import start
from tests.factories import a_child, a_person, a_team
from tests.storage.exported import NOW, a_draft, a_record, a_step, read, some_of_each, stored


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
