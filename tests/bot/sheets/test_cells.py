from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.cells import (
    email,
    name,
    name_of_staff,
    one_of,
    plain,
    plain_lines,
    postcode,
    prose,
    ref,
    share_of_full_time,
    words,
    yes_no,
)
from bot.sheets.days import day, day_month_first, has_month_first, month, reads_two_ways
from bot.sheets.errors import CellError
from tests.each import each


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-10-03", "3/10/2026", "03/10/2026", "03.10.2026", "2026-10-03 00:00:00"),
        *("3/10/2026 09:15", "3-Oct-2026", "3 oct 2026", "03 October 2026", "3-OCT-2026 09:15"),
    ],
)
def test_a_date_is_iso_named_or_day_first_and_a_time_beside_it_is_left_out(cell: str) -> None:
    assert day(cell) == date(2026, 10, 3)


@each("cell", ["1900-01-01", "01/01/1900", "1900-01-01 00:00:00", "1899-12-30", "31/12/9999"])
def test_a_day_that_programs_write_for_none_is_refused_with_what_to_do(cell: str) -> None:
    with pytest.raises(CellError) as refused:
        day(cell)
    assert "leave it empty" in refused.value.remedy


@each(
    "cell",
    [
        "13/2026",
        "3/10/26",
        "2026/10/03",
        "10-03-2026",
        "3/10.2026",
        "3 Octopus 2026",
        "3 Oct 26",
        "46298",
        "2026-10-03Z",
        "soon",
    ],
)
def test_what_is_not_surely_one_date_is_refused_with_an_example(cell: str) -> None:
    with pytest.raises(CellError) as refused:
        day(cell)
    assert "2026-10-03" in refused.value.remedy


@pytest.mark.parametrize("cell", ["31/02/2026", "10/13/2026", "2026-02-30", "0/1/2026"])
def test_a_day_that_never_was_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="no such day"):
        day(cell)


@pytest.mark.parametrize("cell", ["0202-10-03", "3/10/9026"])
def test_a_year_that_must_be_a_slip_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="year"):
        day(cell)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_both_ways_of_writing_a_date_give_it_back(value: date) -> None:
    assert day(value.isoformat()) == value
    assert day(f"{value.day}/{value.month}/{value.year}") == value


@given(st.text())
def test_any_text_is_a_value_or_a_sentence(cell: str) -> None:
    for read in (words, ref, day, share_of_full_time, yes_no, email, postcode, one_of(("a", "b"))):
        try:
            read(plain(cell))
        except CellError as refused:
            sentences = (refused.why, refused.remedy)
        else:
            continue
        assert all(sentence.endswith(".") for sentence in sentences)


def test_a_whole_number_is_a_reference_without_its_nought() -> None:
    assert ref("417.0") == "417"
    assert ref("0417") == "0417"
    assert ref("4.17") == "4.17"


@pytest.mark.parametrize("cell", ["1.23457E+15", "1E+05", "1.5e5", "12.3E+04"])
def test_a_number_that_the_spreadsheet_shortened_is_refused(cell: str) -> None:
    with pytest.raises(CellError) as refused:
        ref(cell)
    assert "text" in refused.value.remedy


@pytest.mark.parametrize(
    "cell", ["2026-10-03", "03/10/2026", "3-Oct", "Oct-26", "03-Oct-2026", "2026-10-03 00:00:00"]
)
def test_a_reference_that_became_a_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="date"):
        ref(cell)


@pytest.mark.parametrize("cell", ["12/345/2026", "45/12/2026", "OCT-26", "1E5", "Oct", "3-OCT"])
def test_a_reference_that_is_like_a_day_or_a_number_stays(cell: str) -> None:
    assert ref(cell) == cell


@pytest.mark.parametrize("cell", ["CH-0417\u200b", "\u202e7140-HC", "CH\x07417"])
def test_a_reference_with_a_mark_nobody_sees_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        ref(cell)


@pytest.mark.parametrize("cell", ["=1+1", "=cmd|' /C calc'!A0", "#N/A", "#REF!"])
def test_a_formula_is_not_a_value(cell: str) -> None:
    with pytest.raises(CellError, match="formula"):
        words(cell)


@pytest.mark.parametrize("cell", ["-", "O'Brien-Núñez", "محمد"])
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert words(cell) == cell


def test_text_of_any_length_is_not_a_name() -> None:
    with pytest.raises(CellError, match="longer"):
        words("a" * 201)


def test_line_breaks_and_hard_spaces_become_one_space_and_accents_compose() -> None:
    assert plain("  Zoe\u0301\n\u00a0 O'Neill ") == "Zoé O'Neill"


@each(
    "cell, meant",
    [
        ("Ana_x000D_", "Ana"),
        ("Ana_x000d__x000A_Doe", "Ana Doe"),
        ("Zo_x00EB_", "Zo\u00eb"),
        ("_x005F_x000D_", "_x000D_"),
        ("child_ref", "child_ref"),
        ("CH\u200b-0417\ufeff", "CH-0417"),
        ("\u200fAna\u200e", "Ana"),
        ("Oke\u00adke", "Okeke"),
        ("Ana\u200d", "Ana"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("\u00a0Ana\u00a0Doe\u202f", "Ana Doe"),
        ("'00417", "00417"),
        ("'=1+1", "=1+1"),
        ("'Amr", "'Amr"),
        ('="00417"', "00417"),
        ('="CH-0417 "', "CH-0417"),
    ],
)
def test_what_a_spreadsheet_adds_and_nobody_sees_is_gone(cell: str, meant: str) -> None:
    assert plain(cell) == meant


def test_the_bullets_and_arrows_of_word_are_what_they_look_like_there() -> None:
    pasted = "\uf0b7\tRing the school\n  \uf0a7 Visit \uf0e0 Friday\n\uf0d8\nGood \uf04a"
    told = plain_lines(pasted)
    assert told == "\u2022 Ring the school\n\u2022 Visit \u2192 Friday\n\u2022\nGood \u263a"
    assert prose(told) == told
    with pytest.raises(CellError, match="cannot be shown"):
        prose(plain_lines("A mark \uf0fe of nobody knows what"))


def test_an_apostrophe_before_a_capital_is_asked_about_and_other_ones_stay() -> None:
    with pytest.raises(CellError, match="apostrophe"):
        words("'Amr")
    assert [words(one) for one in ("\u2019Amr", "'t Hooft", "O'Brien")] == [
        "\u2019Amr",
        "'t Hooft",
        "O'Brien",
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "Si\ufffdn",
        "Zo\u00c3\u00ab",
        "O\u00e2\u20ac\u2122Neill",
        "\u202eanA",
        "A\u2066na",
        "A\x07na",
    ],
)
def test_a_name_that_lost_a_letter_or_turns_what_is_read_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        words(plain(cell))


