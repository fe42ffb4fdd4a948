"""A summary as a Word document: headings, sentences and tables that a screen reader can walk."""

from io import BytesIO
from typing import TYPE_CHECKING

from reports.render.paper import Group, Paper, Table, paper, words_of
from reports.view import Section, Summary
from reports.wording import say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_ACCENT, _QUIET, _SHADE = "0B5C3E", "3D4540", "E3EBE5"
_FONT = "Calibri"
_SMALL, _BODY = 9, 11


def docx(summary: Summary) -> bytes:
    """Return the document, without charts: each stands in it as a table month by month."""
    from docx import Document  # noqa: PLC0415 - loaded by whoever asks for a document

    made, document = paper(summary, charts=False), Document()
    _set_up(document, made, summary)
    document.add_heading(made.title, 1)
    _small(document, made.known)
    _note(document, made.note)
    _section(document, made.lead)
    _findings(document, made)
    for section in made.sections:
        _section(document, section)
    for group in made.groups:
        _group(document, group)
    document.add_heading(made.quality.caption, 2)
    _table(document, made.quality)
    _small(document, made.end)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _set_up(document: "Document", made: Paper, summary: Summary) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

    about, moment = document.core_properties, summary.as_of.replace(tzinfo=None)
    about.title, about.author, about.comments, about.language = (
        made.title,
        "Understory",
        "",
        "en-GB",
    )
    about.created = about.modified = moment
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = _FONT, Pt(_BODY)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    styles["Normal"].element.get_or_add_rPr().append(language)
    for name, size in (("Heading 1", 22), ("Heading 2", 15), ("Heading 3", 12)):
        style = styles[name]
        style.font.name, style.font.size = _FONT, Pt(size)
        style.font.color.rgb = RGBColor.from_string(_ACCENT)
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = _FONT
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    page.footer.paragraphs[0].text = f"{made.team}, {made.month}"


def _section(document: "Document", section: Section) -> None:
    document.add_heading(section.heading, 2)
    for sentence in words_of(section):
        document.add_paragraph(sentence)


def _findings(document: "Document", made: Paper) -> None:
    if not made.findings:
        return
    document.add_heading(say("file.findings"), 2)
    for one in made.findings:
        paragraph = document.add_paragraph(one.finding, style="List Number")
        paragraph.add_run().add_break()
        paragraph.add_run(one.question).italic = True


def _group(document: "Document", group: Group) -> None:
    document.add_heading(group.heading, 2)
    _table(document, group.overview)
    for detail in group.details:
        document.add_heading(detail.label, 3)
        for sentence in detail.words:
            document.add_paragraph(sentence)
        for name, meaning in detail.meaning:
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(meaning)
        _table(document, detail.months)


def _small(document: "Document", words: str) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = document.add_paragraph().add_run(words)
    run.font.size, run.font.color.rgb = Pt(_SMALL), RGBColor.from_string(_QUIET)


def _note(document: "Document", words: str) -> None:
    from docx.shared import RGBColor  # noqa: PLC0415

    run = document.add_paragraph().add_run(words)
    run.bold, run.font.color.rgb = True, RGBColor.from_string(_ACCENT)


def _table(document: "Document", given: Table) -> None:
    """Add a table whose headings are said as such and stand on each page that it runs over."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    table = document.add_table(rows=1 + len(given.rows), cols=len(given.heads))
    table.style = document.styles["Table Grid"]
    # All cells at once: to ask for those of a row takes as long each time.
    cells = iter(table._cells)
    for number, words in enumerate((given.heads, *given.rows)):
        for place, word in enumerate(words):
            _fill(next(cells), word, is_head=number == 0, is_name=place == 0)
    for number, row in enumerate(table._tbl.tr_lst):
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _fill(cell: "_Cell", words: str, *, is_head: bool, is_name: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    if not is_name:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(words)
    run.bold, run.font.size = is_head, Pt(_SMALL)
    if is_head:
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADE)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
