"""A parsed spreadsheet: headings, and rows of text under them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.sheets.cells import plain
from bot.sheets.errors import CellError, SheetError


@dataclass(frozen=True)
class SheetRow:
    """One row under the headings; `number` is its row in the file, the headings' being 1.

    By place: `faults` are cells whose text is not sure to be what was meant, `dates` those that
    the spreadsheet itself holds as dates. A row may be `hidden`, by hand or by a filter.
    """

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, CellError] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """What a file holds, as text; dates from a workbook are ISO. `notes` say what was left out.

    Of a workbook `title` names the sheet.
    """

    headings: tuple[str, ...]
    lines: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    title: str = ""


def sheet_of(
    rows: Iterable[SheetRow],
    notes: tuple[str, ...] = (),
    hidden_columns: frozenset[int] = frozenset(),
) -> Sheet:
    """Return the sheet of `rows`: the first one that is not blank holds the headings.

    Raises SheetError where every row is blank, or the headings are hidden.
    """
    filled = [row for row in rows if any(plain(cell) for cell in row.cells)]
    if not filled:
        raise SheetError("The file is empty.", "Export it again and look into it first.")
    if filled[0].hidden:
        raise SheetError(
            f"The first row that is filled, row {filled[0].number}, is hidden.",
            "Show it if it names the columns, or delete it.",
        )
    return Sheet(filled[0].cells, tuple(filled[1:]), notes, hidden_columns)
