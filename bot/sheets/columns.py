"""A kind of file: its columns, matched with a file's headings, and what reads every cell."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.sheets.cells import Cell, plain
from bot.sheets.errors import CellError, SheetError
from bot.sheets.plan import ParsedFile, ParsedRow, Plan, RowFault
from bot.sheets.sheet import Sheet, SheetRow

if TYPE_CHECKING:
    from storage.imports import Row, Tick
    from storage.session import Session

TICKS = 1000
_PARTS = re.compile(r"[\s_\-./]+")


@dataclass(frozen=True)
class Column:
    """One column of a kind of file.

    `read` turns a cell that is not empty into a value or raises CellError; an empty one becomes
    `empty`. The value of a column that is not `shown` is never repeated in a message.
    """

    name: str
    read: Callable[[str], Cell]
    required: bool = False
    shown: bool = True
    empty: Cell = None


@dataclass(frozen=True)
class Aliases:
    """Other names of the columns of a kind, and other words for the values in them."""

    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class FileKind:
    """One kind of file; `noun` is what the audit calls its rows.

    `check` returns what an import would do, and changes nothing; `store` stores its new and its
    changed rows.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    check: Callable[["Session", ParsedFile], Plan]
    store: Callable[["Session", Sequence["Row"], Mapping[str, "Row"], "Tick"], None]

    def apply(self, session: "Session", plan: Plan, tick: "Tick") -> None:
        """Do what a plan says, and tell of the rows as they are stored."""
        self.store(session, plan.added, plan.changed, tick)


def heading_key(heading: str) -> str:
    """Return what two headings share when they differ in capitals, spaces or dashes alone."""
    return _PARTS.sub(" ", heading.casefold()).strip()


def read_rows(
    sheet: Sheet,
    columns: Sequence[Column],
    aliases: Aliases,
    tick: Callable[[int], None],
) -> ParsedFile:
    """Return every row of `sheet`, sound or rejected; `tick` hears of them as they are read.

    Raises SheetError where a required column is missing or one is there twice.
    """
    places = _places(sheet.headings, columns, aliases)
    entries: list[ParsedRow] = []
    rejected: list[RowFault] = []
    for done, line in enumerate(sheet.lines, 1):
        values, faults = _read_line(line, len(sheet.headings), places, aliases)
        if faults:
            rejected.extend(faults)
        else:
            entries.append(ParsedRow(line.number, values))
        if done % TICKS == 0:
            tick(TICKS)
    return ParsedFile(entries, rejected, (*sheet.notes, *_unknown(sheet.headings, places)))


def _places(
    headings: Sequence[str], columns: Sequence[Column], aliases: Aliases
) -> Mapping[int, Column]:
    keys = [heading_key(heading) for heading in headings]
    places: dict[int, Column] = {}
    for column in columns:
        others = {heading_key(name) for name in aliases.headings.get(column.name, ())}
        found = [i for i, key in enumerate(keys) if key == heading_key(column.name)]
        found = found or [i for i, key in enumerate(keys) if key in others]
        if len(found) > 1:
            raise SheetError(
                f"Two columns could both be {column.name}.",
                f"Keep one of them, or head the right one {column.name} and rename the other.",
            )
        places.update((i, column) for i in found)
    _refuse_missing(columns, {column.name for column in places.values()})
    return places


def _refuse_missing(columns: Sequence[Column], found: set[str]) -> None:
    missing = [column.name for column in columns if column.required and column.name not in found]
    if missing:
        # The headings that were found are not repeated: in a file without any, they are a person.
        raise SheetError(
            f"There is no column {' and no column '.join(missing)}.",
            "The first row must name the columns, separated by commas.",
        )


def _unknown(headings: Sequence[str], places: Mapping[int, Column]) -> tuple[str, ...]:
    names = [h.strip() for i, h in enumerate(headings) if i not in places and h.strip()]
    return (f"Columns not used here were left out: {', '.join(names)}.",) if names else ()


def _read_line(
    line: SheetRow, width: int, places: Mapping[int, Column], aliases: Aliases
) -> tuple[dict[str, Cell], list[RowFault]]:
    if any(cell.strip() for cell in line.cells[width:]):
        why = "The row has more cells than there are headings."
        return {}, [
            RowFault(line.number, "", "", why, "Put a cell with a comma in quotation marks.")
        ]
    values: dict[str, Cell] = {}
    faults: list[RowFault] = []
    for i, column in places.items():
        cell = plain(line.cells[i]) if i < len(line.cells) else ""
        try:
            values[column.name] = _value(cell, column, aliases)
        except CellError as fault:
            shown = cell if column.shown else ""
            faults.append(RowFault(line.number, column.name, shown, fault.why, fault.remedy))
    return values, faults


def _value(cell: str, column: Column, aliases: Aliases) -> Cell:
    if not cell:
        if column.required:
            raise CellError("This cell may not be empty.", f"Fill in {column.name}.")
        return column.empty
    known_as = aliases.values.get(column.name, {})
    return column.read(known_as.get(cell.casefold(), cell))
