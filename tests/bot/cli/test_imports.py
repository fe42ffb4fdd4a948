import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from bot.cli import imports
from bot.imports import KINDS
from bot.sheets.columns import Storing
from bot.sheets.plan import Plan
from storage.imports import known_people
from storage.tables import AuditEvent
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence, records, report, teams
from tests.bot.imports.council import NOW


def test_a_sound_file_is_shown_asked_about_and_stored(here: Here) -> None:
    result = here.run("import", "teams", here.file("t.csv", TEAMS), typed="y\n")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 new, 0 changed, 0 unchanged, 0 rejected" in result.stdout
    assert "Imported: 2 new, 0 changed." in result.stdout
    assert teams(here) == {"Council", "North"}


@pytest.mark.parametrize(
    ("typed", "said"), [("n\n", "Nothing was imported, as you chose."), ("", "Add --yes")]
)
def test_without_a_yes_nothing_is_stored(here: Here, typed: str, said: str) -> None:
    result = here.run("import", "teams", here.file("t.csv", TEAMS), typed=typed)
    assert result.exit_code == 2
    assert said in result.stderr
    assert teams(here) == set()


def test_one_bad_row_stops_the_whole_file_and_says_why(here: Here) -> None:
    rows = "team,parent\nCouncil,\nNorth,Nowhere\n"
    result = here.run("import", "teams", here.file("t.csv", rows), "--yes")
    assert result.exit_code == 2
    assert is_one_sentence(result.stderr)
    assert "1 row cannot be imported, so nothing was." in result.stderr
    assert "row 3 · parent · Nowhere · There is no team of this name." in result.stdout
    assert teams(here) == set()


def test_skip_bad_imports_the_rest(here: Here) -> None:
    rows = "team,parent\nCouncil,\nNorth,Nowhere\n"
    result = here.run("import", "teams", here.file("t.csv", rows), "--yes", "--skip-bad")
    assert result.exit_code == 0
    assert teams(here) == {"Council"}


def test_skip_bad_with_nothing_left_imports_nothing(here: Here) -> None:
    rows = "team,parent\nNorth,Nowhere\n"
    result = here.run("import", "teams", here.file("t.csv", rows), "--yes", "--skip-bad")
    assert result.exit_code == 2
    assert is_one_sentence(result.stderr)


