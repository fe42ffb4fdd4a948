"""A kind of file: its columns, matched with a file's headings, and what reads every cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.sheets.cells import (
    REMOVE,
    Cell,
    OneOf,
    plain,
    plain_lines,
    prose,
    refuse_non_value,
    words,
    yes_no,
)
from bot.sheets.days import day, month
from bot.sheets.errors import CellError, SheetError
from bot.sheets.exported import conference_day, exported_day, without_code
from bot.sheets.plan import ParsedFile, ParsedRow, Plan, RowFault
from bot.sheets.sheet import Sheet, SheetRow, heading_key
from bot.sheets.whole_rows import fault_of

if TYPE_CHECKING:
    from storage.imports import Row
    from storage.many_rows import Tick
    from storage.session import Session

TICKS = 1000
_OTHER_DAYS: Sequence[Callable[..., Cell]] = (month, exported_day, conference_day)


@dataclass(frozen=True)
class Column:
    """One column of a kind of file.

    The file must have a column that is `required`, and every row must fill it in; one that is
    `required_of_new` only where the row is not stored yet. `read` turns a cell that is not empty
    into a value or raises CellError; an empty one says nothing. `(none)` removes what is stored,
    if the column is `removable`. The value of a column that is not `shown` is never repeated in a
    message. `example` is a cell as a file could hold it.
    """

    name: str
    read: Callable[[str], Cell]
    required: bool = False
    required_of_new: bool = False
    shown: bool = True
    removable: bool = True
    example: str = ""

    @property
    def holds_days(self) -> bool:
        """Whether its values are days."""
        return self.read in (day, *_OTHER_DAYS)

    def reading_days(self, read_day: Callable[[str], date]) -> "Column":
        """Return the column with its days read by `read_day`."""
        if self.read is day:
            return replace(self, read=read_day)
        other = next(one for one in _OTHER_DAYS if one is self.read)
        return replace(self, read=partial(other, read_day=read_day))


@dataclass(frozen=True)
class Aliases:
    """Other names of the columns of a kind, and other words for the values in them."""

    headings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Storing:
    """The moment at which rows are stored, and who is told how many are."""

    at: datetime
    tick: "Tick"


@dataclass(frozen=True)
class FileKind:
    """One kind of file; `noun` is the table of its rows, and what the audit calls them.

    `check` returns what an import would do, and changes nothing; `store` stores its new and its
    changed rows. In its place `store_ready` also has the moment, and what `ready` worked out.
    """

    name: str
    noun: str
    columns: tuple[Column, ...]
    check: Callable[["Session", ParsedFile], Plan]
    store: (
        Callable[["Session", Sequence["Row"], Mapping[str, "Row"], "Tick"], Sequence[str]] | None
    ) = None
    ready: Callable[[Plan, "Tick"], object] | None = None
    store_ready: Callable[["Session", Plan, object, "Storing"], Sequence[str]] | None = None

    def made_ready(self, plan: Plan, tick: "Tick") -> object:
        """Return what takes long to work out of a plan, before anything is locked to store it."""
        return self.ready(plan, tick) if self.ready else None

    def apply(
        self, session: "Session", plan: Plan, storing: "Storing", ready: object = None
    ) -> Sequence[str]:
        """Do what a plan says, tell of the rows as they are stored, and return the new ids."""
        if self.store_ready:
            return self.store_ready(session, plan, ready, storing)
        assert self.store is not None  # noqa: S101 - a kind has one of the two
        return self.store(session, plan.added, plan.changed, storing.tick)


def read_rows(
    sheet: Sheet,
    columns: Sequence[Column],
    aliases: Aliases,
    tick: Callable[[int], None],
    read_day: Callable[[str], date] = day,
) -> ParsedFile:
    """Return every row of `sheet`, sound or rejected; `tick` hears of them as they are read.

    `read_day` reads the columns that hold days.

    Raises SheetError where a required column is missing or one is there twice.
    """
    places = places_of(sheet.headings, columns, aliases)
    _refuse_hidden(sheet, places)
    days = frozenset(i for i, column in places.items() if column.holds_days)
    places = {i: c.reading_days(read_day) if i in days else c for i, c in places.items()}
    entries: list[ParsedRow] = []
    rejected: list[RowFault] = []
    for done, line in enumerate(sheet.lines, 1):
        values, faults = _read_line(line, sheet.headings, places, aliases, days)
        if faults:
            rejected.extend(faults)
        else:
            entries.append(ParsedRow(line.number, values))
        if done % TICKS == 0:
            tick(TICKS)
    notes = (*sheet.notes, *_left_out(sheet, places))
    return ParsedFile(entries, rejected, notes, sheet=sheet.title)


def places_of(
    headings: Sequence[str], columns: Sequence[Column], aliases: Aliases
) -> Mapping[int, Column]:
    """Return the columns by where `headings` has them.

    Raises SheetError where a required column is missing or one is there twice.
    """
    keys = [heading_key(plain(heading)) for heading in headings]
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


def known_in(row: Sequence[str], columns: Sequence[Column], aliases: Aliases) -> int:
    """Return how many of the columns the cells of a row name."""
    keys = {heading_key(plain(cell)) for cell in row}
    return sum(
        not keys.isdisjoint(map(heading_key, (column.name, *aliases.headings.get(column.name, ()))))
        for column in columns
    )


def _refuse_missing(columns: Sequence[Column], found: set[str]) -> None:
    needed = [column.name for column in columns if column.required or column.required_of_new]
    missing = [name for name in needed if name not in found]
    if missing:
        # The headings that were found are not repeated: in a file without any, they are a person.
        raise SheetError(
            f"There is no column {' and no column '.join(missing)}.",
            "A row at the top must name the columns; in a CSV file, separated by commas.",
        )


def _refuse_hidden(sheet: Sheet, places: Mapping[int, Column]) -> None:
    hidden = [column.name for i, column in places.items() if i in sheet.hidden_columns]
    if hidden:
        raise SheetError(
            f"The workbook hides the column {' and the column '.join(hidden)}.",
            "Show what is to be read, and delete what is not.",
        )


def _left_out(sheet: Sheet, places: Mapping[int, Column]) -> Iterator[str]:
    others = [(i, plain(h)) for i, h in enumerate(sheet.headings) if i not in places]
    names = [name for _, name in others if name]
    if names:
        yield f"Columns not used here were left out: {', '.join(names)}."
    nameless = [i for i, name in others if not name and _is_filled(sheet, i)]
    if nameless:
        letters = ", ".join(_letters(i) for i in nameless)
        yield f"Columns without a heading were left out: {letters}."


def _is_filled(sheet: Sheet, place: int) -> bool:
    return any(plain(cell) for line in sheet.lines for cell in line.cells[place : place + 1])


def _letters(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _read_line(
    line: SheetRow,
    headings: Sequence[str],
    places: Mapping[int, Column],
    aliases: Aliases,
    days: frozenset[int],
) -> tuple[dict[str, Cell], list[RowFault]]:
    whole = fault_of(line, headings)
    if whole:
        return {}, [RowFault(line.number, "", "", whole.why, whole.remedy)]
    values: dict[str, Cell] = {}
    faults: list[RowFault] = []
    for i, column in places.items():
        read = plain_lines if column.read is prose else plain
        cell = read(line.cells[i]) if i < len(line.cells) else ""
        try:
            _refuse_doubtful(line, i, days)
            values |= _value(cell, column, aliases)
        except CellError as fault:
            shown = cell if column.shown else ""
            faults.append(RowFault(line.number, column.name, shown, fault.why, fault.remedy))
    return values, faults


def _refuse_doubtful(line: SheetRow, place: int, days: frozenset[int]) -> None:
    if place in line.faults:
        raise line.faults[place]
    if place in line.dates and place not in days:
        raise CellError(
            "The spreadsheet has made a date of this.",
            "Format the column as text, then write it again.",
        )


def _value(cell: str, column: Column, aliases: Aliases) -> Mapping[str, Cell]:
    """Return what `cell` says of its column: nothing where it is empty, for that is unknown."""
    if not cell:
        if column.required:
            raise CellError("This cell may not be empty.", f"Fill in {column.name}.")
        return {}
    if cell.casefold().replace(" ", "") == REMOVE:
        _refuse_removal(column)
        return {column.name: None}
    refuse_non_value(cell)
    if column.read not in (words, prose):
        # Spreadsheets put it before what is to stay text; a name may begin with one.
        cell = cell.removeprefix("'")
    if column.read is yes_no or isinstance(column.read, OneOf):
        # A list of codes puts a letter before the word: "b) Yes".
        cell = without_code(cell)
    known_as = aliases.values.get(column.name, {})
    return {column.name: column.read(known_as.get(cell.casefold(), cell))}


def _refuse_removal(column: Column) -> None:
    if column.required or not column.removable:
        raise CellError(f"{column.name} cannot be removed.", "Leave it empty, or write its value.")
