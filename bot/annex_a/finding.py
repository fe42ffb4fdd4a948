"""Which sheets of a workbook are which lists of Annex A, and what is said of the others."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.annex_a.lists import LISTS, UNUSED, AnnexList, headings, names, number_of, tidy
from bot.sheets.cells import plain
from bot.sheets.errors import SheetError
from bot.sheets.sheet import Sheet, SheetRow, heading_key, under_its_headings
from bot.sheets.workbook import Book, Unread, naming_sheet
from practice.matching import nearest
from storage.reviewed_names import Names

SHEET, PART = "sheet", "part of a list"
PARTS = 100
"""The second sheet of list 1 is 101 while the lists are in hand, and the third 201."""
_LIKE_A_SHEET = 75
# What Excel and a case system write where there is nothing.
_NOTHING = re.compile(r"#N/A|#NULL!|N/A|NULL|-+", re.IGNORECASE)
# What case systems add to the name of a sheet: a day, a month, what stands in brackets.
_ADDED = re.compile(
    r"\([^)]*\)|\d+|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Suggestion:
    """What a name may mean, for a person to accept: `means` is kept, `words` are read."""

    of: str
    said: str
    means: str
    words: str


@dataclass(frozen=True)
class FoundList:
    """A sheet that is a list, or the part of one that comes after `part` others.

    `written` are its headings as somebody wrote them: those of `sheet` are tidy.
    """

    of: AnnexList
    title: str
    sheet: Sheet
    written: Sequence[str]
    part: int = 0

    @property
    def place(self) -> int:
        """What its rows are told by from those of the other lists, and of its other parts."""
        return self.of.number + PARTS * self.part

    @property
    def of_columns(self) -> str:
        """What kind of name a column of this list is."""
        return f"column of {self.of.key}"


def found_lists(book: Book, reviewed: Names) -> tuple[list[FoundList], list[str]]:
    """Return the lists that a workbook has, in order, and what is said of its other sheets.

    Raises SheetError where it has none, hides one, or has one twice and nobody said that both are
    parts of it.
    """
    found: list[FoundList] = []
    notes: list[str] = []
    for title, sheet in book.sheets:
        number = number_of(title, reviewed.get(SHEET, {}))
        if number is None or number not in LISTS:
            notes.append(_left_out(title, number))
            continue
        before = [one.title for one in found if one.of.number == number]
        if before and heading_key(title) not in reviewed.get(PART, {}):
            raise SheetError(
                f"The sheets {before[0]} and {title} are both list {number}.",
                "Delete the one that is not meant. If both are parts of it, import without --yes "
                "and say so, or put their rows on one sheet.",
            )
        of = LISTS[number]
        known = _under_its_headings(sheet, of, reviewed)
        found.append(FoundList(of, title, _tidied(known), known.headings, len(before)))
    _refuse_hidden(book, found, reviewed)
    if not found:
        raise SheetError(
            f"No sheet of this workbook is a list of Annex A; it has {_titles(book)}.",
            "Name the sheets as Annex A does, such as List 1.",
        )
    notes += _of_unread(book, reviewed)
    notes += _of_lacking(book, found, reviewed)
    return sorted(found, key=lambda one: one.place), notes


def _titles(book: Book) -> str:
    return ", ".join(title for title, _ in book.sheets) or "nothing in it"


def _left_out(title: str, number: int | None) -> str:
    if number in UNUSED:
        return f"Sheet {title} ({UNUSED[number]}) is not used here and was left out."
    return f"Sheet {title} is no list that is known, and was left out."


def _unread_lists(book: Book, reviewed: Names) -> dict[str, int]:
    numbers = {title: number_of(title, reviewed.get(SHEET, {})) for title in book.unread}
    return {title: number for title, number in numbers.items() if number and number in LISTS}


def _refuse_hidden(book: Book, found: Sequence[FoundList], reviewed: Names) -> None:
    shown = {one.of.number for one in found}
    for title, number in _unread_lists(book, reviewed).items():
        if book.unread[title] is Unread.HIDDEN and number not in shown:
            raise SheetError(
                f"The sheet {title}, which is list {number}, is hidden.",
                "Show it if it is to be read, or delete it.",
            )


def _of_unread(book: Book, reviewed: Names) -> Iterator[str]:
    lists = _unread_lists(book, reviewed)
    for title, why in book.unread.items():
        if why is Unread.HIDDEN:
            yield f"Sheet {title} is hidden and was left out."
        elif title in lists:
            yield f"Sheet {title} (list {lists[title]}) is empty."


def _of_lacking(book: Book, found: Sequence[FoundList], reviewed: Names) -> Iterator[str]:
    there = {one.of.number for one in found} | set(_unread_lists(book, reviewed).values())
    lacking = [f"list {number}" for number in LISTS if number not in there]
    if lacking:
        yield f"No sheet of this workbook is {' or '.join(lacking)}."


def sheet_suggestions(book: Book, reviewed: Names) -> Iterator[Suggestion]:
    """Yield which lists sheets may be whose titles nobody knows."""
    numbers = {title: number_of(title, reviewed.get(SHEET, {})) for title, _ in book.sheets}
    called = {
        alias: number
        for number, aliases in names()["sheets"].items()
        if int(number) not in numbers.values()
        for one in aliases
        for alias in (one, f"{one} list")
    }
    for title in (title for title, number in numbers.items() if number is None):
        near = _near(title, called) or _near(_ADDED.sub(" ", title), called)
        if near:
            number = called[near]
            words = f"Sheet {title} may be list {number} ({near.removesuffix(' list')})."
            yield Suggestion(SHEET, heading_key(title), number, words)


def _near(title: str, called: Mapping[str, str]) -> str | None:
    return nearest(title, list(called), _LIKE_A_SHEET)


def part_suggestions(book: Book, reviewed: Names) -> Iterator[Suggestion]:
    """Yield which sheets may be further parts of a list that another one is, too."""
    seen = Counter[int]()
    first: dict[int, str] = {}
    for title, _ in book.sheets:
        number = number_of(title, reviewed.get(SHEET, {}))
        if number is None or number not in LISTS:
            continue
        if seen[number] and heading_key(title) not in reviewed.get(PART, {}):
            words = f"Sheets {first[number]} and {title} may be two parts of list {number}."
            yield Suggestion(PART, heading_key(title), str(number), words)
        first.setdefault(number, title)
        seen[number] += 1


def _under_its_headings(sheet: Sheet, of: AnnexList, reviewed: Names) -> Sheet:
    called = headings(reviewed.get(f"column of {of.key}", {}))
    own = {
        tidy(one) for column in of.columns for one in (column.name, *called.get(column.name, ()))
    }
    with naming_sheet(sheet.title):
        return under_its_headings(sheet, lambda row: len(own & {tidy(cell) for cell in row}))


def _tidied(sheet: Sheet) -> Sheet:
    headings_ = tuple(tidy(heading) for heading in sheet.headings)
    return replace(sheet, headings=headings_, lines=tuple(map(_without_nothing, sheet.lines)))


def _without_nothing(line: SheetRow) -> SheetRow:
    empty = {i for i, cell in enumerate(line.cells) if _NOTHING.fullmatch(plain(cell))}
    if not empty:
        return line
    cells = tuple("" if i in empty else cell for i, cell in enumerate(line.cells))
    return replace(line, cells=cells)
