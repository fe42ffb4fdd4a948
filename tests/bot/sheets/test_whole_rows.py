import pytest

from bot.sheets.sheet import SheetRow
from bot.sheets.whole_rows import fault_of

HEADINGS = ("Team\nname", "parent", "opened on")


def why(*cells: str) -> str:
    fault = fault_of(SheetRow(2, cells), HEADINGS)
    return fault.why if fault else ""


@pytest.mark.parametrize(
    "cells",
    [
        ("Total", "", "2026-10-31"),
        ("", "GRAND TOTAL: 12"),
        ("Totals", "2"),
        ("Sub-total (12)",),
        ("Total number of contacts", "12"),
    ],
)
def test_a_line_of_totals_is_no_row(cells: tuple[str, ...]) -> None:
    assert why(*cells) == "This is a line of totals."


@pytest.mark.parametrize(
    "cells",
    [("Team name", "Parent", "Opened-on"), ("team\u00a0name",), ("", "parent", "opened on")],
)
def test_headings_that_stand_there_again_are_no_row(cells: tuple[str, ...]) -> None:
    assert why(*cells) == "This row names the columns once more."


@pytest.mark.parametrize(
    "cells",
    [
        ("text", "text (mandatory)", "date"),
        ("Mandatory", "Optional", "Optional"),
        ("[varchar(50)]", "", "DD/MM/YYYY"),
        ("free text", "Y/N", "Date - dd/mm/yyyy"),
    ],
)
def test_a_row_that_explains_the_columns_is_no_row(cells: tuple[str, ...]) -> None:
    assert why(*cells) == "This row explains the columns."


@pytest.mark.parametrize(
    "cells",
    [
        ("text", "North", "2026-10-31"),
        ("Date", "Text messages", "text"),
        ("Y", "N", "2026-10-31"),
        ("number", "", ""),
        ("Total Family Support", "Council"),
        ("North", "Total"),
        ("Parent", "Council", "2026-10-31"),
        ("North", "parent", "2026-10-31"),
        ("", "", ""),
    ],
)
def test_a_row_whose_words_are_like_those_is_one(cells: tuple[str, ...]) -> None:
    assert why(*cells) == ""
