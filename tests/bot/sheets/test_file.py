import tempfile
import zipfile
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.sheets.errors import SheetError
from bot.sheets.file import read
from bot.sheets.sheet import Sheet, SheetRow


def a_file(folder: Path, content: bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content)
    return path


def a_workbook(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    path = folder / "file.xlsx"
    book.save(path)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SheetError) as refused:
        read(path)
    return str(refused.value)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_utf8_is_read_with_and_without_a_byte_order_mark(tmp_path: Path, mark: bytes) -> None:
    path = a_file(tmp_path, mark + "team,parent\nŁódź,\n".encode())
    assert read(path) == Sheet(("team", "parent"), (SheetRow(2, ("Łódź", "")),))


def test_cells_hold_quotes_commas_and_line_breaks(tmp_path: Path) -> None:
    path = a_file(tmp_path, b'team,parent\r\n"North, ""old""\nand new",x\r\nSouth,\r\n')
    lines = read(path).lines
    assert lines == (SheetRow(2, ('North, "old"\nand new', "x")), SheetRow(3, ("South", "")))


def test_blank_rows_are_left_out_and_still_counted(tmp_path: Path) -> None:
    path = a_file(tmp_path, b"\n,,\nteam,parent\n\nNorth,\n")
    assert read(path) == Sheet(("team", "parent"), (SheetRow(5, ("North", "")),))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252"])
def test_another_encoding_is_refused_with_how_to_save_it(tmp_path: Path, encoding: str) -> None:
    path = a_file(tmp_path, "team\nSiân\n".encode(encoding))
    said = refusal(path)
    assert "Nothing was imported" in said
    assert "CSV UTF-8" in said


