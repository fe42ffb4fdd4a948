"""Whether a file writes the day or the month first, where one of its dates leaves that in doubt."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.sheets.cells import plain
from bot.sheets.columns import Aliases, Column, places_of
from bot.sheets.days import could_be_turned, day, day_month_first, has_month_first, reads_two_ways
from bot.sheets.errors import CellError, SheetError
from bot.sheets.sheet import Sheet

_REMEDY = "Write dates like 2026-10-25, or import without --yes and say which comes first."


@dataclass(frozen=True)
class DateCell:
    """A date as a file writes it, and where."""

    row: int
    column: str
    value: str
    is_spreadsheets: bool


@dataclass(frozen=True)
class DateDoubt:
    """A date that has its month first, and the dates that may therefore have it too."""

    american: DateCell
    in_doubt: Sequence[DateCell]


def date_doubt(sheet: Sheet, columns: Sequence[Column], aliases: Aliases) -> DateDoubt | None:
    """Return the doubt about the dates of `sheet`, or None where none has its month first.

    Raises SheetError where a workbook has such a date as text beside real dates: whichever program
    opened the file may have turned those round, and nothing in it tells which.
    """
    cells = list(_date_cells(sheet, columns, aliases))
    american = next((cell for cell in cells if has_month_first(cell.value)), None)
    if american is None:
        return None
    _refuse_turned(american, cells)
    return DateDoubt(american, [cell for cell in cells if reads_two_ways(cell.value)])


def _date_cells(sheet: Sheet, columns: Sequence[Column], aliases: Aliases) -> Iterator[DateCell]:
    places = places_of(sheet.headings, columns, aliases)
    dated = [(i, column.name) for i, column in places.items() if column.holds_days]
    for line in sheet.lines:
        for i, name in dated:
            if i < len(line.cells) and line.cells[i] and not line.hidden:
                value = plain(line.cells[i]).removeprefix("'")
                yield DateCell(line.number, name, value, i in line.dates)


def _refuse_turned(american: DateCell, cells: Sequence[DateCell]) -> None:
    for cell in cells:
        if cell.is_spreadsheets and _could_be_turned(date.fromisoformat(cell.value[:10])):
            raise SheetError(
                f"Row {american.row} has {american.value} in {american.column}, the month first, "
                f"so the spreadsheet may have turned {cell.value} in row {cell.row} round.",
                "Export the file again, as CSV, and import that without opening it in between.",
            )


def _could_be_turned(value: date) -> bool:
    return could_be_turned(value.month, value.day)


def day_reader(doubt: DateDoubt, first: str | None) -> Callable[[str], date]:
    """Return what reads days as `first` says: "day", "month", or None where nobody said.

    Then every date that could be read two ways is refused.
    """
    return {"day": day, "month": day_month_first}.get(first or "", _refusing(doubt))


def _refusing(doubt: DateDoubt) -> Callable[[str], date]:
    american = doubt.american
    seen = f"Row {american.row} has {american.value} in {american.column}, the month first"

    def read(cell: str) -> date:
        if has_month_first(cell):
            raise CellError("This has the month first.", _REMEDY)
        if reads_two_ways(cell):
            raise CellError(f"{seen}, so this could be two days.", _REMEDY)
        return day(cell)

    return read
