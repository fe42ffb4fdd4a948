import json
from itertools import product

import jsonschema
import pytest

from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence
from tests.bot.cli.test_audited import newest


@pytest.fixture
def council(here: Here) -> Here:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    return here


def test_an_export_writes_a_private_folder_and_says_how_much(council: Here) -> None:
    result = council.run("export", "--format", "jsonl", "--out", "out")
    out = council.folder / "out"
    assert (result.exit_code, result.stderr) == (0, "")
    assert "schema.json" in result.stdout
    assert len((out / "person.jsonl").read_text().splitlines()) == 2
    assert out.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_not_empty_is_left_as_it_is(council: Here) -> None:
    (council.folder / "out").mkdir()
    (council.folder / "out" / "mine.txt").write_text("mine")
    result = council.run("export", "--out", "out")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert [path.name for path in (council.folder / "out").iterdir()] == ["mine.txt"]


def test_a_file_is_not_a_folder_to_export_into(council: Here) -> None:
    result = council.run("export", "--out", council.file("taken", "x"))
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)


def test_the_summary_in_json_fits_the_schema_that_is_printed(council: Here) -> None:
    schema = json.loads(council.run("schema", "summary").stdout)
    written = council.run("summary", "--scope", "North", "--period", "2026-10", "--format", "json")
    document = json.loads(written.stdout)
    jsonschema.validate(document, schema)
    assert (document["scope"], document["period"]) == ("North", "2026-10")


def test_the_summary_is_written_to_a_file_or_to_the_screen(council: Here) -> None:
    words = ("summary", "--scope", "North", "--period", "2026-10")
    assert "North" in council.run(*words).stdout
    result = council.run(*words, "--format", "html", "--out", "north.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "<html" in (council.folder / "north.html").read_text()


def test_a_summary_in_a_file_is_private(council: Here) -> None:
    words = ("summary", "--scope", "North", "--period", "2026-10", "--out", "north.txt")
    assert council.run(*words).exit_code == 0
    assert (council.folder / "north.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("--scope", "Nowhere"),
        ("--scope", "North", "--period", "October"),
        ("--scope", "North", "--period", "2026-13"),
        ("--scope", "North", "--period", "0001-01"),
        ("--scope", "North", "--format", "pdf"),
        ("--scope", "North", "--format", "xlsx", "--audience", "inside"),
        ("--scope", "North", "--format", "papyrus"),
        ("--scope", "North", "--period", "2026-10", "--audience", "scrutiny"),
        ("--scope", "North", "--period", "2026-10", "--beside", "2026-10"),
        ("--scope", "North", "--period", "2026-10", "--beside", "last year"),
        ("--scope", "North", "--beside", "2025-10", "--format", "csv", "--out", "x.csv"),
        ("--scope", "North", "--beside", "2025-10", "--audience", "outside"),
        ("--scope", "North", "--out", "nowhere/north.txt"),
    ],
)
def test_what_a_summary_cannot_do_is_one_sentence(council: Here, words: tuple[str, ...]) -> None:
    result = council.run("summary", *words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)


def test_of_a_council_of_one_month_json_has_no_finding(council: Here) -> None:
    written = council.run("summary", "--scope", "North", "--period", "2026-10", "--format", "json")
    document = json.loads(written.stdout)
    assert document["findings"] == []
    assert "records.child_voice" in document["too_little"]


def test_another_month_stands_beside_it_where_it_is_asked_for(council: Here) -> None:
    words = ("summary", "--scope", "North", "--period", "2026-10", "--beside", "2025-10")
    written = council.run(*words, "--format", "json")
    document = json.loads(written.stdout)
    jsonschema.validate(document, json.loads(council.run("schema", "summary").stdout))
    assert document["beside"]["period"] == "2025-10"
    assert "October 2026 beside October 2025" in council.run(*words).stdout


BEGINS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK", "csv": b"team,", "json": b"{"}


EVERY_DAY = {
    ("pdf", None),
    ("docx", "inside"),
    ("xlsx", "outside"),
    ("csv", "outside"),
    ("json", None),
}
"""Each format and each audience once."""


@pytest.mark.parametrize(
    ("form", "audience"),
    [
        pytest.param(*one, marks=() if one in EVERY_DAY else pytest.mark.long)
        for one in product(BEGINS, (None, "inside", "outside"))
    ],
)
def test_a_summary_is_written_in_every_format_privately_and_the_audit_says_for_whom(
    council: Here, form: str, audience: str | None
) -> None:
    words = ("summary", "--scope", "North", "--period", "2026-10", "--format", form)
    told = ("--audience", audience) if audience else ()
    result = council.run(*words, *told, "--out", "north.file")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    file = council.folder / "north.file"
    assert file.read_bytes().startswith(BEGINS[form])
    assert file.stat().st_mode & 0o777 == 0o600
    leaves = audience == "outside" or (audience is None and form != "json")
    if form == "json":
        assert json.loads(file.read_text())["leaves"] == leaves
    if form == "csv":
        assert ("marked [c]" in file.read_text()) == leaves
    deeds = {one.deed for one in newest(council, 2)}
    taken = "summary taken to leave" if leaves else "summary taken for inside"
    assert ("summary read" if (form, audience) == ("json", None) else taken) in deeds


def test_what_leaves_in_json_fits_the_schema(council: Here) -> None:
    schema = json.loads(council.run("schema", "summary").stdout)
    words = ("summary", "--scope", "North", "--period", "2026-10", "--format", "json")
    written = council.run(*words, "--audience", "outside")
    jsonschema.validate(json.loads(written.stdout), schema)
