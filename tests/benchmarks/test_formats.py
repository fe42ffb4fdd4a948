"""What a file of a summary costs beside its page; no figure is a failure.

`pytest -m benchmark -n 0 -s tests/benchmarks/test_formats.py`; see docs/performance.md.
"""

from dataclasses import replace
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.leaving.summary import to_leave
from reports.render.formats import FORMATS
from reports.view import Section, Sentence, Summary
from tests.benchmarks.growing import milliseconds
from tests.benchmarks.test_speed import say
from tests.reports.files import with_files

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]


def test_a_pdf_of_20_pages_beside_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    made = long()
    pages = len(PdfReader(BytesIO(FORMATS["pdf"].file(made))).pages)
    page = milliseconds(partial(FORMATS["html"].file, made))
    lines = [f"page (HTML): {page:.0f} ms"]
    for form in ("pdf", "docx", "xlsx", "csv", "text", "json"):
        cost = milliseconds(partial(FORMATS[form].file, made))
        lines.append(f"{form}: {cost:.0f} ms, {cost / page:.1f} times its page")
    lines.append(f"the PDF has {pages} pages; leaving small counts out: {leaving():.0f} ms")
    say(capsys, *lines)
    assert pages >= 20


def long() -> Summary:
    """Return a summary with every figure that there is, and two pages of sentences before them."""
    made = with_files()
    told = tuple(
        Sentence(f"{number} of 88 children were heard, and more were seen." * 2)
        for number in range(6, 12)
    )
    sections = tuple(Section(f"more {number}", "What was asked", told) for number in range(8))
    return replace(made, sections=(*made.sections, *sections))


def leaving() -> float:
    """Return what it takes to leave small counts out where each group has some."""
    small: Summary = with_files({"contacts.nfa_share": (120, 297, 3)})
    return milliseconds(partial(to_leave, small))
