"""Rows of a file that are no rows of what it holds, or not sure to be."""

import re
from collections.abc import Sequence

from bot.sheets.cells import plain
from bot.sheets.errors import CellError
from bot.sheets.sheet import SheetRow, heading_key

# "Total", "Grand total: 12", "Total number of contacts": and not a team called Total Families.
_SUM = re.compile(
    r"(?:(?:grand|sub|overall)[ -]?)?totals?(?:[\W\d]*|\W+(?:of|for|number|no|count|rows?|"
    r"records?|cases|children|contacts|referrals|assessments|enquiries)\b.*)",
    re.IGNORECASE,
)
_WHAT_A_CELL_HOLDS = (
    r"(?:free )?text|string|(?:n?var)?char|number|numeric|integer|int|decimal|float|list|"
    r"drop ?down|lookup|code|date|dates?time|(?:d{1,2}[/. -]m{1,4}[/. -]y{2,4})|(?:y{4}-m{2}-d{2})|"
    r"y ?/ ?n|yes ?/ ?no|boolean|mandatory|required|optional|conditional|if known|"
    r"unique|reference|id"
)
_EXPLAINS = re.compile(rf"(?:[\W\d]*(?:{_WHAT_A_CELL_HOLDS})(?![^\W\d_]))+[\W\d]*", re.IGNORECASE)
_FEWEST_EXPLAINED = 2
_LOOKED_AT = 2
_DELETE = "Delete the row, or leave it out with --skip-bad."


def fault_of(line: SheetRow, headings: Sequence[str]) -> CellError | None:
    """Return why a row as a whole is not read, or None where its cells are."""
    if line.hidden:
        return CellError(
            "The workbook hides this row, by hand or by a filter.",
            "Show it if it is to be imported, or delete it.",
        )
    if _is_sum(line):
        return CellError("This is a line of totals.", _DELETE)
    if _repeats(line, headings):
        return CellError("This row names the columns once more.", _DELETE)
    if _explains(line):
        return CellError("This row explains the columns.", _DELETE)
    if any(plain(cell) for cell in line.cells[len(headings) :]):
        return CellError(
            "The row has more cells than there are headings.",
            "Put a cell with a comma in quotation marks, or give the column a heading.",
        )
    return None


def _is_sum(line: SheetRow) -> bool:
    first = next((text for text in map(plain, line.cells) if text), "")
    return _SUM.fullmatch(first) is not None


def _explains(line: SheetRow) -> bool:
    """Say whether all filled cells of a row say what a column holds: "text", "date (mandatory)"."""
    filled = (text for text in map(plain, line.cells) if text)
    return all(map(_EXPLAINS.fullmatch, filled)) and _filled(line) >= _FEWEST_EXPLAINED


def _filled(line: SheetRow) -> int:
    return sum(bool(plain(cell)) for cell in line.cells)


def _repeats(line: SheetRow, headings: Sequence[str]) -> bool:
    """Say whether most filled cells of a row are what its headings say."""
    pairs = [pair for pair in zip(line.cells, headings, strict=False) if pair[0].strip()]
    if not any(_is_named(*pair) for pair in pairs[:_LOOKED_AT]):
        return False
    return sum(_is_named(*pair) for pair in pairs) * 2 > len(pairs)


def _is_named(cell: str, heading: str) -> bool:
    return heading_key(plain(cell)) == heading_key(plain(heading))
