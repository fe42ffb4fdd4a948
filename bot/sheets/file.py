"""Parsing a file into headings and rows of text: CSV in UTF-8, or an XLSX workbook."""

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sheets.cells import plain
from bot.sheets.errors import SheetError
from bot.sheets.limits import bytes_of, within_limits
from bot.sheets.separators import SAVE_AS, refuse_one_cell
from bot.sheets.sheet import Sheet, SheetRow, sheet_of

if TYPE_CHECKING:
    from bot.sheets.workbook import Book

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Excel obeys this line and does not show it. Its line break stays: rows keep their numbers.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<mark>[,;\t|])"?(?=\r|\n|$)', re.IGNORECASE)


def read(path: Path) -> Sheet:
    """Return what the CSV or XLSX file at `path` holds; its content says which of them it is.

    Raises SheetError where it cannot be read, is neither, or its encoding is in doubt: a guessed
    encoding turns names into wrong names.
    """
    content = _content_of(path)
    if content.startswith(_ZIP):
        from bot.sheets.workbook import read_workbook  # noqa: PLC0415 - openpyxl is slow to load

        return read_workbook(content)
    return read_separated(content)


def read_book(path: Path) -> "Book":
    """Return the sheets of the workbook at `path`, with their titles.

    Raises SheetError as `read` does, and where the file is no workbook.
    """
    content = _content_of(path)
    if not content.startswith(_ZIP):
        raise SheetError("This is no workbook (.xlsx).", "Export the lists into one workbook.")
    from bot.sheets.workbook import read_sheets  # noqa: PLC0415 - openpyxl is slow to load

    return read_sheets(content)


def _content_of(path: Path) -> bytes:
    content = _bytes_of(path)
    if not content.strip():
        raise SheetError("The file is empty.", "Export it again and look into it first.")
    if content.removeprefix(_BOM).lstrip().startswith(b"<"):
        raise SheetError(
            "This is a web page, or XML, under the name of a workbook.",
            "Open it in Excel and save it as .xlsx.",
        )
    if content.startswith(_OLE):
        raise SheetError(
            "This is an old Excel workbook (.xls) or one with a password.",
            "In Excel, save it as .xlsx without a password.",
        )
    return content


def _bytes_of(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except FileNotFoundError as fault:
        raise SheetError("There is no such file.", "Check its name and folder.") from fault
    except (OSError, ValueError) as fault:
        raise SheetError(
            "The file cannot be read.", "Check that it is a file and that you may open it."
        ) from fault


def read_separated(content: bytes) -> Sheet:
    """Return what a CSV file holds: UTF-8 with or without a byte order mark, commas, headings.

    A first line like "sep=;" names another separator.

    Raises SheetError for another encoding, another separator, or quotation marks that do not
    close: from there on every cell would be in doubt.
    """
    text, mark = _separator_line(_decoded(content))
    sheet = sheet_of(
        SheetRow(number, tuple(cells)) for number, cells in enumerate(_rows(text, mark), 1)
    )
    refuse_one_cell(sheet.headings)
    return sheet


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16):
        raise SheetError("The file is saved as UTF-16, not UTF-8.", SAVE_AS)
    # Before UTF-8 is tried: the first accent of UTF-16 without its mark would be blamed instead.
    if b"\x00" in content:
        raise SheetError("The file is not plain text, or is UTF-16.", SAVE_AS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        where = _place_of(content[: fault.start])
        raise SheetError(
            "The file is not saved as UTF-8 (older Excel files are Windows-1252): see " + where,
            SAVE_AS,
        ) from fault
    return text


def _place_of(before: bytes) -> str:
    """Return the row and the column, with its heading, in which what stands `before` it ends."""
    text, mark = _separator_line(before.decode("utf-8-sig"))
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark)) or [[""]]
    place = max(len(rows[-1]), 1)
    heading = rows[0][place - 1] if len(rows) > 1 and place <= len(rows[0]) else ""
    return f"row {len(rows)}, column {plain(heading) or place}."


def _separator_line(text: str) -> tuple[str, str]:
    """Return `text` with a first line "sep=;" made blank, and the separator it names."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found["mark"]) if found else (text, ",")


def _rows(text: str, separator: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(map(list, within_limits(reader, lambda cell: not cell.strip())))
    except csv.Error as fault:
        raise SheetError(
            f"The quotation marks or the length of a cell cannot be right in row {len(rows) + 1}.",
            'Write a quotation mark inside a cell twice (""), and close every one.',
        ) from fault
    return rows
