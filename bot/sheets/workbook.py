"""XLSX: the first sheet that is shown, its values and not its formulas."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.errors import CellError, SheetError
from bot.sheets.layout import Layout, layout_of
from bot.sheets.limits import MOST_COLUMNS, MOST_MERGED, refuse_bomb, within_limits
from bot.sheets.number_formats import shown
from bot.sheets.sheet import Sheet, SheetRow, sheet_of

_FORMULA = re.compile(rb"<f[ >/]")
_SHEETS = "xl/worksheets/"
_CONTENTS = "[Content_Types].xml"
_OTHER_KINDS = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "META-INF/manifest.xml": "an OpenDocument spreadsheet (.ods)",
    "word/document.xml": "a Word document (.docx)",
}
_SAVE_AS_WORKBOOK = "Open it in Excel and save it as .xlsx, or as CSV UTF-8."
_MOST_DIGITS = 10**15
_FIRST = "If the rows stand on another sheet, put that first."
_SERIAL = re.compile(r"[2-5][0-9]{4}(?:\.[0-9]+)?")

Places = dict[tuple[int, int], str]


class Unread(StrEnum):
    """Why a sheet was not read."""

    EMPTY = "empty"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Book:
    """The sheets of a workbook that were read, by title, in order; and why others were not."""

    sheets: Sequence[tuple[str, Sheet]]
    unread: Mapping[str, Unread] = field(default_factory=dict)


def read_workbook(content: bytes) -> Sheet:
    """Return what the first visible sheet of an XLSX workbook holds.

    Raises SheetError where the workbook is damaged or holds no sheet.
    """
    with _explained(), _book(content) as (book, has_formulas):
        first = _first_shown(book)
        with naming_sheet(first.title, _notes(book, first)):
            return _read(content, book, first, has_formulas=has_formulas)


def read_sheets(content: bytes) -> Book:
    """Return the sheets of an XLSX workbook that are shown and filled, and what the others are.

    Raises SheetError, naming the sheet, where one cannot be read or the workbook is damaged.
    """
    sheets: list[tuple[str, Sheet]] = []
    unread: dict[str, Unread] = {}
    with _explained(), _book(content) as (book, has_formulas):
        for sheet in book.worksheets:
            if not _is_filled(sheet):
                unread[sheet.title] = Unread.EMPTY
            elif sheet.sheet_state != "visible":
                unread[sheet.title] = Unread.HIDDEN
            else:
                with naming_sheet(sheet.title):
                    read = _read(content, book, sheet, has_formulas=has_formulas)
                sheets.append((sheet.title, replace(read, notes=())))
    return Book(sheets, unread)


@contextmanager
def naming_sheet(title: str, notes: Sequence[str] = ()) -> Iterator[None]:
    """Name the sheet in any SheetError that is raised inside.

    `notes` say which sheets were left out: what is looked for may stand on one of them.
    """
    try:
        yield
    except SheetError as fault:
        remedy = " ".join((fault.remedy, *notes, *([_FIRST] if notes else [])))
        raise SheetError(f"Sheet {title}: {fault.why}", remedy) from fault


@contextmanager
def _explained() -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and lists it leaves out
            yield
    except (SheetError, GeneratorExit):
        raise
    except Exception as fault:
        raise SheetError(
            "This workbook cannot be read; it may be damaged.",
            "Open it in Excel and save it as .xlsx again, or as CSV UTF-8.",
        ) from fault


@contextmanager
def _book(content: bytes) -> Iterator[tuple[Workbook, bool]]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        refuse_bomb(packed)
        _refuse_other_kinds(set(packed.namelist()))
    yield _opened(content, values=True), _has_formulas(content)


def _refuse_other_kinds(parts: set[str]) -> None:
    """Raise SheetError for what is packed as a workbook is, and is none."""
    for part, what in _OTHER_KINDS.items():
        if part in parts:
            raise SheetError(f"This is {what}, not an .xlsx workbook.", _SAVE_AS_WORKBOOK)
    if _CONTENTS not in parts:
        raise SheetError("This is a packed folder (.zip).", "Unpack it, and import a file of it.")


def _is_filled(sheet: Worksheet) -> bool:
    return any(cell.value is not None for row in sheet.iter_rows() for cell in row)


def _read(content: bytes, book: Workbook, sheet: Worksheet, *, has_formulas: bool) -> Sheet:
    formulas = _formulas(content, sheet.title) if has_formulas else {}
    layout = _layout(content, sheet)
    rows = [_row(number, cells, formulas, layout) for number, cells in enumerate(_cells(sheet), 1)]
    if book.epoch == CALENDAR_MAC_1904:
        rows = [_doubting_days(row) for row in rows]
    width = max((len(row.cells) for row in rows), default=0)
    hidden = frozenset(i for i in range(width) if layout.hides_column(i + 1))
    return replace(sheet_of(rows, _notes(book, sheet), hidden), title=sheet.title)


def _opened(content: bytes, *, values: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=values)


def _first_shown(book: Workbook) -> Worksheet:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise SheetError("This workbook shows no sheet.", "Unhide the sheet and save it.")
    return sheets[0]


def _notes(book: Workbook, read: Worksheet) -> tuple[str, ...]:
    others = [
        sheet.title + ("" if sheet.sheet_state == "visible" else " (hidden)")
        for sheet in book.worksheets
        if sheet is not read
    ]
    if not others:
        return ()
    return (f"Only the sheet {read.title} was read. Left out: {', '.join(others)}.",)


def _layout(content: bytes, sheet: Worksheet) -> Layout:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        # openpyxl has no public name for where a sheet stands in its file.
        layout = layout_of(book.read(sheet._worksheet_path))  # type: ignore[attr-defined]
    if len(layout.merged) > MOST_MERGED:
        raise SheetError(
            f"More than {MOST_MERGED:,} cells of it are merged.",
            "Unmerge them, and fill in each of them.",
        )
    return layout


def _cells(sheet: Worksheet) -> Iterator[Sequence[Any]]:
    # Some exporters write a wrong size into the sheet; without it every row is read as it stands.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    yield from within_limits(sheet.iter_rows(), lambda cell: cell.value is None)


def _row(number: int, cells: Sequence[Any], formulas: Places, layout: Layout) -> SheetRow:
    texts: list[str] = []
    faults: dict[int, CellError] = {}
    dates: set[int] = set()
    for j, cell in enumerate(cells):
        value = cell.value
        if isinstance(value, date):
            dates.add(j)
        try:
            texts.append(_text(cell, formulas.get((number, j), "")))
        except CellError as fault:
            faults[j] = fault
            texts.append("" if value is None else str(value))
    # Of merged cells the first alone is there, so the others are counted by place.
    merged = {
        j: _merged()
        for span in layout.merged_in(number)
        for j in range(span.left - 1, min(span.right, MOST_COLUMNS))
    }
    hidden = number in layout.hidden_rows
    return SheetRow(number, tuple(texts), faults | merged, frozenset(dates), hidden=hidden)


def _doubting_days(row: SheetRow) -> SheetRow:
    """Return a row of a workbook in which the number of a day is four years less than elsewhere."""
    numbers = (
        i for i, text in enumerate(row.cells) if i not in row.dates and _SERIAL.fullmatch(text)
    )
    fault = CellError(
        "This workbook counts its days from 1904, so this number is not sure to be what it seems.",
        "Format the column as dates if it holds days, else as text with a letter before it.",
    )
    return replace(row, faults={**dict.fromkeys(numbers, fault), **row.faults})


def _merged() -> CellError:
    return CellError(
        "This cell is merged with others, so it is not sure which rows it is about.",
        "Unmerge the cells and fill in each of them.",
    )


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.startswith(_SHEETS)]
        return any(_FORMULA.search(book.read(name)) for name in names)


def _formulas(content: bytes, title: str) -> Places:
    """Return the formulas by place: one never worked out has no value, and is not an empty cell."""
    sheet = _opened(content, values=False)[title]
    return {
        (i, j): str(cell.value)
        for i, row in enumerate(_cells(sheet), 1)
        for j, cell in enumerate(row)
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }


def _text(cell: ReadOnlyCell | EmptyCell, formula: str) -> str:
    value: object = cell.value
    match value:
        case None:
            return formula
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, cell.number_format)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time() | timedelta():
            raise CellError("This is a time of day, not a value.", "Format the column as text.")
        case _:
            return str(value)


def _number(value: float, pattern: str) -> str:
    if abs(value) >= _MOST_DIGITS:
        raise CellError(
            "A spreadsheet keeps only 15 digits of a number, and this had more.",
            "Format the column as text, then export it again.",
        )
    text = shown(value, pattern)
    if text is None:
        raise CellError(
            f"Its format ({pattern}) shows something else than the number that is stored.",
            "Format the column as text, and write each value as it is to be read.",
        )
    return text
