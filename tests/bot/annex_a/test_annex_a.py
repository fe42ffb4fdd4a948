"""`understory import annex-a`, as councils really export it."""

from collections.abc import Iterator
from datetime import date

import pytest

from storage.registers import (
    ASSESSMENTS,
    CONFERENCES,
    CONTACTS,
    PLANS,
    REFERRALS,
    SECTION47,
)
from tests.bot.annex_a.books import ANA, BEN, PLACE, SHEETS, WHERE, WHO, Sheets, workbook
from tests.bot.annex_a.council import (
    CONTACT_HEADINGS,
    bring_in,
    children,
    contacts,
    faults,
    stored,
)
from tests.bot.cli.commands import Here, is_one_sentence, report

REGISTERS = (CONTACTS, REFERRALS, ASSESSMENTS, SECTION47, CONFERENCES, PLANS)


def test_eight_lists_become_rows_of_their_kinds(council: Here) -> None:
    result = bring_in(council, SHEETS, "--yes")
    assert result.exit_code == 0, result.output
    assert "Sheet List 2 Early Help (early help) is not used here" in result.stdout
    first = stored(council, CONTACTS)["A1/CH-0417/2026-08-03"]
    assert (first["source"], first["team"], first["outcome"]) == ("Police", "North", None)
    assert set(stored(council, CONTACTS)) == {
        "A1/CH-0417/2026-08-03",
        "A1/CH-0417/2026-08-14",
        "A1/CH-0418/2026-10-14",
    }
    outcomes = {ref: row["outcome"] for ref, row in stored(council, REFERRALS).items()}
    assert outcomes == {
        "A3/CH-0417/2026-08-04": None,
        "A3/CH-0418/2026-10-15": "no further action",
    }
    (assessed,) = stored(council, ASSESSMENTS).values()
    assert (assessed["authorised_on"], assessed["person_ref"], assessed["child_seen_on"]) == (
        date(2026, 9, 30),
        "P1",
        None,
    )
    kinds = {(row["child_ref"], row["kind"]) for row in stored(council, PLANS).values()}
    assert kinds == {("CH-0417", "CP"), ("CH-0418", "CIN")}
    assert {ref: row["status"] for ref, row in children(council).items()} == {
        "CH-0417": "CP",
        "CH-0418": "CIN",
    }
    assert children(council)["CH-0418"]["birth_date"] == date(2018, 3, 2)


def test_a_conference_deemed_unnecessary_is_none(council: Here) -> None:
    bring_in(council, SHEETS, "--yes")
    (held,) = stored(council, CONFERENCES).values()
    assert (held["child_ref"], held["held_on"], held["plan_made"]) == (
        "CH-0417",
        date(2026, 9, 18),
        True,
    )
    assert held["enquiry_ref"] == "A5/CH-0417/2026-09-01"
    outcomes = {row["child_ref"]: row["outcome"] for row in stored(council, SECTION47).values()}
    assert outcomes == {"CH-0417": "conference", "CH-0418": "no conference"}


@pytest.mark.parametrize(
    ("cell", "outcome"),
    [
        ("ICPC deemed unnecessary", "no conference"),
        ("b) ICPC not required", "no conference"),
        ("b) No", None),
        ("ICPC required", None),
    ],
)
def test_that_a_conference_was_unnecessary_is_understood_in_words(
    council: Here, cell: str, outcome: str | None
) -> None:
    headings, *_ = SHEETS["List 5 - S47 and ICPC"]
    day = date(2026, 9, 1)
    sheets = {"List 5": [headings, [*ANA, day, day, cell, "", "", *PLACE]]}
    result = bring_in(council, sheets, "--yes")
    assert result.exit_code == 0, result.output
    (enquiry,) = stored(council, SECTION47).values()
    assert enquiry["outcome"] == outcome


@pytest.mark.parametrize("said", ["", "a) Yes"])
def test_that_a_conference_was_unnecessary_may_stand_where_its_day_would(
    council: Here, said: str
) -> None:
    headings, *_ = SHEETS["List 5 - S47 and ICPC"]
    day = date(2026, 9, 1)
    row = [*ANA, day, day, said, "ICPC deemed unnecessary", "", *PLACE]
    result = bring_in(council, {"List 5": [headings, row]}, "--yes")
    assert result.exit_code == 0, result.output
    (enquiry,) = stored(council, SECTION47).values()
    assert (enquiry["outcome"], stored(council, CONFERENCES)) == ("no conference", {})


