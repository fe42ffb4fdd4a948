import pytest

from bot.sheets.cells import day, ref, words
from bot.sheets.columns import Aliases, Column, read_rows
from bot.sheets.errors import SheetError
from bot.sheets.plan import ParsedFile, ParsedRow, RowFault
from bot.sheets.sheet import Sheet, SheetRow

COLUMNS = (
    Column("child_ref", ref, required=True),
    Column("forename", words, shown=False),
    Column("opened_on", day),
)


def reading(headings: str, *rows: str, aliases: Aliases | None = None) -> ParsedFile:
    lines = tuple(SheetRow(i, tuple(row.split(","))) for i, row in enumerate(rows, 2))
    sheet = Sheet(tuple(headings.split(",")), lines)
    return read_rows(sheet, COLUMNS, aliases or Aliases(), lambda _rows: None)


def test_headings_match_in_any_capitals_spaces_and_dashes() -> None:
    read = reading(" Child-Ref ,OPENED ON", "CH-1,3/10/2026")
    assert [entry.text("child_ref") for entry in read.entries] == ["CH-1"]


def test_an_alias_stands_for_a_column_and_the_columns_own_name_goes_before_it() -> None:
    aliases = Aliases(headings={"child_ref": ["case id"]})
    assert reading("Case ID", "7", aliases=aliases).entries == [ParsedRow(2, {"child_ref": "7"})]
    both = reading("case id,child_ref", "7,8", aliases=aliases)
    assert both.entries == [ParsedRow(2, {"child_ref": "8"})]
    assert both.notes == ("Columns not used here were left out: case id.",)


def test_another_word_for_a_value_is_read_as_the_value() -> None:
    aliases = Aliases(values={"child_ref": {"first": "CH-1"}})
    assert reading("child_ref", "First", aliases=aliases).entries[0].text("child_ref") == "CH-1"


def test_a_column_that_is_there_twice_is_refused() -> None:
    with pytest.raises(SheetError, match="Two columns could both be child_ref"):
        reading("child_ref,Child Ref", "1,2")


def test_a_missing_column_is_named_and_the_first_row_is_not_repeated() -> None:
    with pytest.raises(SheetError) as refused:
        reading("Kayleigh,Okonkwo", "a,b")
    assert "child_ref" in str(refused.value)
    assert "Kayleigh" not in str(refused.value)


def test_columns_that_are_not_known_are_reported_and_ignored() -> None:
    read = reading("child_ref,shoe size,", "CH-1,4,")
    assert read.entries == [ParsedRow(2, {"child_ref": "CH-1"})]
    assert read.notes == ("Columns not used here were left out: shoe size.",)


def test_an_empty_cell_is_unknown_and_a_column_that_is_absent_says_nothing() -> None:
    assert reading("child_ref,opened_on", "CH-1,").entries == [
        ParsedRow(2, {"child_ref": "CH-1", "opened_on": None})
    ]


def test_a_short_row_lacks_its_last_cells() -> None:
    assert reading("child_ref,opened_on", "CH-1").entries[0].values["opened_on"] is None


def test_a_row_with_too_many_cells_is_rejected() -> None:
    read = reading("child_ref,opened_on", "CH-1,,Smith", "CH-2,,,")
    assert [fault.row for fault in read.rejected] == [2]
    assert [entry.row for entry in read.entries] == [3]


def test_every_fault_of_a_row_is_told_with_row_column_value_and_remedy() -> None:
    read = reading("child_ref,opened_on", ",13/2026")
    assert [(f.row, f.column, f.value) for f in read.rejected] == [
        (2, "child_ref", ""),
        (2, "opened_on", "13/2026"),
    ]
    assert all(fault.why and fault.remedy for fault in read.rejected)


def test_a_name_that_is_refused_is_not_repeated() -> None:
    read = reading("child_ref,forename", "CH-1,=Kayleigh")
    assert read.rejected == [
        RowFault(
            2, "forename", "", "This is a formula, not a value.", "Paste the column as values."
        )
    ]
