"""Reading a file into headings and lines of text, whatever program saved it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.sheets.errors import SheetError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Line:
    """One row under the headings; `number` is its row in the file, the headings' being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a file holds, as text; dates from a workbook are ISO. `notes` say what was left out."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


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
    from bot.sheets.separated import read_separated  # noqa: PLC0415 - the two know this module

    return read_separated(content)


def sheet_of(rows: Iterable[Sequence[str]], notes: tuple[str, ...] = ()) -> Sheet:
    """Return the sheet of `rows`: the first one that is not blank holds the headings.

    Raises SheetError where every row is blank.
    """
    filled = [
        Line(number, tuple(cells))
        for number, cells in enumerate(rows, 1)
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise SheetError("The file is empty.", "Export it again and look into it first.")
    return Sheet(filled[0].cells, tuple(filled[1:]), notes)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise SheetError("There is no such file.", "Check its name and folder.") from fault
    except (OSError, ValueError) as fault:
        raise SheetError(
            "The file cannot be read.", "Check that it is a file and that you may open it."
        ) from fault