def test_one_that_is_said_to_be_unnecessary_and_not_is_refused(council: Here) -> None:
    headings, *_ = SHEETS["List 5 - S47 and ICPC"]
    day = date(2026, 9, 1)
    row = [*ANA, day, day, "b) No", "ICPC deemed unnecessary", "", *PLACE]
    result = bring_in(council, {"List 5": [headings, row]}, "--yes")
    assert result.exit_code == 2
    assert faults(council) == [("List 5", 2, "unnecessary", "no")]


@pytest.mark.parametrize("ref", ["", "#N/A", "Unknown", "not recorded"])
def test_a_row_that_names_no_child_is_refused_with_what_to_do(council: Here, ref: str) -> None:
    rows = ([*ANA, "3/8/2026", "Police", *PLACE], [ref, *ANA[1:], "4/8/2026", "Police", *PLACE])
    result = bring_in(council, contacts(*rows), "--yes", "--skip-bad")
    assert result.exit_code == 0, result.output
    (fault,) = report(council)["rejected"]
    assert (fault["row"], fault["column"]) == (3, "child_ref")
    assert "names no child" in fault["why"]
    assert "a file of contacts" in fault["remedy"]
    assert len(stored(council, CONTACTS)) == 1


def test_one_that_was_held_and_deemed_unnecessary_is_refused(council: Here) -> None:
    headings, *_ = SHEETS["List 5 - S47 and ICPC"]
    day = date(2026, 9, 1)
    row = [*ANA, day, day, "a) Yes", date(2026, 9, 18), "Yes", *PLACE]
    result = bring_in(council, {"List 5": [headings, row]}, "--yes")
    assert result.exit_code == 2
    assert faults(council) == [("List 5", 2, "unnecessary", "yes")]
    assert stored(council, SECTION47) == {}


def test_the_same_workbook_again_changes_nothing(council: Here) -> None:
    bring_in(council, SHEETS, "--yes")
    again = bring_in(council, SHEETS, "--yes")
    assert (again.exit_code, "Nothing to change" in again.stdout) == (0, True)
    assert council.run("imports", "list").stdout.count("annex.xlsx") == 1


def test_a_corrected_workbook_corrects_and_is_undone(council: Here) -> None:
    bring_in(council, contacts([*ANA, "3/8/2026", "Police", *PLACE]), "--yes")
    result = bring_in(council, contacts([*ANA, "3/8/2026", "School", *PLACE]), "--yes")
    assert "0 new, 1 changed" in result.stdout
    assert [row["source"] for row in stored(council, CONTACTS).values()] == ["School"]
    assert council.run("imports", "undo", "4", "--yes").exit_code == 0
    assert [row["source"] for row in stored(council, CONTACTS).values()] == ["Police"]
    assert council.run("imports", "undo", "3", "--yes").exit_code == 0
    assert stored(council, CONTACTS) == {}


def test_an_import_of_all_lists_is_undone_as_one(council: Here) -> None:
    bring_in(council, SHEETS, "--yes")
    assert council.run("imports", "undo", "3", "--yes").exit_code == 0
    assert [stored(council, register) for register in REGISTERS] == [{}] * len(REGISTERS)
    assert children(council) == {}


def test_two_contacts_of_a_child_on_a_day_are_two_and_the_same_row_twice_is_one(
    council: Here,
) -> None:
    rows = ([*ANA, "3/8/2026", source, *PLACE] for source in ("Police", "School", "Police"))
    result = bring_in(council, contacts(*rows), "--yes")
    assert result.exit_code == 0
    assert set(stored(council, CONTACTS)) == {
        "A1/CH-0417/2026-08-03",
        "A1/CH-0417/2026-08-03/2",
    }
    assert [place[:3] for place in faults(council, "queried")] == [
        ("List 1", 3, "child_ref"),
        ("List 1", 4, "contact_ref"),
    ]


def test_a_row_for_each_worker_is_asked_about_as_it_counts_twice(council: Here) -> None:
    [heads, row] = SHEETS["list_4_assessments"]
    twice = {"List 4": [heads, row, [*row[:-1], "Sunil Rao"]]}
    assert bring_in(council, twice, "--yes").exit_code == 0
    why = "This child has another row of this day in the list, which says something else."
    assert [one["row"] for one in report(council)["queried"] if one["why"] == why] == [3]