def test_the_same_file_twice_has_nothing_to_change_and_is_audited_once(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    again = here.run("import", "teams", here.file("t.csv", TEAMS))
    assert again.exit_code == 0
    assert "Nothing to change" in again.stdout
    store = records(here)
    with store.reading() as session:
        events = [(event.deed, event.noun) for event in session.exec(select(AuditEvent))]
    store.close()
    assert events == [("imported", "team")]


def a_workbook(title: str, *rows: Sequence[str]) -> bytes:
    book, content = Workbook(), io.BytesIO()
    (sheet,) = book.worksheets
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(content)
    return content.getvalue()


def test_what_is_said_of_a_workbook_names_the_file_and_its_sheet(here: Here) -> None:
    content = a_workbook("October", ("team", "parent"), ("#N/A", ""))
    result = here.run("import", "teams", here.file("t.xlsx", content), "--report", "report.json")
    assert "t.xlsx, sheet October: 0 new" in result.stdout
    assert (
        "row 2 \u00b7 team \u00b7 #N/A \u00b7 A spreadsheet writes this where a formula failed."
        in (result.stdout)
    )
    assert (report(here)["file"], report(here)["sheet"]) == ("t.xlsx", "October")
    content = a_workbook("October", ("Teams of October",), ("called", "parent"))
    result = here.run("import", "teams", here.file("t.xlsx", content))
    assert "t.xlsx: Sheet October: There is no column team." in result.stderr


def test_a_workbook_of_one_column_that_holds_them_all_is_said_to_be_one(here: Here) -> None:
    content = a_workbook("October", ("Teams, October",), ("team;parent",), ("North;",))
    result = here.run("import", "teams", here.file("t.xlsx", content), "--yes")
    assert "Sheet October: The names of several columns stand in one cell." in result.stderr


def test_a_cover_sheet_before_the_rows_names_the_sheet_that_was_not_read(here: Here) -> None:
    book = load_workbook(io.BytesIO(a_workbook("Cover", ("Made by", "J"), ("on", "3 October"))))
    book.create_sheet("Rows").append(["team", "parent"])
    content = io.BytesIO()
    book.save(content)
    result = here.run("import", "teams", here.file("t.xlsx", content.getvalue()))
    assert result.exit_code == 2
    assert is_one_sentence(result.stderr)
    assert "Left out: Rows. If the rows stand on another sheet, put that first." in result.stderr


def test_headings_alone_are_nothing_to_change(here: Here) -> None:
    result = here.run("import", "teams", here.file("t.csv", "team,parent\n"), "--yes")
    assert result.exit_code == 0
    assert "Nothing to change: no row stands under the headings." in result.stdout
    assert "the records say the same" not in result.stdout


def test_the_report_lists_every_fault_and_whether_anything_was_imported(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    rows = PEOPLE + "P3,A,practitioner,Nort,\nP4,B,practitioner,North,P9\n"
    words = ("import", "people", here.file("p.csv", rows), "--yes", "--report", "report.json")
    assert here.run(*words).exit_code == 2
    queried = {
        "row": 5,
        "column": "supervisor_ref",
        "value": "P9",
        "why": "There is nobody with this reference yet, so no supervisor is set.",
        "remedy": "Import that person, then this file again.",
    }
    rejected = {
        "row": 4,
        "column": "team",
        "value": "Nort",
        "why": "There is no team of this name.",
        "remedy": "Import the teams first, or write its name as it is stored.",
    }
    counts = {"accepted": 3, "added": 3, "changed": 0, "unchanged": 0, "changes": []}
    expected = {"file": "p.csv"} | counts
    lists = {"queried": [queried], "rejected": [rejected]}
    assert report(here) == expected | lists | {"imported": 0}
    assert here.run(*words, "--skip-bad").exit_code == 0
    assert report(here) == expected | lists | {"imported": 3}


def test_a_report_is_private(here: Here) -> None:
    words = ("import", "teams", here.file("t.csv", TEAMS), "--yes", "--report", "report.json")
    assert here.run(*words).exit_code == 0
    assert (here.folder / "report.json").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_read_is_one_fault_of_row_nought(here: Here) -> None:
    file = here.file("t.csv", "team\nSiân\n".encode("cp1252"))
    result = here.run("import", "teams", file, "--yes", "--report", "report.json")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    [fault] = report(here)["rejected"]
    assert (report(here)["accepted"], fault["row"]) == (0, 0)
    assert "UTF-8" in fault["why"]


def test_a_report_that_cannot_be_written_stops_before_anything_is_imported(here: Here) -> None:
    file = here.file("t.csv", TEAMS)
    result = here.run("import", "teams", file, "--yes", "--report", "nowhere/report.json")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert teams(here) == set()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        ("team\nSiân\n".encode("cp1252"), "CSV UTF-8"),
        ("team\nSiân\n".encode("utf-16"), "UTF-16"),
        (b"team;parent\nNorth;\n", "semicolons"),
        (b"Teams, October\nteam;parent\nNorth;\n", "semicolons"),
        (b"Teams of October\n\nteam\tparent\nNorth\t\n", "tabs"),
        (b'Teams\n"team,parent"\n"North,"\n', "several columns stand in one cell"),
        (b"team,Team\nNorth,South\n", "Two columns"),
        (b"Kayleigh,Okonkwo\nCH-1,CIN\n", "no column team"),
        (b'team\n"North\n', "quotation marks"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence(here: Here, content: bytes, word: str) -> None:
    result = here.run("import", "teams", here.file("t.csv", content), "--yes")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert is_one_sentence(result.stderr)
    assert word in result.stderr
    assert "Kayleigh" not in result.output


def test_a_workbook_is_read_like_a_csv_file(here: Here) -> None:
    book = Workbook()
    for row in (["Team", "Parent"], ["Council", None], ["North", "Council"]):
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    file = here.file("teams.xlsx", content.getvalue())
    assert here.run("import", "teams", file, "--yes").exit_code == 0
    assert teams(here) == {"Council", "North"}


def test_only_ten_faults_are_shown_and_nothing_a_terminal_would_obey(here: Here) -> None:
    rows = "team,parent\n" + "".join(f"T{i},\x1b[31mred{i}\n" for i in range(12))
    result = here.run("import", "teams", here.file("t.csv", rows), "--yes")
    assert result.stdout.count("  row ") == 10
    assert "... and 2 more; --report FILE.json lists them all." in result.stdout
    assert "\x1b" not in result.output


def test_a_childs_name_is_in_no_message(here: Here) -> None:
    rows = "child_ref,forename,surname,status\nCH-1,=Kayleigh,Okonkwo,CON\n"
    file = here.file("c.csv", rows)
    result = here.run("import", "children", file, "--yes", "--report", "report.json")
    assert result.exit_code == 2
    said = result.output + (here.folder / "report.json").read_text()
    assert "CON" in said
    assert "Kayleigh" not in said
    assert "Okonkwo" not in said


def test_records_that_change_while_the_preview_is_read_are_not_overwritten(
    here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    def somebody_else_imports(_plan: Plan) -> None:
        store = records(here)
        with store.writing() as session:
            KINDS["teams"].apply(
                session, Plan([{"team": "North"}]), Storing(NOW, lambda _rows: None)
            )
        store.close()

    monkeypatch.setattr(imports, "agree", somebody_else_imports)
    result = here.run("import", "teams", here.file("t.csv", TEAMS))
    assert result.exit_code == 2
    assert "records changed" in result.stderr
    assert teams(here) == {"North"}


def test_a_hidden_row_of_a_workbook_is_named_and_left_out_only_on_purpose(here: Here) -> None:
    book = Workbook()
    for row in (["team", "parent"], ["Council", None], ["North", "Council"], ["South", "Council"]):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[4].hidden = True
    content = io.BytesIO()
    book.save(content)
    file = here.file("t.xlsx", content.getvalue())
    result = here.run("import", "teams", file, "--yes")
    assert (result.exit_code, "row 4 · The workbook hides this row" in result.stdout) == (2, True)
    assert here.run("import", "teams", file, "--yes", "--skip-bad").exit_code == 0
    assert teams(here) == {"Council", "North"}


@pytest.mark.parametrize("many", [5_000, pytest.param(50_000, marks=pytest.mark.thorough)])
def test_thousands_of_rows_are_one_import(here: Here, many: int) -> None:
    here.bring_in("teams", TEAMS)
    rows = "".join(f"Q{i},Name {i},practitioner,North\n" for i in range(many))
    here.bring_in("people", "person_ref,name,role,team\n" + rows)
    store = records(here)
    with store.reading() as session:
        assert len(known_people(session)) == many
    store.close()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(
    kind=st.sampled_from(sorted(KINDS)),
    content=st.binary()
    | st.text().map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.text().map(lambda text: f"team,parent\n{text}".encode("utf-8", "surrogatepass")),
)
def test_any_bytes_are_imported_or_refused_in_one_sentence(
    here: Here, kind: str, content: bytes
) -> None:
    result = here.run("import", kind, here.file("any.csv", content), "--yes")
    assert result.exit_code in (0, 2)
    assert is_one_sentence(result.stderr) == (result.exit_code == 2)
    assert "Traceback" not in result.output


def test_the_report_is_named_by_path(here: Here) -> None:
    result = here.run(
        "import", "teams", here.file("t.csv", TEAMS), "--yes", "--report", str(Path("report.json"))
    )
    assert (result.exit_code, report(here)["imported"]) == (0, 2)
