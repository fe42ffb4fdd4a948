"""The formats of a summary: what each is called, how its file ends, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.links import Link, no_link
from reports.render import csv, excel, html, json, pdf, text, word
from reports.view import Summary

_TEXT = "text/plain; charset=utf-8"
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class Format:
    """A format of files; `is_document` says that it is made to be handed on, and is no text."""

    ending: str
    media_type: str
    write: Callable[[Summary, Link], str | bytes]
    is_document: bool = True

    def file(self, summary: Summary, link: Link = no_link) -> bytes:
        """Return the file's content; `link` gives the addresses of lists, for JSON alone."""
        written = self.write(summary, link)
        return written.encode() if isinstance(written, str) else written


FORMATS: Mapping[str, Format] = {
    "pdf": Format("pdf", "application/pdf", lambda built, _: pdf.pdf(built)),
    "docx": Format(
        "docx", f"{_OFFICE}.wordprocessingml.document", lambda built, _: word.docx(built)
    ),
    "xlsx": Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", lambda built, _: excel.xlsx(built)),
    "csv": Format("csv", "text/csv; charset=utf-8", lambda built, _: csv.text(built)),
    "text": Format("txt", _TEXT, lambda built, _: text.text(built), is_document=False),
    "json": Format("json", "application/json", json.text, is_document=False),
    "html": Format(
        "html", "text/html; charset=utf-8", lambda built, _: html.page(built), is_document=False
    ),
}
BINARY = frozenset({"pdf", "docx", "xlsx"})
"""Formats that no screen can show."""
