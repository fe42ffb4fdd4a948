"""A parsed spreadsheet: headings, and rows of text under them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.sheets.cells import plain
from bot.sheets.errors import CellError, SheetError
from bot.sheets.separators import refuse_unseparated

_MOST_ABOVE, _SURELY_HEADINGS = 20, 2
_PARTS = re.compile(r"[\s_\-./]+")
# How a day is written, or yes and no: no other brackets, for "Date of Birth (mother)" is hers.
_FORMAT = re.compile(
    r"[(\[]\s*(?:format:?\s*)?(?:"
    r"(?:d{1,2}|m{1,3}|y{2,4})(?:[\s/.-]*(?:d{1,2}|m{1,3}|y{2,4})){2}(?:\s+hh?:mm(?::ss)?)?"
    r"|y(?:es)?\s*(?:/|or|,)\s*n(?:o)?"
    r"|mandatory|optional|required)\s*[)\]]",
    re.IGNORECASE,
)


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


def heading_key(heading: str) -> str:
    """Return what two headings share when they differ in capitals, spaces or dashes alone.

    Or in how their cells are written: "Date of Birth (dd/mm/yyyy)" is the date of birth.
    """
    return _PARTS.sub(" ", without_format(heading).casefold()).strip()


def without_format(heading: str) -> str:
    """Return a heading without what says in brackets how its cells are written."""
    return _FORMAT.sub(" ", heading)


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


def under_its_headings(sheet: Sheet, columns_in: Callable[[Sequence[str]], int]) -> Sheet:
    """Return a sheet without what stands above its headings: a title, a date, groups of columns.

    They are the row of the first few in which most columns are known; `columns_in` says how many
    of a row are. One known column is no more than a word, and a first row with more is them.

    Raises SheetError where the columns of a row are known but not told apart.
    """
    rows = [sheet.headings, *(line.cells for line in sheet.lines[:_MOST_ABOVE] if not line.hidden)]
    known = [columns_in(row) for row in rows]
    best = max(known)
    if best < _SURELY_HEADINGS:
        refuse_unseparated(rows, columns_in, is_csv=not sheet.title)
    if best < _SURELY_HEADINGS or known[0] >= _SURELY_HEADINGS:
        return sheet
    headings = next(
        line for line in sheet.lines if not line.hidden and columns_in(line.cells) == best
    )
    under = tuple(line for line in sheet.lines if line.number > headings.number)
    note = f"Row {headings.number} names the columns; what stands above it was left out."
    return replace(sheet, headings=headings.cells, lines=under, notes=(*sheet.notes, note))
