"""What a worksheet hides and merges, read from its XML; openpyxl tells it only of whole sheets."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries
from openpyxl.xml.functions import iterparse

_WORTH_PARSING = re.compile(rb"hidden=|mergeCell |(?:ht|width)=[\"']0")
_TRUE = ("1", "true", "on")


@dataclass(frozen=True)
class Span:
    """Cells that are merged into one, by row and column from 1."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass
class Layout:
    """The rows (from 1), the spans of columns (from 1) and the merged cells of a worksheet."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)

    def merged_in(self, row: int) -> list[Span]:
        """Return the merged cells that reach into the row."""
        return [span for span in self.merged if span.top <= row <= span.bottom]

    def hides_column(self, column: int) -> bool:
        """Say whether the column, counted from 1, is hidden."""
        return any(first <= column <= last for first, last in self.hidden_columns)


def layout_of(xml: bytes) -> Layout:
    """Return the layout of the worksheet in `xml`."""
    layout = Layout()
    if not _WORTH_PARSING.search(xml):
        return layout
    row = 0
    for name, marks in _elements(xml):
        if name == "row":
            row = int(marks.get("r", row + 1))
            if _is_hidden(marks, "ht"):
                layout.hidden_rows.add(row)
        elif name == "col" and _is_hidden(marks, "width"):
            layout.hidden_columns.append((int(marks["min"]), int(marks["max"])))
        elif name == "mergeCell":
            layout.merged.append(_span(marks["ref"]))
    return layout


def _elements(xml: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    for _, element in iterparse(io.BytesIO(xml)):
        name = element.tag.rpartition("}")[2]
        if name in ("row", "col", "mergeCell"):
            yield name, dict(element.attrib)
            element.clear()


def _is_hidden(marks: Mapping[str, str], size: str) -> bool:
    return marks.get("hidden") in _TRUE or float(marks.get(size, 1)) == 0


def _span(ref: str) -> Span:
    left, top, right, bottom = range_boundaries(ref)
    return Span(int(left or 0), int(top or 0), int(right or 0), int(bottom or 0))
