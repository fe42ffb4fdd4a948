"""A summary as a workbook: the sentences, and every figure in tables whose numbers are numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from reports.render.paper import Paper, paper, words_of
from reports.render.rows import Row, rows
from reports.view import Summary
from reports.wording import say

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_ACCENT = "0B5C3E"
_WIDE, _MIDDLE, _NARROW = 100, 44, 14
_FORMATS = {"share": "0%", "days": "0.0", "ratio": "0.00", "count": "0"}
Value = str | float | date | None


def xlsx(summary: Summary) -> bytes:
    """Return the workbook; no cell of it is a formula, whatever a name begins with."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book, made, every = Workbook(), paper(summary, charts=False), tuple(rows(summary))
    _sentences(book, made)
    now = [row for row in every if row.month == summary.period]
    _figures(book, "figures", now, with_month=False)
    _figures(book, "months", every, with_month=True)
    _meanings(book, made)
    _quality(book, summary)
    book.properties.title, book.properties.creator = made.title, "Understory"
    book.properties.created = summary.as_of.replace(tzinfo=None)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _sentences(book: "Workbook", made: Paper) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415

    sheet = book.active
    assert sheet is not None  # noqa: S101  # nosec B101 - a new workbook has one
    sheet.title = made.lead.heading
    _write(sheet, 1, [made.title])
    sheet["A1"].font = Font(bold=True, size=18, color=_ACCENT)
    for heading, sentences in _told(made):
        place = sheet.max_row + 2
        _write(sheet, place, [heading])
        sheet.cell(place, 1).font = Font(bold=True, size=13, color=_ACCENT)
        for number, sentence in enumerate(sentences, place + 1):
            _write(sheet, number, [sentence])
    sheet.column_dimensions["A"].width = _WIDE
    sheet.sheet_view.showGridLines = False
    _wrap(sheet)


def _told(made: Paper) -> Iterable[tuple[str, Iterable[str]]]:
    yield made.known, [made.note]
    yield made.lead.heading, words_of(made.lead)
    if made.findings:
        found = [f"{one.finding} {one.question}" for one in made.findings]
        yield say("file.findings"), found
    for section in made.sections:
        yield section.heading, words_of(section)
    yield made.end, ()


def _figures(book: "Workbook", name: str, found: Sequence[Row], *, with_month: bool) -> None:
    sheet = book.create_sheet(say(f"file.{name}"))
    columns = ["measure", "label", "group", "unit", "value", "numerator", "denominator"]
    columns += ["left_out", "at_least", "not_looked_at", "whole", "hidden", "counted"]
    columns = ["month", *columns] if with_month else columns
    _write(sheet, 1, [say(f"column.{column}") for column in columns])
    for number, row in enumerate(found, 2):
        cells = _cells(row)
        _write(sheet, number, [cells[column] for column in columns])
        sheet.cell(number, columns.index("value") + 1).number_format = _FORMATS[row.unit]
        if with_month:
            sheet.cell(number, 1).number_format = "mmm yyyy"
    widths = {"label": _MIDDLE, "measure": 36, "group": 30}
    _as_table(sheet, name, [widths.get(column, _NARROW) for column in columns])


def _cells(row: Row) -> dict[str, Value]:
    return {
        "month": row.month.first,
        "measure": row.measure,
        "label": row.label,
        "group": row.group,
        "unit": row.unit,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "left_out": row.left_out,
        "at_least": row.at_least,
        "not_looked_at": row.not_looked_at,
        "whole": say("file.yes" if row.is_whole else "file.no"),
        "hidden": say("file.yes" if row.hidden else "file.no"),
        "counted": say("file.yes" if row.have_begun else "file.not_counted"),
    }


def _meanings(book: "Workbook", made: Paper) -> None:
    sheet = book.create_sheet(say("file.meanings"))
    _write(sheet, 1, [say("column.label"), say("file.what"), say("file.meaning")])
    number = 2
    for group in made.groups:
        for detail in group.details:
            for name, meaning in detail.meaning:
                _write(sheet, number, [detail.label, name, meaning])
                number += 1
    _as_table(sheet, "meanings", [_MIDDLE, 20, _WIDE])
    _wrap(sheet)


def _quality(book: "Workbook", summary: Summary) -> None:
    sheet = book.create_sheet(say("file.reliable"))
    _write(sheet, 1, [say("file.source"), say("file.what"), say("file.count")])
    for number, one in enumerate(summary.data_quality, 2):
        count = say("page.hidden") if one.hidden else one.count
        _write(sheet, number, [one.source, one.what, count])
    _as_table(sheet, "quality", [_NARROW, _MIDDLE + 20, _NARROW])


def _write(sheet: "Worksheet", number: int, values: Sequence[Value]) -> None:
    for column, value in enumerate(values, 1):
        if value is None:
            continue
        cell = sheet.cell(number, column, value)
        if isinstance(value, str):
            # Else what begins with an equals sign would be worked out by whoever opens it.
            cell.data_type = "s"


def _as_table(sheet: "Worksheet", name: str, widths: Sequence[float]) -> None:
    """Make what was written a table that sorts and filters, its headings always in sight."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    if sheet.max_row > 1:
        table = Table(displayName=name, ref=sheet.dimensions)
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight11", showRowStripes=True)
        sheet.add_table(table)


def _wrap(sheet: "Worksheet") -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
