"""The workbook in which two people mark what texts show: written for them, and read back.

A row is a text, by its id. Each indicator has a column for each of the two, the first person's
columns before the second's, so that either can hide the other's.
"""

import io
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.sheets.cells import plain, yes_no
from bot.sheets.columns import Aliases, Column, places_of
from bot.sheets.errors import CellError, SheetError
from bot.sheets.file import read
from bot.sheets.sheet import SheetRow, heading_key
from practice.evidence import INDICATORS
from practice.letters import normalized
from prompts.phrases import phrase, phrases

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767
"""So many characters a cell of a spreadsheet holds, as UTF-16 counts them."""
_ID, _TEXT = "id", "text"
_MARKERS = (1, 2)
_COLUMNS = {f"{name} {marker}": (name, marker) for marker in _MARKERS for name in INDICATORS}
# What XML cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OBEYED = ("=", "+", "-", "@", "#")
_TICKS = dict.fromkeys("\u2713\u2714\u2611\u2705", "y")
_TEXT_WIDTH, _MARK_WIDTH, _MEANING_WIDTH, _NAME_WIDTH = 80, 5, 110, 24
_SHADE = "EEF3F7"


@dataclass(frozen=True)
class MarkedRow:
    """One row as it came back: its id and text, and what either person marked, if they did."""

    number: int
    text_id: str
    text: str
    marks: Mapping[tuple[str, int], bool]


@dataclass(frozen=True)
class MarkedSheet:
    """What came back: its rows, those whose id stands in several, and cells that say neither.

    `unclear` are pairs of a row's number and a heading.
    """

    rows: tuple[MarkedRow, ...]
    repeated: tuple[MarkedRow, ...]
    unclear: tuple[tuple[int, str], ...]


def written(text: str) -> str:
    """Return `text` as it stands in a cell: nothing in it is obeyed, and XML can hold it all.

    A mark before it, which reading takes away again, keeps a spreadsheet from taking it for a
    formula, and whatever it is saved as later, too.
    """
    shown = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    shown = _UNWRITABLE.sub("\ufffd", shown).strip()
    return f"'{shown}" if shown.startswith(_OBEYED) else shown


def fits(text: str) -> bool:
    """Say whether `text` fits in one cell."""
    return len(written(text).encode("utf-16-le")) // 2 <= LONGEST


def is_unchanged(cell: str, text: str) -> bool:
    """Say whether a cell that came back holds `text`; spaces and line breaks may differ."""
    return plain(cell) == plain(written(text))


def workbook(texts: Mapping[str, str]) -> bytes:
    """Return the workbook for these texts, by id, with the definitions on a second sheet."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    _fill(sheet, texts)
    _define(book.create_sheet(phrase("reader_check.sheet.definitions")))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(sheet: "Worksheet", texts: Mapping[str, str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet.title = phrase("reader_check.sheet.texts")
    sheet.append([_ID, _TEXT, *_COLUMNS])
    for text_id, text in texts.items():
        sheet.append([text_id, ""])
        cell = sheet.cell(sheet.max_row, 2, written(text))
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, heading in enumerate(sheet[1], 1):
        heading.font = Font(bold=True)
        heading.alignment = Alignment(text_rotation=90 if column > len((_ID, _TEXT)) else 0)
    sheet.column_dimensions["B"].width = _TEXT_WIDTH
    for column, (_, marker) in enumerate(_COLUMNS.values(), 3):
        sheet.column_dimensions[get_column_letter(column)].width = _MARK_WIDTH
        if marker == _MARKERS[0]:
            for row in range(1, sheet.max_row + 1):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor=_SHADE)
    sheet.freeze_panes = "C2"
    _offer_y_and_n(sheet, get_column_letter(len(_COLUMNS) + 2))


def _offer_y_and_n(sheet: "Worksheet", last_column: str) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    offered = DataValidation(
        type="list",
        formula1='"y,n"',
        allow_blank=True,
        showErrorMessage=True,
        error=phrase("reader_check.sheet.say_y_or_n"),
    )
    offered.add(f"C2:{last_column}{sheet.max_row}")
    sheet.add_data_validation(offered)


def _define(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    for sentence in phrases("reader_check.how").values():
        sheet.append(["", sentence])
    named = (phrase(f"reader_check.sheet.{name}") for name in ("indicator", "meaning"))
    sheet.append([*named])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)
    meanings = phrases("reader_check.definitions")
    for indicator in INDICATORS:
        sheet.append([indicator, meanings[indicator]])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = (
        _NAME_WIDTH,
        _MEANING_WIDTH,
    )


def read_marks(path: Path) -> MarkedSheet:
    """Return what two people marked in the workbook at `path`, or in a CSV file made of it.

    Raises SheetError where it cannot be read, or is no such workbook. Hidden columns and rows are
    read: hiding the other's columns is what people are told to do.
    """
    sheet = read(path)
    places = _places(sheet.headings)
    unclear: list[tuple[int, str]] = []
    rows = [_row(line, places, unclear) for line in sheet.lines]
    ids = Counter(row.text_id for row in rows)
    return MarkedSheet(
        tuple(row for row in rows if ids[row.text_id] == 1 or not row.text_id),
        tuple(row for row in rows if ids[row.text_id] > 1 and row.text_id),
        tuple(unclear),
    )


def _places(headings: tuple[str, ...]) -> Mapping[str, int]:
    wanted = (_ID, _TEXT, *_COLUMNS)
    known = {heading_key(plain(heading)) for heading in headings}
    if not known >= {heading_key(name) for name in wanted}:
        raise SheetError(
            phrase("reader_check.refused.not_ours"), phrase("reader_check.refused.give_ours")
        )
    found = places_of(headings, [Column(name, plain) for name in wanted], Aliases())
    return {column.name: place for place, column in found.items()}


def _row(line: SheetRow, places: Mapping[str, int], unclear: list[tuple[int, str]]) -> MarkedRow:
    """Return the row of a line; headings whose cells say neither are added to `unclear`."""
    marks: dict[tuple[str, int], bool] = {}
    for heading, which in _COLUMNS.items():
        try:
            mark = _mark(line, places[heading])
        except CellError:
            unclear.append((line.number, heading))
        else:
            if mark is not None:
                marks[which] = mark
    return MarkedRow(
        line.number, plain(_cell(line, places[_ID])), _cell(line, places[_TEXT]), marks
    )


def _cell(line: SheetRow, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""


def _mark(line: SheetRow, place: int) -> bool | None:
    """Return whether a cell says yes, or None where it is blank; raises CellError otherwise."""
    if place in line.faults:
        raise line.faults[place]
    said = normalized("NFKC", plain(_cell(line, place))).strip(" .,'\"\ufe0f")
    return yes_no(_TICKS.get(said, said)) if said else None