@pytest.mark.parametrize("cell", ["2026-03-04", "2026-03-04T00:00:00"])
def test_a_reference_that_became_a_date_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="date"):
        ref(cell)


def test_a_number_of_days_is_named() -> None:
    with pytest.raises(CellError, match="number by which a spreadsheet holds a day"):
        day("46298")


@each(
    "cell",
    [
        "3/10/2026 2:05 PM",
        "03/10/2026 2:05:59 pm",
        "Oct 3 2026 12:00AM",
        "October 3, 2026",
        "3rd October 2026",
        "03/Oct/2026",
    ],
)
def test_a_day_as_a_database_or_a_person_writes_it_is_read(cell: str) -> None:
    assert day(cell) == date(2026, 10, 3)


@each("cell", ["3/10/26", "3-Oct-26", "03.10.26 09:15"])
def test_that_a_year_has_two_digits_is_said(cell: str) -> None:
    with pytest.raises(CellError, match="two digits"):
        day(cell)


@each("cell", ["2026-08-31T23:00:00Z", "2026-08-31T23:00:00+01:00"])
def test_a_moment_elsewhere_may_be_another_day_here_and_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="not a date"):
        day(cell)


def test_a_day_with_full_stops_is_as_doubtful_as_one_with_slashes() -> None:
    assert has_month_first("10.25.2026")
    assert reads_two_ways("3.10.2026")
    assert not reads_two_ways("3 Oct 2026")
    assert day_month_first("3 Oct 2026") == date(2026, 10, 3)


@each("cell", ["2026-10", "October 2026", "Oct-2026", "3 Oct 2026", "03.10.2026"])
def test_a_month_is_its_first_day(cell: str) -> None:
    assert month(cell) == date(2026, 10, 1)


def test_a_date_reads_two_ways_only_where_both_could_be_a_month() -> None:
    cells = ("3/4/2026", "03/04/2026 09:15", "4/4/2026", "25/10/2026", "10/25/2026", "2026-03-04")
    assert [cell for cell in cells if reads_two_ways(cell)] == list(cells[:2])
    assert [cell for cell in cells if has_month_first(cell)] == ["10/25/2026"]
    assert day_month_first("10/25/2026") == date(2026, 10, 25)
    assert (day("3/4/2026"), day_month_first("3/4/2026")) == (date(2026, 4, 3), date(2026, 3, 4))


@pytest.mark.parametrize(("cell", "share"), [("1", 1.0), ("0.6", 0.6), (".5", 0.5), ("0", 0.0)])
def test_a_share_of_full_time(cell: str, share: float) -> None:
    assert share_of_full_time(cell) == share


@pytest.mark.parametrize("cell", ["37", "60%", "nan", "-1", "1e0", "inf"])
def test_hours_and_percentages_are_not_a_share(cell: str) -> None:
    with pytest.raises(CellError):
        share_of_full_time(cell)


def test_yes_and_no_in_the_words_that_exports_use() -> None:
    assert [yes_no(cell) for cell in ("Yes", "Y", "TRUE", "1")] == [True] * 4
    assert [yes_no(cell) for cell in ("no", "N", "False", "0")] == [False] * 4


def test_a_choice_is_read_in_any_capitals_and_the_remedy_lists_all() -> None:
    read = one_of(("CIN", "CP", "care leaver"))
    assert read("cin") == "CIN"
    with pytest.raises(CellError) as refused:
        read("LAC")
    assert refused.value.remedy == "Write CIN, CP or care leaver."


@pytest.mark.parametrize("cell", ["dl15qt", "DL1 5QT", "Dl1  5qt"])
def test_a_postcode_is_put_in_capitals_with_one_space(cell: str) -> None:
    assert postcode(cell) == "DL1 5QT"


@pytest.mark.parametrize("cell", ["x@y", "a@b@c.example", "a b@c.example", "@c.example"])
def test_half_an_email_address_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        email(cell)


@pytest.mark.parametrize("cell", ["Se?n", "?ukasz Nowak", "Ren\u00bfe", "Anne-?lise", "Zo\ufffd"])
@pytest.mark.parametrize("read", [name, name_of_staff])
def test_a_name_that_lost_a_letter_is_refused(read: Callable[[str], str], cell: str) -> None:
    with pytest.raises(CellError, match="was lost before it came here"):
        read(cell)


def test_a_question_behind_a_name_is_a_doubt_of_a_childs_and_a_letter_of_a_colleagues() -> None:
    assert name("Smith?") == "Smith?"
    whole = "Zo\u00eb O\u2019Neill"
    assert name(whole) == name_of_staff(whole) == whole
    with pytest.raises(CellError, match="was lost"):
        name_of_staff("Zo?")
