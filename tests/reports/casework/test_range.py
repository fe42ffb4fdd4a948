"""How far the true contacts could go down: the same in every format, and outside only in large."""

import json
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from reports.casework import wording
from reports.casework.measures import TRUE, measure_of
from reports.casework_view import Range
from reports.leaving.summary import to_leave
from reports.render import csv
from reports.render.formats import FORMATS
from reports.view import Summary
from reports.wording import DASH
from tests.each import each
from tests.reports.files import with_files

IN_DOUBT = Range(low=222, high=240, unlooked=11, untold=7)
SAID = "240 of 300 recorded contacts, between 222 and 240: 11 nobody looked at, 7 nobody could tell"


def with_range(within: Range) -> Summary:
    made = with_files()
    told = {
        one.key: replace(
            one,
            range=within,
            told=wording.counted(measure_of(TRUE), one.now, within),
            caution=wording.doubted(within),
        )
        for one in made.casework
        if one.key == TRUE
    }
    return replace(made, casework=tuple(told.get(one.key, one) for one in made.casework))


def words_of(form: str, made: Summary) -> str:
    """Return what a format says, read back, its spaces evened."""
    held = FORMATS[form].file(made)
    if form == "pdf":
        read = " ".join(page.extract_text() for page in PdfReader(BytesIO(held)).pages)
    elif form == "docx":
        read = " ".join(one.text for one in Document(BytesIO(held)).paragraphs)
    else:
        read = held.decode()
    return " ".join(read.split())


@pytest.mark.parametrize("form", ["text", "html", "pdf", "docx"])
def test_documents_say_it_in_words(form: str) -> None:
    assert SAID in words_of(form, with_range(IN_DOUBT))


def test_json_says_it_in_numbers_and_null_where_nothing_is_in_doubt() -> None:
    read = {
        one["key"]: one
        for one in json.loads(FORMATS["json"].file(with_range(IN_DOUBT)))["measures"]
    }
    assert read[TRUE]["range"] == {
        "low": 222,
        "high": 240,
        "nobody_looked_at": 11,
        "nobody_could_tell": 7,
    }
    assert read["contacts.recorded"]["range"] is None


def test_tables_hold_it_in_the_month_of_the_summary_alone() -> None:
    head, *rows = (row.split(",") for row in csv.text(with_range(IN_DOUBT)).splitlines())
    columns = [head.index(name) for name in ("measure", "month", "at_least", "not_looked_at")]
    told = [[row[at] for at in columns] for row in rows if row[columns[0]] == TRUE]
    assert told[-1] == [TRUE, "2026-10", "222", "11"]
    assert all(row[2:] == ["", ""] for row in told[:-1])
    book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].file(with_range(IN_DOUBT))))
    heads, *cells = ([cell.value for cell in row] for row in book["Figures"].iter_rows())
    (row,) = (dict(zip(heads, row, strict=True)) for row in cells if row[0] == TRUE)
    assert (row["At least"], row["Nobody looked at"]) == (222, 11)


@each(
    "within, is_told",
    [
        (IN_DOUBT, True),
        (Range(229, 240, 11, 0), True),
        (Range(235, 240, 5, 0), False),
        (Range(228, 240, 11, 1), False),
        (Range(3, 240, 237, 0), False),
    ],
)
@each("form", ["text", "html", "json", "csv"])
def test_what_leaves_says_it_where_no_number_of_it_is_small(
    within: Range, is_told: bool, form: str
) -> None:
    left = to_leave(with_range(within))
    (figure,) = (one for one in left.casework if one.key == TRUE)
    assert (figure.range == within) == is_told
    assert ("between" in figure.told) == is_told
    assert "240 of 300 recorded contacts" in figure.told
    words = words_of(form, left)
    if form in {"text", "html"}:
        assert (f"between {within.low} and 240" in words) == is_told
    assert wording.doubted(within) not in words


def test_last_month_is_told_beside_a_month_that_is_left_out() -> None:
    one = next(one for one in with_files().casework if one.key == TRUE)
    *before, last, now = one.series
    small = replace(now, hidden=True, value=None, numerator=None, denominator=None)
    figure = replace(one, series=(*before, last, small))
    assert last.is_comparable
    assert wording.last(figure) == wording.last(one) != DASH
    gone = replace(now, value=None, numerator=None, denominator=None)
    assert wording.last(replace(one, series=(*before, last, gone))) == DASH
