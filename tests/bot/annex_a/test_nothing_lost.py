"""What a workbook must not lose, or count twice, in silence."""

from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.annex_a.lists import number_of
from storage.registers import CONTACTS, PLANS, REFERRALS
from tests.bot.annex_a.books import ANA, PLACE, SHEETS, workbook
from tests.bot.annex_a.council import (
    CONTACT_HEADINGS,
    bring_in,
    children,
    contacts,
    stored,
)
from tests.bot.cli.commands import Here, is_one_sentence, report

FILE = "contact_ref,received_on,child_ref\nCO-1,2026-08-03,CH-0417\nCO-2,2026-08-14,CH-0417\n"


def test_what_came_in_a_file_of_its_own_does_not_count_twice(council: Here) -> None:
    council.bring_in("contacts", FILE)
    result = bring_in(council, SHEETS, "--yes")
    assert result.exit_code == 0
    assert "contacts of 2026-08 came in a file of their own, so 2 rows" in result.stdout
    assert set(stored(council, CONTACTS)) == {"CO-1", "CO-2", "A1/CH-0418/2026-10-14"}
    assert len(stored(council, REFERRALS)) == 2


def test_nor_the_other_way_about(council: Here) -> None:
    bring_in(council, SHEETS, "--yes")
    result = council.run("import", "contacts", council.file("c.csv", FILE), "--yes")
    assert result.exit_code == 2
    assert "row 2 · received_on · 2026-08-03 · This month came with an Annex A" in result.stdout
    assert council.run("imports", "undo", "3", "--yes").exit_code == 0
    council.bring_in("contacts", FILE)
    assert set(stored(council, CONTACTS)) == {"CO-1", "CO-2"}


def test_plans_are_kept_from_both_since_they_are_not_counted(council: Here) -> None:
    plan = "plan_ref,child_ref,kind,started_on\nPL-1,CH-0417,CP,2026-09-18\n"
    council.bring_in("plans", plan)
    assert bring_in(council, SHEETS, "--yes").exit_code == 0
    assert {"PL-1", "A7/CH-0417/2026-09-18"} <= set(stored(council, PLANS))
    council.bring_in("plans", plan.replace("PL-1", "PL-2"))
    assert "PL-2" in stored(council, PLANS)


def test_a_row_whose_day_was_corrected_is_another_and_the_one_before_is_named(
    council: Here,
) -> None:
    bring_in(council, contacts([*ANA, date(2026, 8, 3), "Police", *PLACE]), "--yes")
    rows = [[*ANA, date(2026, 8, day), "Police", *PLACE] for day in (2, 4)]
    result = bring_in(council, contacts(*rows), "--yes")
    assert "contacts: Stored, and not in this file: 1 of the rows of 2026-08-02" in result.stdout
    assert "A1/CH-0417/2026-08-03" in result.stdout


def test_headings_may_stand_below_a_title(council: Here) -> None:
    titled = {
        title: [["Annex A"], ["Run on 1/11/2026"], [], *rows] for title, rows in SHEETS.items()
    }
    result = bring_in(council, titled, "--yes")
    assert "Sheet Referrals: Row 4 names the columns" in result.stdout
    assert len(stored(council, CONTACTS)) == 3


def test_a_list_on_two_sheets_is_asked_about_once_and_read_as_one(council: Here) -> None:
    split: dict[str, list[list[Any]]] = {
        "List 1": [CONTACT_HEADINGS, [*ANA, date(2026, 8, 3), "Police", *PLACE]],
        "List 1 (2)": [CONTACT_HEADINGS[::-1], [*PLACE[::-1], "Police", "nonsense", *ANA[::-1]]],
    }
    refused = bring_in(council, split, "--yes")
    assert (refused.exit_code, is_one_sentence(refused.stderr)) == (2, True)
    assert "The sheets List 1 and List 1 (2) are both list 1." in refused.stderr
    assert bring_in(council, split, typed="y\n").exit_code == 2
    [fault] = report(council)["rejected"]
    assert (fault["sheet"], fault["row"], fault["column"]) == ("List 1 (2)", 2, "received_on")
    split["List 1 (2)"][1] = [*PLACE[::-1], "Police", date(2026, 10, 3), *ANA[::-1]]
    assert bring_in(council, split, typed="y\ny\n").exit_code == 0
    assert set(stored(council, CONTACTS)) == {f"A1/CH-0417/2026-{m}-03" for m in ("08", "10")}
    assert "List 1 has no row in 2026-09." in bring_in(council, split, "--yes").stdout


