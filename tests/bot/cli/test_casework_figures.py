"""The council's own files through the commands: imported, told, corrected, undone."""

import json
from typing import Any

from tests.bot.cli.commands import PEOPLE, TEAMS, Here

CHILDREN = "child_ref,status,opened_on\nCH-1,CIN,2025-01-05\n"
INVOLVEMENTS = (
    "child_ref,person_ref,team,started_on,ended_on\n"
    "CH-1,P2,North,2025-02-01,2025-08-01\nCH-1,P1,North,2025-08-01,\n"
)
CONTACTS = (
    "contact_ref,received_on,domestic_abuse,child_ref,forename,surname,outcome,team\n"
    "C1,2025-09-02,yes,CH-1,,,no further action,North\n"
    "C2,2025-09-03,no,,Zebedee,Quillfeather,no further action,North\n"
    "C3,2025-09-04,,,,,referral,North\n"
)
REFERRALS = (
    "referral_ref,child_ref,received_on,team\nR1,CH-2,2024-10-04,North\nR2,CH-2,2025-09-04,North\n"
)
ASSESSMENTS = (
    "assessment_ref,child_ref,started_on,authorised_on,child_seen_on,team\n"
    "A1,CH-1,2025-09-01,2025-09-08,2025-09-03,North\n"
)
ENQUIRIES = "enquiry_ref,child_ref,started_on,team\nE1,CH-1,2025-09-01,North\n"
CONFERENCES = "conference_ref,enquiry_ref,child_ref,held_on\nF1,E1,CH-1,2025-09-15\n"
ESTABLISHMENT = "team,posts,from_month\nNorth,2,2025-01\n"
FILES = {
    "teams": TEAMS,
    "people": PEOPLE,
    "children": CHILDREN,
    "involvements": INVOLVEMENTS,
    "contacts": CONTACTS,
    "referrals": REFERRALS,
    "assessments": ASSESSMENTS,
    "section47": ENQUIRIES,
    "conferences": CONFERENCES,
    "establishment": ESTABLISHMENT,
}
TOLD = {
    "contacts.recorded": 3,
    "contacts.true": 2,
    "contacts.on_open_cases": 1,
    "contacts.nfa_share": 2 / 3,
    "contacts.domestic_abuse_share": 1 / 2,
    "contacts.triaged_share": None,
    "contacts.repeat_share": None,
    "referrals.count": 1,
    "referrals.repeat_share": 1,
    "assessments.days": 5,
    "assessments.within_45_working_days": 1,
    "assessments.child_seen_share": 1,
    "section47.count": 1,
    "section47.to_conference": 1,
    "conferences.within_15_working_days": 1,
    "children.changed_worker_share": 1,
    "children.changed_twice_share": 0,
    "workforce.caseload": 1,
    "workforce.agency_share": 0,
    "workforce.turnover": None,
    "workforce.vacancy_share": 1 / 2,
}
WORDS = ("summary", "--scope", "North", "--period", "2025-09")


def told(here: Here) -> dict[str, Any]:
    result = here.run(*WORDS, "--format", "json", "--out", "s.json")
    assert result.exit_code == 0, result.output
    document = json.loads((here.folder / "s.json").read_text())
    return {one["key"]: one for one in document["measures"]}


def values(here: Here) -> dict[str, float | None]:
    found = told(here)
    return {key: found[key]["value"] for key in TOLD}


def test_what_is_imported_is_told_and_what_is_not_says_why(here: Here) -> None:
    for kind, content in list(FILES.items())[:4]:
        here.bring_in(kind, content)
    found = told(here)
    for key in TOLD:
        assert found[key]["value"] is not None or found[key]["caution"].startswith("No ")
    for kind, content in FILES.items():
        here.bring_in(kind, content)
    assert values(here) == TOLD


def test_a_corrected_file_corrects_and_an_import_undone_takes_its_figures_away(here: Here) -> None:
    for kind, content in FILES.items():
        here.bring_in(kind, content)
    assert values(here) == TOLD
    here.bring_in("contacts", CONTACTS.replace("C3,2025-09-04,,", "C3,2025-08-04,,"))
    assert values(here)["contacts.recorded"] == 2
    assert here.run("imports", "undo", "11", "--yes").exit_code == 0
    assert here.run("imports", "undo", "5", "--yes").exit_code == 0
    assert values(here)["contacts.recorded"] is None


def test_no_name_of_a_contact_is_in_a_summary_of_any_format(here: Here) -> None:
    for kind, content in FILES.items():
        here.bring_in(kind, content)
    for form in ("text", "json", "html"):
        written = here.run(*WORDS, "--format", form).stdout
        assert "Contacts recorded" in written
        assert "Zebedee" not in written
        assert "Quillfeather" not in written
