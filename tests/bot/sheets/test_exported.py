from datetime import date

import pytest

from bot.sheets.errors import CellError, SheetError
from bot.sheets.exported import coded_words, coded_yes_no, exported_day
from bot.sheets.file import read_separated


@pytest.mark.parametrize(
    "cell", ["2026-08-03", "3/8/2026", "3-Aug-2026", "03 August 2026", "46237", "46237.5"]
)
def test_a_day_is_read_in_every_form_that_is_exported(cell: str) -> None:
    assert exported_day(cell) == date(2026, 8, 3)


@pytest.mark.parametrize("cell", ["99999", "3-Foo-2026", "31-Feb-2026", "3/8/2204", "3-Aug-26"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        exported_day(cell)


def test_the_code_before_a_word_is_taken_away() -> None:
    assert [coded_words(cell) for cell in ("b) Female", "Female", "5A. Police")] == [
        "Female",
        "Female",
        "Police",
    ]
    assert [coded_yes_no(cell) for cell in ("a) Yes", "b) no", "Y")] == [True, False, True]


def test_mixed_encodings_are_refused_with_the_row_and_the_column() -> None:
    content = 'team,parent\nNorth,"a, b"\nSouth,Siân\n'.encode() + "West,Siân\n".encode("cp1252")
    with pytest.raises(SheetError, match=r"not saved as UTF-8 .* see row 4, column parent\."):
        read_separated(content)
