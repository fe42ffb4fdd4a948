"""What an import asks before it changes or removes a value, or reads a date that may be another."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from storage.imports import Row, known_children
from tests.bot.cli.commands import TEAMS, Here, is_one_sentence, records, report, teams

CHILDREN = (
    "child_ref,forename,surname,birth_date,status,opened_on\n"
    "CH-1,Kayleigh,Okonkwo,1/2/2015,CIN,1/1/2026\nCH-2,Mabel,Doe,1/2/2016,CIN,1/1/2026\n"
    "CH-3,Ben,Roe,1/2/2017,CIN,1/1/2026\n"
)


def child(here: Here, ref: str) -> Row:
    store = records(here)
    with store.reading() as session:
        values = known_children(session, [ref])[ref].values
    store.close()
    return values


def test_the_preview_says_which_fields_of_how_many_rows_change_from_what_to_what(
    here: Here,
) -> None:
    here.bring_in("children", CHILDREN)
    rows = (
        "child_ref,forename,surname,birth_date,status,opened_on\n"
        "CH-1,Kaye,,,CP,\nCH-2,,,2/2/2016,CP,\nCH-3,,,,,\n"
    ).replace("CH-3,,,,,", "CH-3,,,,CIN,")
    file = here.file("c.csv", rows)
    result = here.run("import", "children", file, "--report", "report.json", typed="y\n")
    assert "0 new, 2 changed, 1 unchanged, 0 rejected" in result.stdout
    assert "  status · 2 rows · row 2: CIN to CP · row 3: CIN to CP\n" in result.stdout
    assert "  birth_date · 1 row · row 3: 2016-02-01 to 2016-02-02\n" in result.stdout
    assert "  forename · 1 row · row 2 (not shown here)\n" in result.stdout
    assert "surname" not in result.stdout
    assert report(here)["changes"] == [
        {"row": 2, "column": "forename", "removed": False},
        {"row": 2, "column": "status", "from": "CIN", "to": "CP"},
        {"row": 3, "column": "birth_date", "from": "2016-02-01", "to": "2016-02-02"},
        {"row": 3, "column": "status", "from": "CIN", "to": "CP"},
    ]
    assert (child(here, "CH-1")["surname"], child(here, "CH-1")["status"]) == ("Okonkwo", "CP")


REMOVING = "child_ref,surname,status\nCH-1,(none),CIN\nCH-2,Poe,CIN\n"


@pytest.mark.parametrize(
    ("typed", "code", "surname"),
    [("y\ny\n", 0, None), ("y\nn\n", 2, "Okonkwo"), ("y\n", 2, "Okonkwo")],
)
def test_a_removal_is_asked_about_again(
    here: Here, typed: str, code: int, surname: str | None
) -> None:
    here.bring_in("children", CHILDREN)
    result = here.run("import", "children", here.file("c.csv", REMOVING), typed=typed)
    assert "What is removed:\n  surname · 1 row · row 2 (not shown here)\n" in result.stdout
    assert "1 stored value is removed, as listed." in result.stdout
    assert (result.exit_code, child(here, "CH-1")["surname"]) == (code, surname)


@pytest.mark.parametrize("typed", ["", "y\n"])
def test_where_nobody_answers_a_removal_yes_is_not_advised_for_it_removes_nothing(
    here: Here, typed: str
) -> None:
    here.bring_in("children", CHILDREN)
    result = here.run("import", "children", here.file("c.csv", REMOVING), typed=typed)
    assert (result.exit_code, is_one_sentence(result.stderr.splitlines()[-1] + "\n")) == (2, True)
    assert "--yes" not in result.stderr
    assert "Removing is asked twice: run it where you can answer." in result.stderr


def test_yes_removes_nothing_and_says_so(here: Here) -> None:
    here.bring_in("children", CHILDREN)
    words = ("import", "children", here.file("c.csv", REMOVING), "--yes", "--report", "report.json")
    result = here.run(*words)
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert report(here)["rejected"] == [
        {
            "row": 2,
            "column": "surname",
            "value": "(none)",
            "why": "This takes away what is stored, and --yes takes nothing away.",
            "remedy": "Leave the cell empty, or import without --yes and agree to it.",
        }
    ]
    assert [child(here, ref)["surname"] for ref in ("CH-1", "CH-2")] == ["Okonkwo", "Doe"]
    assert here.run(*words, "--skip-bad").exit_code == 0
    assert [child(here, ref)["surname"] for ref in ("CH-1", "CH-2")] == ["Okonkwo", "Poe"]


def test_yes_also_holds_for_a_removal_that_another_row_repeats(here: Here) -> None:
    here.bring_in("children", CHILDREN)
    rows = "child_ref,surname,status\nCH-1,,CIN\nCH-1,(none),CIN\n"
    file = here.file("c.csv", rows)
    assert here.run("import", "children", file, "--yes", "--skip-bad").exit_code == 2
    assert child(here, "CH-1")["surname"] == "Okonkwo"


def test_removing_what_is_not_there_is_no_removal(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    result = here.run(
        "import", "teams", here.file("t.csv", "team,parent\nCouncil,(none)\nEast,(none)\n"), "--yes"
    )
    assert (result.exit_code, teams(here)) == (0, {"Council", "North", "East"})


AMERICAN = (
    "child_ref,status,birth_date,opened_on\n"
    "CH-1,CIN,3/4/2015,2026-03-04\nCH-2,CIN,,10/25/2026\nCH-3,CIN,5/5/2015,5/6/2026\n"
)


@pytest.mark.parametrize(
    ("first", "born", "opened"),
    [("month", date(2015, 3, 4), date(2026, 5, 6)), ("Day", date(2015, 4, 3), date(2026, 6, 5))],
)
def test_one_american_date_makes_every_ambiguous_one_a_question_asked_once(
    here: Here, first: str, born: date, opened: date
) -> None:
    file = here.file("c.csv", AMERICAN)
    typed = f"perhaps\n{first}\ny\n"
    result = here.run("import", "children", file, "--skip-bad", typed=typed)
    assert result.exit_code == 0
    assert "Row 3 has 10/25/2026 in opened_on: there the month is first." in result.stdout
    assert (
        "2 dates could be read two ways, such as 3/4/2015 in birth_date of row 2: "
        "Friday 3 April 2015 or Wednesday 4 March 2015." in result.stdout
    )
    assert result.stdout.count("Which is first in this file, day or month?") == 2
    kept = child(here, "CH-1")
    assert (kept["birth_date"], kept["opened_on"]) == (born, date(2026, 3, 4))
    assert child(here, "CH-3")["opened_on"] == opened
    assert ("1 rejected" in result.stdout) == (first == "Day")


@pytest.mark.parametrize("words", [("--yes",), ()])
def test_yes_guesses_no_date_and_nor_does_a_question_that_nobody_answers(
    here: Here, words: tuple[str, ...]
) -> None:
    file = here.file("c.csv", AMERICAN)
    result = here.run("import", "children", file, *words, "--report", "report.json")
    assert (result.exit_code, result.stderr.strip().endswith("--skip-bad.")) == (2, True)
    assert [(f["row"], f["column"], f["value"]) for f in report(here)["rejected"]] == [
        (2, "birth_date", "3/4/2015"),
        (3, "opened_on", "10/25/2026"),
        (4, "opened_on", "5/6/2026"),
    ]
    assert report(here)["rejected"][0]["why"] == (
        "Row 3 has 10/25/2026 in opened_on, the month first, so this could be two days."
    )


def test_without_an_american_date_the_day_comes_first_and_nothing_is_asked(here: Here) -> None:
    here.bring_in("children", AMERICAN.replace("10/25/2026", "25/10/2026"))
    assert child(here, "CH-1")["birth_date"] == date(2015, 4, 3)


def test_a_workbook_whose_dates_may_have_been_turned_round_is_refused(here: Here) -> None:
    book = Workbook()
    for row in (
        ["child_ref", "status", "opened_on"],
        ["CH-1", "CIN", date(2026, 4, 3)],
        ["CH-2", "CIN", "10/25/2026"],
    ):
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    result = here.run(
        "import", "children", here.file("c.xlsx", content.getvalue()), typed="day\ny\n"
    )
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert "may have turned 2026-04-03 in row 2 round" in result.stderr