@pytest.mark.parametrize("content", [b"", b"\n\n", b" , \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "empty" in refusal(a_file(tmp_path, content))


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_another_separator_is_named(tmp_path: Path, mark: str, name: str) -> None:
    assert name in refusal(a_file(tmp_path, f"team{mark}parent\nNorth{mark}\n".encode()))


@pytest.mark.parametrize(
    "content",
    [
        b"sep=;\r\nteam;parent\r\nNorth, new;Council\r\n",
        b'\xef\xbb\xbfSEP=;\nteam;parent\n"North, new";Council\n',
        b'sep=,\nteam,parent\n"North, new",Council\n',
        b'"sep=\t"\nteam\tparent\nNorth, new\tCouncil\n',
    ],
)
def test_a_first_line_that_names_the_separator_is_obeyed_and_counted(
    tmp_path: Path, content: bytes
) -> None:
    sheet = read(a_file(tmp_path, content))
    assert sheet == Sheet(("team", "parent"), (SheetRow(3, ("North, new", "Council")),))


@pytest.mark.parametrize("content", [b"sep=;\n", b"sep=,"])
def test_a_file_of_a_separator_alone_is_empty(tmp_path: Path, content: bytes) -> None:
    assert "empty" in refusal(a_file(tmp_path, content))


def test_rows_of_marks_that_nobody_sees_are_blank(tmp_path: Path) -> None:
    path = a_file(tmp_path, "team,parent\n\u200b,\ufeff\n\u00a0,\nNorth,\n".encode())
    assert [line.number for line in read(path).lines] == [4]


@pytest.mark.parametrize("content", [b'team\n"North\nSouth\n', b'team\n"North"ern\n'])
def test_quotation_marks_that_do_not_close_are_refused_with_the_row(
    tmp_path: Path, content: bytes
) -> None:
    assert "row 2" in refusal(a_file(tmp_path, content))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "nowhere.csv")
    assert "cannot be read" in refusal(tmp_path)


def test_an_old_or_locked_workbook_is_named(tmp_path: Path) -> None:
    assert ".xls" in refusal(a_file(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


def test_a_workbook_gives_dates_numbers_and_truths_as_text(tmp_path: Path) -> None:
    path = a_workbook(
        tmp_path,
        ["a", "b", "c", "d", "e", "f", "g"],
        [datetime(2026, 10, 3), date(2026, 10, 3), 417.0, 0.6, True, None, "x"],  # noqa: DTZ001 - a cell knows no zone
    )
    assert read(path).lines == (
        SheetRow(
            2, ("2026-10-03", "2026-10-03", "417", "0.6", "TRUE", "", "x"), dates=frozenset({0, 1})
        ),
    )


def test_a_formula_never_worked_out_is_seen_and_not_taken_as_empty(tmp_path: Path) -> None:
    path = a_workbook(tmp_path, ["team", "parent"], ["North", '=A2&"!"'])
    assert read(path).lines[0].cells == ("North", '=A2&"!"')


def test_only_the_first_sheet_that_is_shown_is_read_and_that_is_said(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["hidden"])
    book.worksheets[0].sheet_state = "hidden"
    book.create_sheet("Teams").append(["team"])
    book.create_sheet("Notes").append(["other"])
    book.save(tmp_path / "file.xlsx")
    sheet = read(tmp_path / "file.xlsx")
    assert sheet.headings == ("team",)
    assert sheet.notes == ("Only the sheet Teams was read. Left out: Sheet (hidden), Notes.",)


def test_an_empty_first_sheet_names_those_that_were_not_read(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Teams").append(["team"])
    book.save(tmp_path / "file.xlsx")
    with pytest.raises(SheetError) as refused:
        read(tmp_path / "file.xlsx")
    assert refused.value.why == "Sheet Sheet: The file is empty."
    assert (
        "Left out: Teams. If the rows stand on another sheet, put that first."
        in refused.value.remedy
    )


@pytest.mark.parametrize("start", ["<html>", "\ufeff\n<?xml version='1.0'?>", "  <!DOCTYPE html>"])
def test_a_web_page_with_the_name_of_a_workbook_is_named(tmp_path: Path, start: str) -> None:
    page = f"{start}<table><tr><td>team</td></tr></table>"
    assert "web page" in refusal(a_file(tmp_path, page.encode()))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32"])
def test_utf_16_without_its_mark_is_said_to_be_that(tmp_path: Path, encoding: str) -> None:
    said = refusal(a_file(tmp_path, "team\nSiân\n".encode(encoding)))
    assert "UTF-16" in said
    assert "Windows-1252" not in said


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.bin", "binary workbook (.xlsb)"),
        ("META-INF/manifest.xml", "OpenDocument spreadsheet (.ods)"),
        ("word/document.xml", "Word document (.docx)"),
        ("october.csv", "packed folder (.zip)"),
    ],
)
def test_what_is_packed_and_no_workbook_is_said_to_be_what_it_is(
    tmp_path: Path, part: str, said: str
) -> None:
    path = tmp_path / "packed"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(part, "x")
    assert said in refusal(path)
    assert "damaged" not in refusal(path)


def test_a_damaged_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    whole = a_workbook(tmp_path, ["team"], ["North"]).read_bytes()
    assert "damaged" in refusal(a_file(tmp_path, whole[: len(whole) // 2]))
    assert "damaged" in refusal(a_file(tmp_path, b"PK\x03\x04 and no more"))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary() | st.text().map(str.encode) | st.binary().map(lambda more: b"PK\x03\x04" + more))
def test_any_bytes_are_a_sheet_or_a_sentence(tmp_path: Path, content: bytes) -> None:
    try:
        sheet = read(a_file(tmp_path, content))
    except SheetError as refused:
        assert "Nothing was imported." in str(refused)  # noqa: PT017 - a sheet is right as well
    else:
        assert sheet.headings


@cache
def whole_workbook() -> bytes:
    """Return one workbook, the same for every example: each new one holds the time it was made."""
    with tempfile.TemporaryDirectory() as folder:
        return a_workbook(Path(folder), ["team"], ["North"]).read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.floats(0, 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_is_a_sheet_or_a_sentence(
    tmp_path: Path, share: float, other: bytes
) -> None:
    whole = whole_workbook()
    place = 4 + int(share * (len(whole) - 12))
    changed = whole[:place] + other + whole[place + len(other) :]
    try:
        read(a_file(tmp_path, changed))
    except SheetError as refused:
        assert "Nothing was imported." in str(refused)  # noqa: PT017 - a sheet is right as well
