from datetime import timedelta

from sqlmodel import select

from bot.clock import Clock
from bot.imports import KINDS
from prompts.phrases import phrases
from storage import audit, codes, registers
from storage.built_on import referring_to
from storage.imports import known_children, known_people
from storage.tables import AuditEvent, Involvement
from tests.bot.cli.commands import PEOPLE, TEAMS, Here, is_one_sentence, records, teams

CHILDREN = "child_ref,forename,status,opened_on\nCH-1,Ana,CIN,2026-01-05\n"
CORRECTED = "child_ref,forename,status,opened_on\nCH-1,Anna,CP,\nCH-2,Ben,CIN,\n"


def child(here: Here, ref: str) -> dict[str, object] | None:
    store = records(here)
    with store.reading() as session:
        known = known_children(session, [ref]).get(ref)
    store.close()
    return dict(known.values) if known else None


def test_every_import_is_listed_with_its_number_and_how_many_rows(here: Here) -> None:
    assert "Nothing was imported yet." in here.run("imports", "list").stdout
    here.bring_in("teams", TEAMS)
    result = here.run("import", "people", here.file("people.csv", PEOPLE), "--yes")
    assert "This is import 2: understory imports undo 2 takes it back." in result.stdout
    listed = here.run("imports", "list").stdout
    assert listed.index("people.csv") < listed.index("teams.csv")


def test_an_import_that_changes_nothing_is_no_batch(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("teams", TEAMS)
    assert here.run("imports", "list").stdout.count("teams.csv") == 1


def test_undoing_removes_what_was_new_and_restores_what_a_correction_changed(here: Here) -> None:
    here.bring_in("children", CHILDREN)
    before = child(here, "CH-1")
    here.bring_in("children", CORRECTED)
    assert child(here, "CH-1") != before
    result = here.run("imports", "undo", "2", "--yes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 row removed, 1 as they were" in result.stdout
    assert (child(here, "CH-1"), child(here, "CH-2")) == (before, None)
    assert here.run("imports", "list").stdout.count("children.csv") == 2


def test_undone_and_imported_again_is_as_it_was(here: Here) -> None:
    here.bring_in("children", CHILDREN)
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0
    here.bring_in("children", CHILDREN)
    assert child(here, "CH-1") is not None


def test_a_tree_of_teams_and_people_who_supervise_one_another_are_undone(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    assert here.run("imports", "undo", "2", "--yes").exit_code == 0
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0
    assert teams(here) == set()


def test_what_something_was_built_on_stays_and_it_is_named(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    here.bring_in("children", CHILDREN)
    here.bring_in("involvements", "child_ref,person_ref,started_on\nCH-1,P1,2026-02-01\n")
    result = here.run("imports", "undo", "3", "--yes")
    assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
    assert "It is used by involvements (1)." in result.stderr
    assert child(here, "CH-1") is not None
    assert here.run("imports", "undo", "4", "--yes").exit_code == 0
    assert here.run("imports", "undo", "3", "--yes").exit_code == 0
    store = records(here)
    with store.reading() as session:
        assert session.exec(select(Involvement)).all() == []
    store.close()


def test_a_later_import_that_changed_its_rows_is_undone_first(here: Here) -> None:
    here.bring_in("children", CHILDREN)
    here.bring_in("children", CORRECTED)
    result = here.run("imports", "undo", "1", "--yes")
    assert result.exit_code == 2
    assert "import 2 (children), which changed its rows" in result.stderr
    assert here.run("imports", "undo", "2", "--yes").exit_code == 0
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0


def test_what_was_done_with_a_row_since_keeps_it(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    store = records(here)
    with store.writing() as session:
        codes.make_code(session, known_people(session)["P1"].id, Clock().now())
    store.close()
    result = here.run("imports", "undo", "2", "--yes")
    assert result.exit_code == 2
    assert "enrolment codes (1)" in result.stderr


def test_nobody_is_asked_about_what_cannot_be_taken_back(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    for number, says in (
        ("99", "There is no import 99 to take back."),
        ("1", "It is used by people (2)."),
    ):
        result = here.run("imports", "undo", number)
        assert (result.exit_code, "Take back everything" in result.stdout) == (2, False)
        assert says in result.stderr


def test_an_import_is_undone_once_and_the_audit_says_so(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0
    for number in ("1", "7"):
        result = here.run("imports", "undo", number, "--yes")
        assert (result.exit_code, is_one_sentence(result.stderr)) == (2, True)
        assert f"There is no import {number} to take back." in result.stderr
    store = records(here)
    with store.reading() as session:
        deeds = [(event.deed, event.noun) for event in session.exec(select(AuditEvent))]
    store.close()
    assert deeds == [("imported", "team"), ("import undone", "import_batch")]


def test_without_a_yes_nothing_is_taken_back(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    assert here.run("imports", "undo", "1", typed="n\n").exit_code == 2
    assert here.run("imports", "undo", "1").exit_code == 2
    assert teams(here) == {"Council", "North"}


def test_contacts_are_undone_though_a_referral_names_them(here: Here) -> None:
    here.bring_in("contacts", "contact_ref,received_on,forename\nCO-1,1/9/2026,Ana\n")
    here.bring_in("referrals", "referral_ref,contact_ref,received_on\nRE-1,CO-1,1/9/2026\n")
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0
    store = records(here)
    with store.reading() as session:
        assert registers.refs(session, registers.CONTACTS) == set()
        assert registers.refs(session, registers.REFERRALS) == {"RE-1"}
    store.close()


def test_what_was_done_since_is_known_though_the_clock_was_set_back(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    store = records(here)
    with store.writing() as session:
        person_id = known_people(session)["P1"].id
        earlier = Clock().now() - timedelta(hours=2)
        audit.record(session, "person stopped", "person", person_id, actor=None, at=earlier)
    store.close()
    result = here.run("imports", "undo", "2", "--yes")
    assert result.exit_code == 2
    assert "person stopped" in result.stderr


def test_each_table_that_can_stand_in_the_way_has_a_name_that_people_know() -> None:
    of_files = [register for kind in KINDS.values() if (register := kind.noun)]
    tables = {column.table.name for noun in of_files for column in referring_to(noun)}
    assert tables | {*of_files} <= {*phrases("undoing.called")}


def test_that_somebody_looked_keeps_no_row(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    assert here.run("quality", "--for", "North").exit_code == 0
    assert here.run("due", "--for", "North").exit_code == 0
    assert here.run("imports", "undo", "1", "--yes").exit_code == 0
    assert teams(here) == set()
