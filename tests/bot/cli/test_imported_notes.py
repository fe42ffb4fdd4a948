"""Past notes through the command: what is brought in, undone, exported, and counted nowhere."""

import json
from typing import Any

from tests.bot.cli.commands import PEOPLE, TEAMS, Here

CHILDREN = "child_ref,status,opened_on\nCH-1,CIN,2025-01-05\n"
INVOLVEMENTS = "child_ref,person_ref,started_on\nCH-1,P1,2025-02-01\n"
NOTES = (
    "note_ref,held_on,kind,minutes,supervisor_ref,practitioner_ref,child_ref,text,actions\n"
    'N1,12/9/2025,case,60,P2,P1,CH-1,"Ana told me she hates it when it is loud. I saw her alone.",'
    '"Ring the school\nSee nan"\nN2,12/9/2025,personal,30,P2,P1,,She is tired.,\n'
)


def a_council(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    here.bring_in("children", CHILDREN)
    here.bring_in("involvements", INVOLVEMENTS)


def figures(here: Here) -> list[Any]:
    words = ("summary", "--scope", "Council", "--period", "2025-09", "--format", "json")
    result = here.run(*words, "--out", "summary.json")
    assert result.exit_code == 0, result.output
    said = json.loads((here.folder / "summary.json").read_text())
    return [{**one, "as_of": None} for one in said["measures"]]


def test_imported_notes_change_no_figure(here: Here) -> None:
    a_council(here)
    before = figures(here)
    here.bring_in("supervision-notes", NOTES)
    assert figures(here) == before


def test_they_are_in_the_export_with_who_reads_them(here: Here) -> None:
    a_council(here)
    here.bring_in("supervision-notes", NOTES)
    assert here.run("export", "--format", "jsonl", "--out", "out").exit_code == 0
    lines = (here.folder / "out" / "record.jsonl").read_text().splitlines()
    found = {(row["guide"], row["visibility"]) for row in map(json.loads, lines)}
    assert found == {("imported-note", "child"), ("imported-note", "personal")}
    steps = (here.folder / "out" / "step.jsonl").read_text()
    assert "Ring the school\\nSee nan" in steps


def test_the_same_notes_again_change_nothing_and_undone_they_come_anew(here: Here) -> None:
    a_council(here)
    here.bring_in("supervision-notes", NOTES)
    file = here.file("n.csv", NOTES)
    assert "Nothing to change" in here.run("import", "supervision-notes", file).stdout
    assert here.run("imports", "undo", "5", "--yes").exit_code == 0
    again = here.run("import", "supervision-notes", file, "--yes")
    assert "Imported: 2 new, 0 changed." in again.stdout


def test_a_corrected_note_counts_as_changed_and_is_undone(here: Here) -> None:
    a_council(here)
    here.bring_in("supervision-notes", NOTES)
    here.bring_in("supervision-notes", NOTES.replace("She is tired.", "She is rested."))
    undone = here.run("imports", "undo", "6", "--yes")
    assert "0 rows removed, 1 as they were before import 6." in undone.stdout
    assert (
        "Nothing to change"
        in here.run("import", "supervision-notes", here.file("n.csv", NOTES)).stdout
    )
