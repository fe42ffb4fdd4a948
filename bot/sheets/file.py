"""Reading a file into headings and lines of text, whatever program saved it."""

from pathlib import Path

from bot.sheets.errors import SheetError
from bot.sheets.separated import read_separated
from bot.sheets.sheet import Sheet

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


def read(path: Path) -> Sheet:
    """Return what the CSV or XLSX file at `path` holds; its content says which of them it is.

    Raises SheetError where it cannot be read, is neither, or its encoding is in doubt: a guessed
    encoding turns names into wrong names.
    """
    content = _bytes_of(path)
    if not content.strip():
        raise SheetError("The file is empty.", "Export it again and look into it first.")
    if content.startswith(_OLE):
        raise SheetError(
            "This is an old Excel workbook (.xls) or one with a password.",
            "In Excel, save it as .xlsx without a password.",
        )
    if content.startswith(_ZIP):
        from bot.sheets.workbook import read_workbook  # noqa: PLC0415 - openpyxl is slow to load

        return read_workbook(content)
    return read_separated(content)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise SheetError("There is no such file.", "Check its name and folder.") from fault
    except (OSError, ValueError) as fault:
        raise SheetError(
            "The file cannot be read.", "Check that it is a file and that you may open it."
        ) from fault
