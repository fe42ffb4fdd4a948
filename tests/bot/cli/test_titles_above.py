"""What case systems print above the headings of a report."""

from tests.bot.cli.commands import TEAMS, Here, is_one_sentence, teams


def test_a_title_above_the_headings_is_left_out_and_rows_keep_their_numbers(here: Here) -> None:
    titled = "Teams of the council,\nRun on,1/11/2026\n\n" + TEAMS + "East,Nowhere\n"
    result = here.run("import", "teams", here.file("t.csv", titled), "--yes", "--skip-bad")
    assert "Row 4 names the columns; what stands above it was left out." in result.stdout
    assert "row 7 · parent · Nowhere" in result.stdout
    assert teams(here) == {"Council", "North"}


def test_headings_that_come_again_further_down_lose_no_row(here: Here) -> None:
    rows = "contact_ref,received_on\nCO-1,2026-08-03\ncontact_ref,received_on,source\n"
    result = here.run("import", "contacts", here.file("c.csv", rows), "--yes")
    assert result.exit_code == 2
    assert "row 3" in result.stdout


def test_a_file_without_headings_says_so(here: Here) -> None:
    rows = "CO-1,2026-08-03\nCO-2,2026-08-04\n"
    result = here.run("import", "contacts", here.file("c.csv", rows), "--yes")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert "A row at the top must name the columns" in result.stderr