def test_a_bad_cell_is_named_by_sheet_row_and_column_and_nothing_is_imported(
    council: Here,
) -> None:
    sheets: Sheets = {
        **contacts([*ANA, "3/8/2204", "Police", *PLACE], [*BEN, "=TODAY()", "Police", *PLACE]),
        "List 6": [[*WHO, "CIN Start Date"], [*ANA, "soon"], [*BEN, "3/8/2026"]],
    }
    result = bring_in(council, sheets, "--yes")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert faults(council) == [
        ("List 1", 2, "received_on", "3/8/2204"),
        ("List 1", 3, "received_on", "=TODAY()"),
        ("List 6", 2, "plan_started_on", "soon"),
    ]
    assert "List 1, row 2 · received_on" in result.stdout
    assert (stored(council, CONTACTS), children(council)) == ({}, {})
    assert report(council)["accepted"] == 1
    result = bring_in(council, sheets, "--yes", "--skip-bad")
    assert result.exit_code == 0
    assert list(children(council)) == ["CH-0418"]


def test_a_row_that_one_kind_refuses_is_in_none(council: Here) -> None:
    headings = [*WHO, "CIN Start Date", "CIN Closure Date"]
    sheets: Sheets = {
        "List 6": [headings, [*ANA, "3/8/2026", "1/8/2026"], [*BEN, "3/8/2026", None]]
    }
    result = bring_in(council, sheets, "--yes", "--skip-bad")
    assert result.exit_code == 0
    assert faults(council) == [("List 6", 2, "ended_on", "2026-08-01")]
    assert list(children(council)) == ["CH-0418"]


def test_a_list_without_a_row_is_said(council: Here) -> None:
    headings, *_ = SHEETS["List 1 - Contacts"]
    result = bring_in(council, {"List 1": [headings]}, "--yes")
    assert result.exit_code == 0
    assert "Sheet List 1 has no row under its headings." in result.stdout
    assert "the records say the same" not in result.stdout


def test_a_month_without_a_row_is_said(council: Here) -> None:
    result = bring_in(council, SHEETS, "--yes")
    assert "List 1 has no row in 2026-09." in result.stdout


def test_an_assessment_before_birth_is_asked_about(council: Here) -> None:
    headings = SHEETS["list_4_assessments"][0]
    sheets: Sheets = {"List 4": [headings, [*ANA, "3/8/2014", "Yes", None, None, *PLACE]]}
    bring_in(council, sheets, "--yes")
    assert ("List 4", 2, "assessment_started_on", "2014-08-03") in faults(council, "queried")


DRIFTED: Sheets = {
    "Contcts Lst": [
        [*WHO, "Date of the Contct", "Contact Source", *WHERE],
        [*ANA, "3/8/2026", "Police", "Nrth", "Pria Shah"],
    ]
}


def test_a_drifted_name_is_only_suggested_and_with_yes_not_taken(council: Here) -> None:
    result = bring_in(council, DRIFTED, "--yes")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert "annex.xlsx: No sheet of this workbook is a list of Annex A" in result.stderr
    assert "may be list 1" in result.stdout
    assert stored(council, CONTACTS) == {}


def test_what_was_accepted_once_is_kept_for_next_month(council: Here) -> None:
    result = bring_in(council, DRIFTED, typed="y\n" * 5)
    assert result.exit_code == 0, result.output
    assert "Sheet Contcts Lst may be list 1 (contacts). Is that so?" in result.stdout
    assert "The team Nrth may be North. Is that so?" in result.stdout
    (row,) = stored(council, CONTACTS).values()
    assert (row["team"], row["received_on"]) == ("North", date(2026, 8, 3))
    headings, first = DRIFTED["Contcts Lst"]
    later = {"Contcts Lst": [headings, [*first[:5], "3/9/2026", *first[6:]]]}
    result = bring_in(council, later, "--yes")
    assert (result.exit_code, "may be" in result.stdout) == (0, False)
    assert [row["team"] for row in stored(council, CONTACTS).values()] == ["North"] * 2


EXPLAINED = [
    ("Date of Birth (dd/mm/yyyy)", "Date of Birth", ""),
    ("Date of Contact [DD-MMM-YYYY] *", "Date of Contact", ""),
    ("Child Unique ID [LA]", "Child Unique ID", "child unique id"),
    ("Contact Source (please use codes)", "Contact Source", "contact source"),
    ("What is the Allocated Team (at contact)?", "Allocated Team", "allocated team"),
]


