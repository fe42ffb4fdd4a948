"""The workbook for two people's marks: written, filled in by hand, and read back."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.errors import SheetError
from bot.sheets.marking import (
    LONGEST,
    MarkedSheet,
    fits,
    is_unchanged,
    read_marks,
    workbook,
    written,
)
from practice.evidence import INDICATORS
from tests.examples import examples

TEXTS = {"a1": "He drew a bus.\nIt is where his nan sat.", "b2": "Nothing new."}


def opened(texts: dict[str, str] = TEXTS) -> Workbook:
    return load_workbook(io.BytesIO(workbook(texts)))


def column_of(sheet: Worksheet, heading: str) -> int:
    return [cell.value for cell in sheet[1]].index(heading) + 1


def back(book: Workbook, folder: Path) -> MarkedSheet:
    book.save(folder / "marks.xlsx")
    return read_marks(folder / "marks.xlsx")


def marked(folder: Path, cell: object, heading: str = "why 1") -> MarkedSheet:
    book = opened()
    sheet = book.worksheets[0]
    sheet.cell(2, column_of(sheet, heading)).value = cell  # type: ignore[assignment]
    return back(book, folder)


def test_each_text_is_a_row_with_two_columns_for_each_indicator() -> None:
    sheet, definitions = opened().worksheets
    headings = [cell.value for cell in sheet[1]]
    first, second = ([f"{name} {marker}" for name in INDICATORS] for marker in (1, 2))
    assert headings == ["id", "text", *first, *second]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["a1", "b2"]
    assert sheet["B2"].value == TEXTS["a1"]
    named = [row[0].value for row in definitions.iter_rows() if row[0].value]
    assert named == ["column", *INDICATORS]
    assert all(row[1].value for row in definitions.iter_rows())


def test_the_cells_for_marks_offer_y_and_n_and_no_others_do() -> None:
    sheet = opened().worksheets[0]
    (offered,) = sheet.data_validations.dataValidation
    assert (offered.formula1, offered.allow_blank, offered.showErrorMessage) == (
        '"y,n"',
        True,
        True,
    )
    assert str(offered.sqref) == "C2:AB3"


@pytest.mark.parametrize(
    "cell",
    [
        "y",
        "Y ",
        "yes",
        "YES.",
        "1",
        1,
        1.0,
        True,
        "TRUE",
        "\u2713",
        "\u2714\ufe0f",
        "\u2611",
        "\uff39",
        "\u00a0y",
    ],
)
def test_what_says_yes_in_any_hand_is_yes(tmp_path: Path, cell: object) -> None:
    read = marked(tmp_path, cell)
    assert (read.rows[0].marks, read.unclear) == ({("why", 1): True}, ())


@pytest.mark.parametrize("cell", ["n", " N", "no", "No.", "0", 0, False, "false"])
def test_what_says_no_in_any_hand_is_no(tmp_path: Path, cell: object) -> None:
    read = marked(tmp_path, cell, "seen_alone 2")
    assert (read.rows[0].marks, read.unclear) == ({("seen_alone", 2): False}, ())


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b", "'"])
def test_a_blank_cell_is_no_mark(tmp_path: Path, cell: object) -> None:
    read = marked(tmp_path, cell)
    assert (read.rows[0].marks, read.unclear) == ({}, ())


@pytest.mark.parametrize(
    "cell", ["maybe", "y/n", "x", "\u2717", "?", "-", 2, "=1", "yy", "n/a", "#N/A"]
)
def test_what_says_neither_is_told_by_its_place_and_no_mark(tmp_path: Path, cell: object) -> None:
    read = marked(tmp_path, cell)
    assert (read.rows[0].marks, read.unclear) == ({}, ((2, "why 1"),))


def test_merged_cells_are_told_and_columns_that_were_hidden_are_read(tmp_path: Path) -> None:
    book = opened()
    sheet = book.worksheets[0]
    why = column_of(sheet, "why 1")
    sheet.cell(2, why).value = "y"
    sheet.merge_cells(start_row=2, end_row=3, start_column=why, end_column=why)
    sheet["C2"] = "y"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[2].hidden = True
    read = back(book, tmp_path)
    assert read.unclear == ((2, "why 1"), (3, "why 1"))
    assert read.rows[0].marks == {("child_voice", 1): True}


def test_columns_may_be_moved_and_added_and_headed_in_another_case(tmp_path: Path) -> None:
    book = opened()
    sheet = book.worksheets[0]
    sheet.cell(2, column_of(sheet, "why 1")).value = "y"
    for cell in sheet[1]:
        cell.value = str(cell.value).upper().replace("_", " ")
    sheet.insert_cols(1)
    sheet["A1"] = "our note"
    (row, _) = back(book, tmp_path).rows
    assert (row.text_id, row.marks) == ("a1", {("why", 1): True})


def test_an_id_that_stands_in_several_rows_is_told_apart(tmp_path: Path) -> None:
    book = opened()
    book.worksheets[0].append(["a1", "He drew a bus."])
    read = back(book, tmp_path)
    assert [row.text_id for row in read.rows] == ["b2"]
    assert [(row.number, row.text_id) for row in read.repeated] == [(2, "a1"), (4, "a1")]


def as_csv(folder: Path) -> Path:
    headings = ",".join(str(cell.value) for cell in opened().worksheets[0][1])
    path = folder / "marks.csv"
    path.write_text(f'{headings}\na1,"He drew\na bus.",y,N\n', encoding="utf-8-sig")
    return path


def test_a_csv_file_made_of_it_is_read_too(tmp_path: Path) -> None:
    (row,) = read_marks(as_csv(tmp_path)).rows
    assert row.marks == {("child_voice", 1): True, ("seen_alone", 1): False}
    assert is_unchanged(row.text, "He drew a bus.")


def without_a_column(sheet: Worksheet) -> None:
    sheet.delete_cols(5)


def a_column_twice(sheet: Worksheet) -> None:
    sheet.cell(1, 40).value = "why 1"


def emptied(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 10)


@pytest.mark.parametrize("spoil", [without_a_column, a_column_twice, emptied])
def test_what_is_no_such_workbook_is_refused(
    tmp_path: Path, spoil: Callable[[Worksheet], None]
) -> None:
    book = opened()
    spoil(book.worksheets[0])
    with pytest.raises(SheetError):
        back(book, tmp_path)


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0old", b"not,a\nb,c\n"]
)
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.xlsx").write_bytes(content)
    with pytest.raises(SheetError):
        read_marks(tmp_path / "other.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x.example","see")',
        "+44 7700 900000 rang",
        "-mum left",
        "@mum",
        "\t=1+1",
        "#N/A",
    ],
)
def test_no_text_is_a_formula_there_nor_where_it_is_saved_as_csv(text: str) -> None:
    cell = opened({"a1": text}).worksheets[0]["B2"]
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")
    assert is_unchanged(str(cell.value), text)


@settings(max_examples=examples(60), deadline=None)
@given(st.text(min_size=1))
@example("\ud83d alone, and \ufffe\x00\x0b")
@example('="x"')
@example("_x0041_ 'tis\r\n  so")
@example("'=1")
def test_every_text_comes_back_as_it_was_written(text: str) -> None:
    cell = opened({"a1": text}).worksheets[0]["B2"]
    assert is_unchanged(str(cell.value or ""), text)


@pytest.mark.parametrize("altered", ["He drew a car.", "He drew", "", "he drew a bus."])
def test_other_words_are_seen_and_other_spaces_are_not(altered: str) -> None:
    assert not is_unchanged(altered, "He drew a bus.")
    assert is_unchanged(" He  drew\r\na bus. ", "He drew a bus.")


def test_a_text_that_no_cell_can_hold_does_not_fit() -> None:
    assert fits("a" * LONGEST)
    assert not fits("a" * (LONGEST + 1))
    assert not fits("\U0001f467" * (LONGEST // 2 + 1))
    assert written(" He drew. ") == "He drew."
