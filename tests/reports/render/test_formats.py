"""Every format of a summary holds the same figures, for inside and for what leaves the service."""

import csv as plain_csv
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, StringIO

import openpyxl
import pytest
import typst
from docx import Document
from pypdf import PdfReader

from reports.leaving.summary import to_leave
from reports.render import csv, excel, pdf, word
from reports.render.formats import FORMATS
from reports.view import Summary
from reports.wording import SMALL, TEMPLATES
from tests.each import each
from tests.reports.files import with_files
from tests.reports.render.read_back import NOW, READERS, Read, Said, from_json, knows
from tests.reports.views import a_figure

EXACT = {"csv", "xlsx"}
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
PICTURE = f'#set document(title: "T")\n#image(bytes("{SVG}"), format: "svg"{{}})'
HOSTILE = '=HYPERLINK("//x")'


def a_month_with_everything() -> Summary:
    """Return a summary with small counts, shares of few, months with nothing and the files."""
    made = with_files({"contacts.nfa_share": (120, 297, 3), "contacts.triaged_share": (2, 50, 10)})
    of = {
        "records.child_voice": ((3, 100),) + ((40, 100),) * 11 + ((117, 120),),
        "records.why": ((0, 0),) * 6 + ((7, 14),) * 7,
    }
    figures = tuple(
        a_figure(one.key, of[one.key]) if one.key in of else one for one in made.figures
    )
    return replace(made, figures=figures)


def leaving() -> Summary:
    return to_leave(a_month_with_everything())


AUDIENCES: dict[str, Callable[[], Summary]] = {
    "inside": a_month_with_everything,
    "outside": leaving,
}


def labels(summary: Summary) -> set[str]:
    return {one.label for one in summary.shown} | {one.label for one in summary.casework}


def alike(exact: Said, read: Said, *, is_percent: bool) -> bool:
    """Say whether words tell the same as numbers do; of few and of counts no per cent is told."""
    if exact.hidden or read.hidden:
        return exact.hidden == read.hidden
    if exact.n is None:
        # Of days and of what has a share alone: no more than of how many, if that.
        if exact.of is not None and exact.of not in {read.n, read.of}:
            return False
    elif (exact.of or exact.of is None) and read.n != exact.n:
        return False
    if exact.n is not None and read.of not in {None, exact.of}:
        return False
    told = (
        is_percent and exact.share is not None and not (exact.of is not None and exact.of < SMALL)
    )
    return not told or read.share == pytest.approx(exact.share, abs=0.0051)


@each("audience", AUDIENCES)
@each("form", sorted(READERS))
def test_every_format_holds_the_same_figures(form: str, audience: str) -> None:
    made = AUDIENCES[audience]()
    knows(labels(made))
    exact = from_json(FORMATS["json"].file(made))
    read = READERS[form](FORMATS[form].file(made))
    if form in EXACT:
        assert set(read) == set(exact)
    # Text has the share in its table, and in its sentence only where that is compared.
    read = {k: one for k, one in read.items() if form != "text" or one.share or one.n or one.hidden}
    assert differing(made, exact, read, says_share=form != "text") == {}
    months = {"text": 1, "html": 13}.get(form, 13)
    assert len(read) >= months * len(made.shown)
    if form in {"pdf", "docx", *EXACT}:
        assert {key for key in exact if key[0] in labels(made)} <= set(read)


def differing(
    made: Summary, exact: Read, read: Read, *, says_share: bool
) -> dict[tuple[str, str], tuple[Said, Said]]:
    shares = {one.label for one in made.shown}
    shares |= {one.label for one in made.casework if one.unit == "share"}
    return {
        key: (exact[key], one)
        for key, one in read.items()
        if not alike(
            exact[key], one, is_percent=key[0] in shares and (says_share or one.share is not None)
        )
    }


