"""XLSX: the first sheet that is shown, its values and not its formulas."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.errors import SheetError
from bot.sheets.sheet import Sheet, sheet_of

_FORMULA = re.compile(rb"<f[ >/]")
_SHEETS = "xl/worksheets/"

Places = dict[tuple[int, int], str]


def read_workbook(content: bytes) -> Sheet:
    """Return what the first visible sheet of an XLSX workbook holds.

    Raises SheetError where the workbook is damaged or holds no sheet.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and lists it leaves out
            return _read(content)
    except SheetError:
        raise
    except Exception as fault:
        raise SheetError(
            "This workbook cannot be read; it may be damaged.",
            "Open it in Excel and save it as .xlsx again, or as CSV UTF-8.",
        ) from fault


def _read(content: bytes) -> Sheet:
    formulas = _formulas(content) if _has_formulas(content) else {}
    shown, others = _first_shown(content, values=True)
    rows = [
        [_text(cell, formulas.get((i, j), "")) for j, cell in enumerate(row)]
        for i, row in enumerate(_cells(shown))
    ]
    notes = (f"Only the first sheet was read; {others} more were left out.",) if others else ()
    return sheet_of(rows, notes)


def _first_shown(content: bytes, *, values: bool) -> tuple[Worksheet, int]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise SheetError("This workbook shows no sheet.", "Unhide the sheet and save it.")
    return shown[0], len(shown) - 1


def _cells(sheet: Worksheet) -> Iterator[tuple[object, ...]]:
    # Some exporters write a wrong size into the sheet; without it every row is read as it stands.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    yield from sheet.iter_rows(values_only=True)


def _has_formulas(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [name for name in book.namelist() if name.startswith(_SHEETS)]
        return any(_FORMULA.search(book.read(name)) for name in names)


def _formulas(content: bytes) -> Places:
    """Return the formulas by place: one never worked out has no value, and is not an empty cell."""
    sheet, _ = _first_shown(content, values=False)
    return {
        (i, j): str(cell)
        for i, row in enumerate(_cells(sheet))
        for j, cell in enumerate(row)
        if isinstance(cell, str) and cell.startswith("=")
    }


def _text(cell: object, formula: str) -> str:
    match cell:
        case None:
            return formula
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)