@pytest.mark.parametrize(("heading", "stands_for", "suggested"), EXPLAINED)
def test_a_heading_that_explains_itself_is_known_or_suggested(
    council: Here, heading: str, stands_for: str, suggested: str
) -> None:
    """How a day is written says nothing else; any other words in brackets are asked about."""
    headings = [heading if one == stands_for else one for one in CONTACT_HEADINGS]
    row = [*ANA, "3/8/2026", "Police", "North", "Priya Shah"]
    result = bring_in(council, {"List 1": [headings, row]}, typed="y\ny\n")
    assert result.exit_code == 0, result.output
    asked = f"Column {heading} of sheet List 1 may be {suggested}. Is that so?"
    assert (asked in result.stdout) is bool(suggested)
    assert ("may be" in result.stdout) is bool(suggested)
    (stored_,) = stored(council, CONTACTS).values()
    assert (stored_["team"], stored_["received_on"]) == ("North", date(2026, 8, 3))


def test_a_question_about_the_child_is_suggested_and_one_about_somebody_else_is_not(
    council: Here,
) -> None:
    headings, row = SHEETS["list_4_assessments"]
    sheets = {
        "List 4": [
            [
                *("Was the child seen? (Y/N)" if "Seen" in one else one for one in headings),
                "Date of Birth (mother)",
            ],
            [*row, "1/2/1990"],
        ]
    }
    result = bring_in(council, sheets, typed="y\ny\n")
    assert "Column Was the child seen? (Y/N) of sheet List 4 may be child seen." in result.stdout
    assert "mother" not in result.stdout.partition("Is that so?")[0]


def test_what_was_not_accepted_is_left_out_and_asked_about_by_row(council: Here) -> None:
    sheets = contacts([*ANA, "3/8/2026", "Police", "Nrth", "Priya Shah"])
    result = bring_in(council, sheets, typed="n\ny\n")
    assert result.exit_code == 0, result.output
    assert faults(council, "queried") == [("List 1", 2, "team", "Nrth")]
    (row,) = stored(council, CONTACTS).values()
    assert row["team"] is None


def bad_books() -> Iterator[tuple[bytes, str]]:
    yield b"", "The file is empty."
    yield b"\xd0\xcf\x11\xe0" + bytes(100), "one with a password"
    yield workbook()[:2000], "This workbook cannot be read; it may be damaged."
    yield b"a,b\n1,2\n", "This is no workbook"
    yield workbook({"Notes": [["x"], [1]]}), "it has Notes"
    yield workbook({"List 1": [["Gender"], ["F"]]}), "Sheet List 1: There is no column child_ref"
    twice = {"List 1": [CONTACT_HEADINGS], "Contacts": [CONTACT_HEADINGS]}
    yield workbook(twice), "The sheets List 1 and Contacts are both list 1."


@pytest.mark.parametrize(("content", "why"), list(bad_books()))
def test_a_workbook_that_cannot_be_read_says_why_in_one_sentence(
    council: Here, content: bytes, why: str
) -> None:
    file = council.file("annex.xlsx", content)
    result = council.run("import", "annex-a", file, "--yes", "--report", "report.json")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert "annex.xlsx: " in result.stderr
    assert why in result.stderr
    assert "Nothing was imported." in result.stderr
    assert why in report(council)["rejected"][0]["why"]


def test_a_line_of_totals_with_a_day_and_headings_once_more_are_no_contacts(council: Here) -> None:
    contact = [*ANA, date(2026, 9, 3), "Police", *PLACE]
    total = ["Total", 1, None, None, None, date(2026, 10, 31)]
    result = bring_in(council, contacts(contact, CONTACT_HEADINGS, total), "--yes", "--skip-bad")
    assert result.exit_code == 0, result.output
    assert set(stored(council, CONTACTS)) == {"A1/CH-0417/2026-09-03"}
    assert [(one["row"], one["why"]) for one in report(council)["rejected"]] == [
        (3, "This row names the columns once more."),
        (4, "This is a line of totals."),
    ]


def test_a_child_who_is_written_in_two_ways_is_asked_about(council: Here) -> None:
    headings, *rows = SHEETS["6 CIN"]
    again = ["CH 0418", *rows[1][1:]]
    bring_in(council, {"6 CIN": [headings, rows[1], again]}, "--yes")
    assert faults(council, "queried") == [
        ("6 CIN", 2, "child_ref", "CH-0418"),
        ("6 CIN", 3, "child_ref", "CH 0418"),
    ]