def test_a_hidden_list_is_refused_and_an_empty_or_missing_one_said(council: Here) -> None:
    result = bring_in(council, {**SHEETS, "6 CIN": [], "LAC": []}, "--yes")
    assert "Sheet 6 CIN (list 6) is empty." in result.stdout
    no_seven = {title: rows for title, rows in SHEETS.items() if title != "Child Protection"}
    assert "No sheet of this workbook is list 7." in bring_in(council, no_seven, "--yes").stdout
    hidden = council.file("hidden.xlsx", workbook(SHEETS, hidden=["Child Protection"]))
    refused = council.run("import", "annex-a", hidden, "--yes")
    assert "The sheet Child Protection, which is list 7, is hidden." in refused.stderr


def test_a_name_with_a_month_behind_it_is_suggested(council: Here) -> None:
    dated = {"Contacts (Nov 2026)": SHEETS["List 1 - Contacts"]}
    assert bring_in(council, dated, typed="y\ny\n").exit_code == 0
    assert len(stored(council, CONTACTS)) == 3


def test_a_closed_case_has_the_day_on_which_it_closed(council: Here) -> None:
    [heads, *_] = SHEETS["6 CIN"]
    closed = [*ANA, date(2026, 8, 5), None, date(2026, 9, 4), "Closed episode", *PLACE]
    bring_in(council, {"6 CIN": [heads, closed]}, "--yes")
    ana = children(council)["CH-0417"]
    assert (ana["status"], ana["closed_on"]) == ("closed", date(2026, 9, 4))
    again = [*ANA, date(2026, 10, 5), None, None, "Child in need", *PLACE]
    bring_in(council, {"6 CIN": [heads, closed, again]}, "--yes")
    ana = children(council)["CH-0417"]
    assert (ana["status"], ana["opened_on"], ana["closed_on"]) == ("CIN", date(2026, 10, 5), None)


def test_without_list_6_nobody_is_closed_by_the_end_of_a_plan(council: Here) -> None:
    bring_in(council, SHEETS, "--yes")
    [heads, *_] = SHEETS["Child Protection"]
    ended = [*ANA, date(2026, 9, 18), None, None, date(2026, 11, 2), *PLACE]
    bring_in(council, {"Child Protection": [heads, ended]}, "--yes")
    ana = children(council)["CH-0417"]
    assert (ana["status"], ana["closed_on"]) == ("CP", None)
    assert any("no list 6" in one["why"] for one in report(council)["queried"])


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("List 1", 1),
        ("LIST 01 - Contacts", 1),
        ("Annex A - List 5 - S47", 5),
        ("AnnexA_7_CP", 7),
        ("Annex A 8", 8),
        ("2026 List 3 Referrals", 3),
        ("6. CIN", 6),
        ("2026", None),
        ("2026 figures", None),
        ("Lookup list 3", None),
        ("Data", None),
    ],
)
def test_a_sheet_is_a_list_by_its_number_wherever_a_system_writes_it(
    title: str, number: int | None
) -> None:
    assert number_of(title, {}) == number


def test_a_row_that_is_there_twice_names_the_other_as_its_sheet_counts_them(council: Here) -> None:
    row: list[Any] = [*ANA, date(2026, 8, 3), "Police", *PLACE]
    book = {"List 1": [CONTACT_HEADINGS, row, row], "List 1 (2)": [CONTACT_HEADINGS, row]}
    assert bring_in(council, book, typed="y\ny\n").exit_code == 0
    whys = [one["why"] for one in report(council)["queried"]]
    assert whys == [
        "This is about the same as row 2.",
        "This is about the same as row 2 of sheet List 1.",
    ]


def test_a_number_is_no_day_where_a_workbook_counts_from_1904(council: Here) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    [sheet] = book.worksheets
    sheet.title = "List 1"
    for row in (CONTACT_HEADINGS, [*ANA, date(2026, 8, 3), None, *PLACE], [*ANA, 44785]):
        sheet.append(row)
    book.save(council.folder / "mac.xlsx")
    result = council.run("import", "annex-a", "mac.xlsx", "--yes", "--skip-bad")
    assert "List 1, row 3 · received_on · 44785 · This workbook counts its days" in result.stdout
    assert set(stored(council, CONTACTS)) == {"A1/CH-0417/2026-08-03"}
