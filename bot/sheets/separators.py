"""What stands between the columns of a file, where that is no comma."""

from collections.abc import Callable, Sequence

from bot.sheets.errors import SheetError

SAVE_AS = 'In Excel, choose Save As, then "CSV UTF-8 (Comma delimited)", and import that file.'
OTHERS = {";": "semicolons", "\t": "tabs", "|": "bars"}
_EXPORT_AGAIN = (
    "Export the file again, as CSV, and import that without opening it in a spreadsheet."
)
_SURELY = 2


def refuse_one_cell(cells: Sequence[str]) -> None:
    """Raise SheetError where the only heading holds what separates columns elsewhere."""
    for mark, name in OTHERS.items():
        if len(cells) == 1 and mark in cells[0]:
            raise _separated_by(name)


def refuse_unseparated(
    rows: Sequence[Sequence[str]], columns_in: Callable[[Sequence[str]], int], *, is_csv: bool
) -> None:
    """Raise SheetError where a row names columns only once its cells are split at some mark.

    A title above it may hold commas, or nothing that says how the rest is separated.
    """
    for row in rows:
        for mark, name in OTHERS.items():
            if is_csv and columns_in(",".join(row).split(mark)) >= _SURELY:
                raise _separated_by(name)
        marks = (",", *OTHERS)
        if any(columns_in(cell.split(mark)) >= _SURELY for cell in row for mark in marks):
            raise SheetError("The names of several columns stand in one cell.", _EXPORT_AGAIN)


def _separated_by(name: str) -> SheetError:
    return SheetError(f"The columns are separated by {name}, not commas.", SAVE_AS)
