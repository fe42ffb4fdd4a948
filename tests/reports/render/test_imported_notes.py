"""What imported notes are estimated to show, in each format of a summary that people read."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from reports.imported_view import FromNotes, NoteEstimate
from reports.leaving.summary import to_leave
from reports.render.formats import FORMATS
from reports.view import Summary
from tests.reports.views import a_summary

CAUTION = "Nobody confirmed them."
SAID = "Own words: about 37 of 100, likely between 21 and 58."
UNSAID = "Not said, as there are too few notes: A pattern."
DAYS = (date(2025, 3, 4), date(2026, 2, 5))


def with_notes() -> Summary:
    estimates = (
        NoteEstimate("records.child_voice", "Own words", 37, 21, 58),
        NoteEstimate("records.chronology", "A pattern", unsaid="there are too few notes"),
    )
    return a_summary(from_notes=FromNotes(61, 7, "r", *DAYS, 9, estimates, caution=CAUTION))


def written(summary: Summary, name: str) -> str:
    """Return the words of a file, a space between any two of them."""
    file = FORMATS[name].file(summary)
    if name == "pdf":
        told = " ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages)
    elif name == "docx":
        told = " ".join(one.text for one in Document(BytesIO(file)).paragraphs)
    elif name == "xlsx":
        book = openpyxl.load_workbook(BytesIO(file))
        told = " ".join(str(c.value) for sheet in book for row in sheet for c in row if c.value)
    else:
        told = re.sub(r"<[^>]+>|- ", " ", file.decode())
    return " ".join(told.split())


@pytest.mark.parametrize("name", ["pdf", "docx", "xlsx", "text"])
def test_a_document_says_each_estimate_with_its_interval(name: str) -> None:
    said = written(with_notes(), name)
    for words in (SAID, UNSAID, CAUTION, "61 case notes by 7 supervisors", "9 more were read"):
        assert words in said


def test_the_page_says_it_in_a_table() -> None:
    said = written(with_notes(), "html")
    for words in ("Own words 37 21 and 58", "A pattern not said: there are too few", CAUTION):
        assert words in said


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_leaves_the_service_has_none_of_it(name: str) -> None:
    assert to_leave(with_notes()) == replace(to_leave(a_summary()), from_notes=None)
    assert CAUTION not in written(to_leave(with_notes()), name)
