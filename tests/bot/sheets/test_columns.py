from datetime import date

import pytest

from bot.sheets.cells import one_of, ref, words, yes_no
from bot.sheets.columns import Aliases, Column, read_rows
from bot.sheets.days import day
from bot.sheets.errors import CellError, SheetError
from bot.sheets.plan import ParsedFile, ParsedRow, RowFault
from bot.sheets.sheet import Sheet, SheetRow
from tests.each import each

COLUMNS = (
    Column("child_ref", ref, required=True),
    Column("forename", words, shown=False),
    Column("opened_on", day),
)


def reading(headings: str, *rows: str, aliases: Aliases | None = None) -> ParsedFile:
    lines = tuple(SheetRow(i, tuple(row.split(","))) for i, row in enumerate(rows, 2))
    return read_sheet(Sheet(tuple(headings.split(",")), lines), aliases)


def read_sheet(sheet: Sheet, aliases: Aliases | None = None) -> ParsedFile:
    return read_rows(sheet, COLUMNS, aliases or Aliases(), lambda _rows: None)


def test_headings_match_in_any_capitals_spaces_and_dashes() -> None:
    read = reading(" Child-Ref ,OPENED ON", "CH-1,3/10/2026")
    assert [entry.text("child_ref") for entry in read.entries] == ["CH-1"]


def test_how_a_day_is_written_is_no_part_of_a_heading_and_whose_it_is_is() -> None:
    for form in (
        "(dd/mm/yyyy)",
        "[DD-MMM-YY]",
        "( ddmmyyyy )",
        "(Format: d/m/yy hh:mm)",
        "(optional)",
    ):
        assert reading(f"child ref,Opened on {form}", "CH-1,3/10/2026").notes == ()
    told = reading("child ref,opened on (mother)", "CH-1,3/10/2026").notes
    assert told == ("Columns not used here were left out: opened on (mother).",)


def test_an_alias_stands_for_a_column_and_the_columns_own_name_goes_before_it() -> None:
    aliases = Aliases(headings={"child_ref": ["case id"]})
    assert reading("Case ID", "7", aliases=aliases).entries == [ParsedRow(2, {"child_ref": "7"})]
    both = reading("case id,child_ref", "7,8", aliases=aliases)
    assert both.entries == [ParsedRow(2, {"child_ref": "8"})]
    assert both.notes == ("Columns not used here were left out: case id.",)


def test_another_word_for_a_value_is_read_as_the_value() -> None:
    aliases = Aliases(values={"child_ref": {"first": "CH-1"}})
    assert reading("child_ref", "First", aliases=aliases).entries[0].text("child_ref") == "CH-1"


def test_a_code_before_a_word_of_a_list_is_left_out_and_one_before_a_text_stays() -> None:
    columns = (
        Column("outcome", one_of(("NFA", "referral"))),
        Column("met", yes_no),
        Column("source", words),
    )
    aliases = Aliases(values={"outcome": {"no action": "NFA"}})
    lines = (
        SheetRow(2, ("a) NFA", "b) Yes", "a) School")),
        SheetRow(3, ("1. no action", "2) no", "")),
    )
    sheet = Sheet(("outcome", "met", "source"), lines)
    read = read_rows(sheet, columns, aliases, lambda _rows: None)
    assert [entry.values for entry in read.entries] == [
        {"outcome": "NFA", "met": True, "source": "a) School"},
        {"outcome": "NFA", "met": False},
    ]


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
    assert reading("child_ref,opened_on", "CH-1,").entries == [ParsedRow(2, {"child_ref": "CH-1"})]


@each("blank", ["", " ", "\u00a0", "\u200b", "\ufeff", "_x000D_", "'", '=""'])
def test_what_looks_empty_is_empty(blank: str) -> None:
    read = reading("child_ref,forename,opened_on", f"CH-1,{blank},{blank}")
    assert (read.entries, read.rejected) == ([ParsedRow(2, {"child_ref": "CH-1"})], [])


@pytest.mark.parametrize("word", ["(none)", "(None)", " ( NONE ) "])
def test_none_in_brackets_removes_a_value(word: str) -> None:
    assert reading("child_ref,forename,opened_on", f"CH-1,{word},{word}").entries == [
        ParsedRow(2, {"child_ref": "CH-1", "forename": None, "opened_on": None})
    ]


def test_what_a_row_cannot_be_without_is_not_removed() -> None:
    [fault] = reading("child_ref", "(none)").rejected
    assert (fault.column, fault.value, fault.why) == (
        "child_ref",
        "(none)",
        "child_ref cannot be removed.",
    )


@each("word", ["NULL", "nan", "NaT", "None", "n/a", "#N/A", "#VALUE!", "####"])
def test_what_a_program_writes_for_an_empty_cell_is_refused_in_every_column(word: str) -> None:
    read = reading("child_ref,forename,opened_on", f"{word},{word},{word}")
    assert [fault.column for fault in read.rejected] == ["child_ref", "forename", "opened_on"]
    assert all("empty" in f.why or "formula" in f.why for f in read.rejected)


def test_a_family_may_be_called_null() -> None:
    assert reading("child_ref,forename", "CH-1,Null").entries[0].text("forename") == "Null"


def test_an_apostrophe_that_marks_text_is_taken_away() -> None:
    read = reading("child_ref,opened_on", "'00417,'2026-10-03", "'CH-2,'3/10/2026")
    assert [entry.values for entry in read.entries] == [
        {"child_ref": "00417", "opened_on": date(2026, 10, 3)},
        {"child_ref": "CH-2", "opened_on": date(2026, 10, 3)},
    ]


def test_a_heading_is_read_past_what_a_spreadsheet_adds() -> None:
    read = reading("\ufeffchild_ref_x000D_,\u200bopened on\u00a0", "CH-1,3/10/2026")
    assert read.entries[0].values["opened_on"] == date(2026, 10, 3)


def test_a_column_without_a_heading_is_named_where_it_holds_something() -> None:
    read = reading("child_ref,,", "CH-1,,Smith", "CH-2,,")
    assert read.notes == ("Columns without a heading were left out: C.",)


def test_a_hidden_column_that_would_be_read_refuses_the_file_and_another_does_not() -> None:
    lines = (SheetRow(2, ("CH-1", "x", "3/10/2026")),)
    headings = ("child_ref", "notes", "opened_on")
    with pytest.raises(SheetError, match="hides the column opened_on"):
        read_sheet(Sheet(headings, lines, hidden_columns=frozenset({1, 2})))
    assert read_sheet(Sheet(headings, lines, hidden_columns=frozenset({1}))).rejected == []


def test_a_hidden_row_is_rejected_and_so_is_a_cell_in_doubt() -> None:
    doubt = CellError("Why.", "Remedy.")
    lines = (
        SheetRow(2, ("CH-1", ""), hidden=True),
        SheetRow(3, ("CH-2", ""), {1: doubt}),
        SheetRow(4, ("2026-03-04", "2026-03-04"), dates=frozenset({0, 1})),
    )
    read = read_sheet(Sheet(("child_ref", "opened_on"), lines))
    assert [(f.row, f.column, f.why) for f in read.rejected] == [
        (2, "", "The workbook hides this row, by hand or by a filter."),
        (3, "opened_on", "Why."),
        (4, "child_ref", "The spreadsheet has made a date of this."),
    ]


def test_a_short_row_lacks_its_last_cells() -> None:
    assert reading("child_ref,opened_on", "CH-1").entries[0].values == {"child_ref": "CH-1"}


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
