"""The sheets of a workbook as lists of Annex A, and what may be meant by names nobody knows."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.annex_a.lists import LISTS, UNUSED, AnnexList, headings, names, number_of, tidy
from bot.sheets.cells import plain
from bot.sheets.columns import Aliases, heading_key, read_rows
from bot.sheets.date_order import DateDoubt, date_doubt
from bot.sheets.errors import SheetError
from bot.sheets.plan import ParsedFile
from bot.sheets.sheet import Sheet, SheetRow
from bot.sheets.workbook import naming_sheet
from practice.matching import nearest
from storage.reviewed_names import Names

SHEET, TEAM, WORKER = "sheet", "team", "worker"
_LIKE_A_SHEET, _LIKE_A_COLUMN = 75, 80
# What Excel and a case system write where there is nothing.
_NOTHING = re.compile(r"#N/A|#NULL!|N/A|NULL|-+", re.IGNORECASE)
_YES_OR_NO = re.compile(r"(?:[a-z0-9]{1,2}[).]\s+)?(?:yes|no|y|n)", re.IGNORECASE)

Book = Sequence[tuple[str, Sheet]]


@dataclass(frozen=True)
class Suggestion:
    """What a name may mean, for a person to accept: `means` is kept, `words` are read."""

    of: str
    said: str
    means: str
    words: str


@dataclass(frozen=True)
class FoundList:
    """A sheet that is a list."""

    of: AnnexList
    title: str
    sheet: Sheet

    @property
    def of_columns(self) -> str:
        """What kind of name a column of this list is."""
        return f"column of {self.of.key}"


def found_lists(book: Book, reviewed: Names) -> tuple[list[FoundList], list[str]]:
    """Return the lists that a workbook has, in order, and what is said of its other sheets.

    Raises SheetError where it has none, or one twice.
    """
    found: dict[int, FoundList] = {}
    notes: list[str] = []
    for title, sheet in book:
        number = number_of(title, reviewed.get(SHEET, {}))
        if number is None or number not in LISTS:
            notes.append(_left_out(title, number))
        elif number in found:
            raise SheetError(
                f"The sheets {found[number].title} and {title} are both list {number}.",
                "Keep one of them.",
            )
        else:
            found[number] = FoundList(LISTS[number], title, _tidied(sheet))
    if not found:
        raise SheetError(
            f"No sheet of this workbook is a list of Annex A; it has {_titles(book)}.",
            "Name the sheets as Annex A does, such as List 1.",
        )
    return [found[number] for number in sorted(found)], notes


def _titles(book: Book) -> str:
    return ", ".join(title for title, _ in book) or "nothing in it"


def _left_out(title: str, number: int | None) -> str:
    if number in UNUSED:
        return f"Sheet {title} ({UNUSED[number]}) is not used here and was left out."
    return f"Sheet {title} is no list that is known, and was left out."


def sheet_suggestions(book: Book, reviewed: Names) -> Iterator[Suggestion]:
    """Yield which lists sheets may be whose titles nobody knows."""
    numbers = {title: number_of(title, reviewed.get(SHEET, {})) for title, _ in book}
    called = {
        alias: number
        for number, aliases in names()["sheets"].items()
        if int(number) not in numbers.values()
        for one in aliases
        for alias in (one, f"{one} list")
    }
    for title in (title for title, number in numbers.items() if number is None):
        near = nearest(title, list(called), _LIKE_A_SHEET)
        if near:
            number = called[near]
            words = f"Sheet {title} may be list {number} ({near.removesuffix(' list')})."
            yield Suggestion(SHEET, heading_key(title), number, words)


def column_suggestions(found: FoundList, reviewed: Names) -> Iterator[Suggestion]:
    """Yield which columns of a list headings may be that nobody knows."""
    aliases = headings(reviewed.get(found.of_columns, {}))
    called = {alias: name for name, others in aliases.items() for alias in (name, *others)}
    known = {called[key] for key in found.sheet.headings if key in called}
    wanted = {column.name for column in found.of.columns} - known
    choices = {alias: name for alias, name in called.items() if name in wanted}
    for heading in found.sheet.headings:
        near = None if heading in called or not heading else _near(heading, choices)
        if near:
            words = f"Column {heading} of sheet {found.title} may be {near}."
            yield Suggestion(found.of_columns, heading, choices[near], words)


def _near(heading: str, choices: Mapping[str, str]) -> str | None:
    return nearest(heading, list(choices), _LIKE_A_COLUMN)


def _tidied(sheet: Sheet) -> Sheet:
    headings_ = tuple(tidy(heading) for heading in sheet.headings)
    return replace(sheet, headings=headings_, lines=tuple(map(_without_nothing, sheet.lines)))


def _without_nothing(line: SheetRow) -> SheetRow:
    empty = {i for i, cell in enumerate(line.cells) if _NOTHING.fullmatch(plain(cell))}
    if not empty:
        return line
    cells = tuple("" if i in empty else cell for i, cell in enumerate(line.cells))
    return replace(line, cells=cells)


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
    return replace(parsed, notes=notes)


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
