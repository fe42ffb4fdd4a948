"""Each format of a summary read back: the numbers that stand in it, by figure and month."""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO, StringIO
from itertools import takewhile
from typing import Any, NamedTuple

import openpyxl
from docx import Document
from pypdf import PdfReader
from typing_extensions import override

NOW = "2026-10"


class Said(NamedTuple):
    """What a format says of a month: of how many, how many; or that it is left out."""

    share: float | None
    n: float | None
    of: float | None
    hidden: bool = False


Key = tuple[str, str]
"""A figure's label and a month."""
Read = Mapping[Key, Said]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMBER = r"\d+(?:\.\d+)?"
_COUNTED = re.compile(rf"({_NUMBER}) (?:of|for) ({_NUMBER})")
_DAYS = re.compile(r"\d+ days: the middle of (\d+)")
_RATIO = re.compile(rf"{_NUMBER}: ({_NUMBER}) [a-z -]+, ({_NUMBER})")
_OWN_PERCENT = re.compile(r"That is (\d+)%|^(\d+)%[:.]")
_PERCENT = re.compile(rf"({_NUMBER})%")


def from_csv(held: bytes) -> Read:
    """Return what a CSV says, by its columns."""
    found = {}
    for row in csv.DictReader(StringIO(held.decode())):
        share, n, of = (_number(row[name]) for name in ("value", "numerator", "denominator"))
        found[row["label"], row["month"]] = Said(share, n, of, row["hidden"] == "yes")
    return found


def from_xlsx(held: bytes) -> Read:
    """Return what a workbook says of every month."""
    sheet = openpyxl.load_workbook(BytesIO(held))["Month by month"]
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    found = {}
    for row in rows:
        told: dict[Any, Any] = dict(zip(head, row, strict=True))
        numbers = (told["Value"], told["Counted"], told["Out of"])
        found[told["Figure"], f"{told['Month']:%Y-%m}"] = Said(
            *numbers, told["Small, not shown"] == "yes"
        )
    return found


def from_json(held: bytes) -> Read:
    """Return what JSON says."""
    found = {}
    for one in json.loads(held)["measures"]:
        for month in one["series"]:
            numbers = (month["value"], month["numerator"], month["denominator"])
            found[one["label"], month["period"]] = Said(*numbers, month.get("hidden", False))
    return found


def from_pdf(held: bytes) -> Read:
    """Return what the tables month by month of a PDF say; each follows its figure's name."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(held)).pages]
    return dict(_of_lines([line.strip() for page in pages for line in page.splitlines()]))


def from_docx(held: bytes) -> Read:
    """Return what the tables month by month of a Word document say."""
    lines = []
    for part in Document(BytesIO(held)).iter_inner_content():
        if hasattr(part, "rows"):
            lines += [" ".join(cell.text for cell in row.cells) for row in part.rows]
        else:
            lines.append(part.text)
    return dict(_of_lines(lines))


def _of_lines(lines: list[str]) -> Iterator[tuple[Key, Said]]:
    """Yield each month of a table; the figure's name is the last line that stands alone."""
    labels = {line for line in lines if line and not _is_row(line)}
    label = ""
    for line in lines:
        if line in labels and line in _KNOWN:
            label = line
        elif month := _month(line):
            yield (label, month), said(line[len("Oct 2026") :])


def _is_row(line: str) -> bool:
    return bool(_month(line))


def _month(line: str) -> str:
    name, year = line[:3], line[4:8]
    if name in _MONTHS and year.isdecimal() and line[8:9] == " ":
        return f"{year}-{_MONTHS.index(name) + 1:02}"
    return ""


_KNOWN: set[str] = set()


def knows(labels: set[str]) -> None:
    """Say what the figures are called, before a PDF or a Word document is read."""
    _KNOWN.update(labels)


def said(words: str) -> Said:
    """Return what a month's cells say: "48% 10 of 21", "[c] [c]", "300 300"."""
    if "[c]" in words:
        return Said(None, None, None, hidden=True)
    percent, counted = _PERCENT.search(words), _COUNTED.search(words)
    share = float(percent[1]) / 100 if percent else None
    if counted:
        return Said(share, float(counted[1]), float(counted[2]))
    numbers = re.findall(_NUMBER, words.replace("%", ""))
    alone = float(numbers[-1]) if numbers and not percent else None
    return Said(share, alone, None)


class _Page(HTMLParser):
    """The figures of a page: the heading of each, and the cells of its months."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Key, Said] = {}
        self._label, self._row, self._text = "", list[str](), ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h3", "tr", "th", "td"}:
            self._text = ""
        if tag == "tr":
            self._row = []

    @override
    def handle_endtag(self, tag: str) -> None:
        words = " ".join(self._text.split())
        if tag == "h3":
            self._label = words
        if tag in {"th", "td"}:
            self._row.append(words)
        if tag == "tr" and self._row and (month := _month(f"{self._row[0]} ")):
            self.found[self._label, month] = said(" ".join(self._row[1:]))

    @override
    def handle_data(self, data: str) -> None:
        self._text += data


def from_html(held: bytes) -> Read:
    """Return what the tables month by month of a page say."""
    page = _Page()
    page.feed(held.decode())
    return page.found


def from_text(held: bytes) -> Read:
    """Return what plain text says of the month, where each figure stands by itself."""
    found = {}
    for block in held.decode().split("\n\n"):
        lines = block.splitlines()
        for place, line in enumerate(lines[:-1]):
            if line in _KNOWN and lines[place + 1].startswith("  "):
                told = takewhile(lambda part: part.startswith("  "), lines[place + 1 :])
                words = " ".join(part.strip() for part in told)
                own = re.split(r"Read (?:it )?beside", words)[0]
                found[line, NOW] = _left_out(own) or _sentence(own)
    return found


def _sentence(words: str) -> Said:
    """Return what a figure says: "20 of 50 children. That is 40%.", "14.3: 180 cases, 12.6"."""
    percent, counted = _OWN_PERCENT.search(words), _COUNTED.search(words)
    share = float(percent[1] or percent[2]) / 100 if percent else None
    if counted:
        return Said(share, float(counted[1]), float(counted[2]))
    if ratio := _RATIO.match(words):
        return Said(share, float(ratio[1]), float(ratio[2]))
    if days := _DAYS.match(words):
        return Said(share, None, float(days[1]))
    alone = re.match(_NUMBER, words)
    return Said(share, float(alone[0]) if alone and not percent else None, None)


def _left_out(words: str) -> Said | None:
    return Said(None, None, None, hidden=True) if words.startswith("Left out:") else None


def _number(written: str | None) -> float | None:
    return float(written) if written else None


READERS: Mapping[str, Callable[[bytes], Read]] = {
    "pdf": from_pdf,
    "docx": from_docx,
    "xlsx": from_xlsx,
    "csv": from_csv,
    "json": from_json,
    "html": from_html,
    "text": from_text,
}
