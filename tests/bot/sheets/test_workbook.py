import io
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.cells import ref, words
from bot.sheets.columns import Aliases, Column, read_rows
from bot.sheets.errors import SheetError
from bot.sheets.layout import layout_of
from bot.sheets.plan import ParsedFile
from bot.sheets.sheet import Sheet, SheetRow
from bot.sheets.workbook import read_workbook

COLUMNS = (Column("child_ref", ref, required=True), Column("surname", words))


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(change: Callable[[Worksheet], None], *rows: list[object]) -> Sheet:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows or (["child_ref", "surname"], [417, "Doe"], [418, "Roe"]):
        sheet.append(row)
    change(sheet)
    return read_workbook(saved(book))


def parsed(sheet: Sheet) -> ParsedFile:
    return read_rows(sheet, COLUMNS, Aliases(), lambda _rows: None)


def faults(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.column, fault.value) for fault in parsed(sheet).rejected]


def test_zeros_that_a_format_shows_are_part_of_the_reference() -> None:
    def pad(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "00000"
        sheet["A3"].number_format = '"CH-"0000'

    assert [line.cells[0] for line in read(pad).lines] == ["00417", "CH-0418"]


def test_a_format_that_cannot_be_followed_is_refused_with_its_row() -> None:
    def pad(sheet: Worksheet) -> None:
        sheet["A2"].number_format = "[>100]00000;0"

    [fault] = parsed(read(pad)).rejected
    assert (fault.row, fault.column, fault.value) == (2, "child_ref", "417")
    assert "[>100]00000;0" in fault.why


@pytest.mark.parametrize(
    "hide",
    [
        lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True),
        lambda sheet: sheet.row_dimensions.group(2, 2, hidden=True),
    ],
)
def test_a_row_that_is_filtered_or_hidden_is_rejected(
    hide: Callable[[Worksheet], None],
) -> None:
    assert faults(read(hide)) == [(2, "", "")]


def test_no_height_and_no_width_hide_too() -> None:
    layout = layout_of(
        b'<s xmlns="x"><cols><col min="2" max="3" width="0" customWidth="1"/></cols>'
        b'<sheetData><row r="4" ht="0" customHeight="1"/><row/><row hidden="true"/></sheetData></s>'
    )
    assert layout.hidden_rows == {4, 6}
    assert [i for i in range(1, 5) if layout.hides_column(i)] == [2, 3]


@pytest.mark.parametrize(
    "hide",
    [
        lambda sheet: setattr(sheet.column_dimensions["B"], "hidden", True),
        lambda sheet: sheet.column_dimensions.group("B", "D", hidden=True),
    ],
)
def test_a_hidden_column_that_would_be_read_is_named(hide: Callable[[Worksheet], None]) -> None:
    with pytest.raises(SheetError, match="surname"):
        parsed(read(hide))


def test_hidden_headings_are_named() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[1].hidden = True

    with pytest.raises(SheetError, match="row 1, is hidden"):
        read(hide)


def test_every_cell_of_a_merged_one_is_rejected() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")

    assert faults(read(merge)) == [(2, "surname", "Doe"), (3, "surname", "")]


def test_merged_cells_in_a_column_that_is_not_read_hinder_nothing() -> None:
    def merge(sheet: Worksheet) -> None:
        sheet["C1"] = "notes"
        sheet.merge_cells("C2:C3")

    assert faults(read(merge)) == []


@pytest.mark.parametrize("value", ["#N/A", "#REF!", "=A1&B1", "=VLOOKUP(A2,B:C,2)"])
def test_an_error_and_a_formula_never_worked_out_are_rejected(value: str) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["B2"] = value

    assert faults(read(put)) == [(2, "surname", value)]


@pytest.mark.parametrize("value", [date(2026, 3, 4), datetime(2026, 3, 4, 9, 15)])  # noqa: DTZ001 - a cell knows no zone
def test_what_the_spreadsheet_made_a_date_is_no_name_and_no_reference(value: date) -> None:
    def put(sheet: Worksheet) -> None:
        sheet["A2"], sheet["B3"] = value, value

    assert [(row, column) for row, column, _ in faults(read(put))] == [
        (2, "child_ref"),
        (3, "surname"),
    ]


def test_a_time_and_a_number_of_more_digits_than_are_kept_are_rejected() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["A2"], sheet["B3"] = 1234567890123456, time(9, 15)

    assert [(row, column) for row, column, _ in faults(read(put))] == [
        (2, "child_ref"),
        (3, "surname"),
    ]


def test_a_name_that_is_a_truth_stays_as_it_is_shown() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["B2"] = True

    assert parsed(read(put)).entries[0].text("surname") == "TRUE"


def test_days_counted_from_1904_are_the_days_they_show() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["opened_on"])
    sheet.append([date(2026, 10, 3)])
    assert read_workbook(saved(book)).lines == (SheetRow(2, ("2026-10-03",), dates=frozenset({0})),)


def test_escapes_and_marks_that_nobody_sees_are_read_as_they_were_meant() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["B2"], sheet["B3"] = "Doe_x000D_\u200b", "O\u2019Neill\u00a0"

    assert [entry.text("surname") for entry in parsed(read(put)).entries] == ["Doe", "O\u2019Neill"]


def test_a_stray_format_far_away_costs_nothing_and_blank_rows_are_no_rows() -> None:
    def put(sheet: Worksheet) -> None:
        sheet["XFD1"].number_format = "00000"
        sheet["A9000"].number_format = "00000"

    sheet = read(put)
    assert [line.number for line in sheet.lines] == [2, 3]
    assert faults(sheet) == []
