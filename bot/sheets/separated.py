"""CSV: UTF-8 with or without a byte order mark, commas, one row of headings."""

import csv
import io

from bot.sheets.errors import SheetError
from bot.sheets.sheet import Sheet, sheet_of

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = 'In Excel, choose Save As, then "CSV UTF-8 (Comma delimited)", and import that file.'
_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


def read_separated(content: bytes) -> Sheet:
    """Return what a CSV file holds.

    Raises SheetError for another encoding, another separator, or quotation marks that do not
    close: from there on every cell would be in doubt.
    """
    sheet = sheet_of(_rows(_text(content)))
    if len(sheet.headings) == 1:
        _refuse_other_separators(sheet.headings[0])
    return sheet


def _text(content: bytes) -> str:
    if content.startswith(_UTF16):
        raise SheetError("The file is saved as UTF-16, not UTF-8.", _SAVE_AS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise SheetError(
            "The file is not saved as UTF-8 (older Excel files are Windows-1252).", _SAVE_AS
        ) from fault
    if "\x00" in text:
        raise SheetError("The file is not plain text, or is UTF-16.", _SAVE_AS)
    return text


def _rows(text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as fault:
        raise SheetError(
            f"The quotation marks or the length of a cell cannot be right in row {len(rows) + 1}.",
            'Write a quotation mark inside a cell twice (""), and close every one.',
        ) from fault
    return rows


def _refuse_other_separators(heading: str) -> None:
    for mark, name in _OTHER_SEPARATORS.items():
        if mark in heading:
            raise SheetError(f"The columns are separated by {name}, not commas.", _SAVE_AS)
