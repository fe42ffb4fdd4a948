"""The lists of a workbook row by row, and what may be meant by columns that nobody knows."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from bot.annex_a.finding import FoundList, Suggestion
from bot.annex_a.lists import bare, headings
from bot.sheets.cells import plain
from bot.sheets.child_refs import is_nobody
from bot.sheets.columns import Aliases, read_rows
from bot.sheets.date_order import DateDoubt, date_doubt
from bot.sheets.plan import ParsedFile, RowFault
from bot.sheets.sheet import Sheet, SheetRow, heading_key
from bot.sheets.workbook import naming_sheet
from practice.matching import nearest
from storage.reviewed_names import Names

TEAM, WORKER = "team", "worker"
_LIKE_A_COLUMN = 80
_NO_CHILD = "This row names no child, and nothing else in Annex A says which row it is."
_WITHOUT_CHILD = (
    "Give it the child's reference, or leave it out with --skip-bad. A contact about a child who "
    "has none can come in a file of contacts."
)
_YES_OR_NO = re.compile(r"(?:[a-z0-9]{1,2}[).]\s+)?(?:yes|no|y|n)", re.IGNORECASE)


def column_suggestions(found: FoundList, reviewed: Names) -> Iterator[Suggestion]:
    """Yield which columns of a list headings may be that nobody knows."""
    aliases = headings(reviewed.get(found.of_columns, {}))
    called = {alias: name for name, others in aliases.items() for alias in (name, *others)}
    known = {called[key] for key in found.sheet.headings if key in called}
    wanted = {column.name for column in found.of.columns} - known
    choices = {alias: name for alias, name in called.items() if name in wanted}
    for heading, written in zip(found.sheet.headings, found.written, strict=True):
        near = None if heading in called or not heading else _near(heading, written, choices)
        if near:
            words = f"Column {plain(written)} of sheet {found.title} may be {near}."
            yield Suggestion(found.of_columns, heading, choices[near], words)


def _near(heading: str, written: str, choices: Mapping[str, str]) -> str | None:
    """Return the name most like a heading: as it stands, else without what explains it."""
    near = nearest(heading, list(choices), _LIKE_A_COLUMN)
    shorter = bare(written)
    if near or not shorter:
        return near
    names = {bare(one): one for one in choices}
    found = nearest(shorter, list(names), _LIKE_A_COLUMN)
    return names[found] if found else None


def aliases_of(found: FoundList, reviewed: Names) -> Aliases:
    """Return the other names of a list's columns."""
    own = {column.name for column in found.of.columns}
    known = headings(reviewed.get(found.of_columns, {}))
    return Aliases({name: others for name, others in known.items() if name in own})


def doubt_of(found: FoundList, reviewed: Names) -> DateDoubt | None:
    """Return the doubt about the dates of a list, as `date_doubt` does."""
    with naming_sheet(found.title):
        return date_doubt(found.sheet, found.of.columns, aliases_of(found, reviewed))


def rows_of(
    found: FoundList,
    reviewed: Names,
    tick: Callable[[int], None],
    read_day: Callable[[str], date],
) -> ParsedFile:
    """Return every row of a list, sound or rejected; raises SheetError, naming the sheet."""
    aliases = aliases_of(found, reviewed)
    with naming_sheet(found.title):
        sheet = _seen_by_day_alone(found.sheet, aliases)
        parsed = read_rows(sheet, found.of.columns, aliases, tick, read_day)
    said = {heading for heading in found.sheet.headings if heading}
    lacks = [
        one.name
        for one in found.of.columns
        if not said & {one.name, heading_key(one.name), *aliases.headings.get(one.name, ())}
    ]
    notes = [f"Sheet {found.title}: {note}" for note in parsed.notes]
    if not parsed.entries and not parsed.rejected:
        notes.append(f"Sheet {found.title} has no row under its headings.")
    if lacks:
        notes.append(f"Sheet {found.title} has no column for {', '.join(lacks)}.")
    return replace(parsed, notes=notes, rejected=list(map(_of_no_child, parsed.rejected)))


def _of_no_child(fault: RowFault) -> RowFault:
    """Return the fault of a cell; of a child's reference that names none, with what to do here."""
    names_none = fault.column == "child_ref" and is_nobody(fault.value)
    return replace(fault, why=_NO_CHILD, remedy=_WITHOUT_CHILD) if names_none else fault


def _seen_by_day_alone(sheet: Sheet, aliases: Aliases) -> Sheet:
    """Return a sheet without the yes and no that stand where a day could: they say no day."""
    seen = {*aliases.headings.get("child_seen", ()), "child seen"}
    places = [i for i, heading in enumerate(sheet.headings) if heading in seen]
    if not places:
        return sheet

    def cleaned(line: SheetRow) -> SheetRow:
        cells = tuple(
            "" if i in places and _YES_OR_NO.fullmatch(plain(cell)) else cell
            for i, cell in enumerate(line.cells)
        )
        return replace(line, cells=cells)

    return replace(sheet, lines=tuple(map(cleaned, sheet.lines)))
