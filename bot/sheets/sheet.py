"""A parsed spreadsheet: headings, and rows of text under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.sheets.errors import SheetError


@dataclass(frozen=True)
class SheetRow:
    """One row under the headings; `number` is its row in the file, the headings' being 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a file holds, as text; dates from a workbook are ISO. `notes` say what was left out."""

    headings: tuple[str, ...]
    lines: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


def sheet_of(rows: Iterable[Sequence[str]], notes: tuple[str, ...] = ()) -> Sheet:
    """Return the sheet of `rows`: the first one that is not blank holds the headings.

    Raises SheetError where every row is blank.
    """
    filled = [
        SheetRow(number, tuple(cells))
        for number, cells in enumerate(rows, 1)
        if any(cell.strip() for cell in cells)
    ]
    if not filled:
        raise SheetError("The file is empty.", "Export it again and look into it first.")
    return Sheet(filled[0].cells, tuple(filled[1:]), notes)