def test_in_the_month_something_is_left_out_something_is_few_and_something_is_empty() -> None:
    read = from_json(FORMATS["json"].file(AUDIENCES["outside"]()))
    now = {label: one for (label, month), one in read.items() if month == NOW}
    assert now["Records with the child's own words or behaviour"].hidden
    assert now["Records that say why"] == Said(0.5, 7, 14)
    assert now["Contacts with no further action"] == Said(0.4, None, None)
    assert sum(one.hidden for one in read.values()) >= 3


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "pdf", "text", "json"])
def test_the_same_summary_makes_the_same_file(form: str) -> None:
    made = to_leave(with_files())
    first, second = (FORMATS[form].file(made) for _ in range(2))
    assert READERS[form](first) == READERS[form](second)
    if form not in {"xlsx", "docx"}:
        assert first == second


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(excel.xlsx(replace(with_files(), scope=HOSTILE))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(HOSTILE in str(cell.value) for cell in cells)
    assert {cell.data_type for cell in cells} == {"s", "n", "d"}


def test_a_workbook_has_tables_whose_numbers_are_numbers_and_whose_headings_stay_in_sight() -> None:
    book = openpyxl.load_workbook(BytesIO(excel.xlsx(with_files())))
    for name in ("Figures", "Month by month", "What it means", "Reliability"):
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
    figures = book["Figures"]
    assert (figures["E2"].value, figures["E2"].number_format) == (0.4, "0%")
    assert (figures["F2"].value, figures["F2"].data_type) == (20, "n")


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_of_a_csv_is_taken_for_a_formula(name: str) -> None:
    _, *rows = csv_rows(csv.text(replace(with_files(), scope=name)))
    assert {row[0] for row in rows} == {f"'{name}"}
    assert csv.harmless(name) == f"'{name}"
    assert csv.harmless("North") == "North"


def csv_rows(written: str) -> list[list[str]]:
    return list(plain_csv.reader(StringIO(written, newline="")))


def test_a_csv_has_one_row_for_each_figure_and_month() -> None:
    made = with_files()
    head, *rows = csv.text(made).splitlines()
    assert head.split(",") == list(csv.COLUMNS)
    assert len(rows) == 13 * (len(made.figures) + len(made.casework))


def test_the_pdf_is_tagged_in_english_and_each_chart_says_in_words_what_it_shows() -> None:
    made = with_files()
    reader = PdfReader(BytesIO(pdf.pdf(made)))
    root = reader.root_object
    assert str(root["/Lang"]) == "en-GB"
    assert "'/Marked': True" in str(root["/MarkInfo"])
    assert b"pdfuaid" in pdf.pdf(made)
    assert reader.metadata is not None
    assert reader.metadata.title == "North & West <team>, October 2026"
    words = alternatives(root["/StructTreeRoot"])
    assert len(words) == len(made.shown)
    assert all("to Oct 2026. Oct 2026: " in one for one in words), words


def alternatives(part: object) -> list[str]:
    """Return the words that stand for the pictures of a document's tree."""
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, list):
        return [words for one in part for words in alternatives(one)]
    if not isinstance(part, dict):
        return []
    own = [str(part["/Alt"])] if "/Alt" in part else []
    return own + (alternatives(part["/K"]) if "/K" in part else [])


def test_the_compiler_refuses_a_picture_without_words() -> None:
    source = (TEMPLATES / "summary.typ").read_text(encoding="utf-8")
    assert "alt: detail.drawn" in source
    with pytest.raises(typst.TypstError, match="alt"):
        compiled(PICTURE.format(""))
    assert compiled(PICTURE.format(', alt: "x"'))


def compiled(source: str) -> object:
    return typst.compile(source.encode(), format="pdf", pdf_standards=pdf.STANDARD)


def test_nothing_in_a_name_is_read_as_markup_of_the_page() -> None:
    name = '#panic("x") *North* $x$ <a>'
    pages = PdfReader(BytesIO(pdf.pdf(replace(with_files(), scope=name)))).pages
    assert name in pages[0].extract_text()


def test_a_word_document_has_headings_a_language_and_tables_with_heads() -> None:
    document = Document(BytesIO(word.docx(with_files())))
    styles = [one.style.name for one in document.paragraphs if one.style]
    assert {"Heading 1", "Heading 2", "Heading 3", "List Number"} <= set(styles)
    assert document.core_properties.title == "North & West <team>, October 2026"
    assert 'w:lang w:val="en-GB"' in document.styles["Normal"].element.xml
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_document_opens_with_its_sentences_its_findings_and_whom_it_is_for(audience: str) -> None:
    made = AUDIENCES[audience]()
    first = " ".join(PdfReader(BytesIO(pdf.pdf(made))).pages[0].extract_text().split())
    told = ["In short", "What was found, and what to ask", "Ask their supervisors: What was done"]
    told += ["marked [c]"] if made.leaves else ["must not be passed on", "3 of 60 children"]
    assert [words for words in told if words not in first] == []
