"""Every measure other tools ask for stands in the JSON of a council, with a value or why not."""

import json

from tests.bot.cli.commands import PEOPLE, TEAMS, Here

UNITS = {"count", "share", "days", "ratio"}
NAMES = {
    "contacts": "recorded true on_open_cases nfa_share domestic_abuse_share triaged_share "
    "repeat_share",
    "referrals": "count repeat_share",
    "assessments": "days within_45_working_days child_seen_share days_added_by_change",
    "section47": "count to_conference",
    "conferences": "within_15_working_days",
    "children": "changed_worker_share changed_twice_share discussed_share",
    "workforce": "agency_share turnover caseload vacancy_share",
    "supervision": "held_share minutes",
    "records": "child_voice seen_alone why other_explanation family_and_environment research "
    "chronology agency_trail contingency rationale own_practice changed_view impact "
    "compliance_share copied agreed",
    "outcomes": "improving_share rated_share",
    "actions": "done_share carried_over why_and_how_share",
}
KEYS = sorted(f"{of}.{name}" for of, names in NAMES.items() for name in names.split())


def test_every_key_is_there_once_with_a_value_or_why_there_is_none(here: Here) -> None:
    here.bring_in("teams", TEAMS)
    here.bring_in("people", PEOPLE)
    words = ("summary", "--scope", "North", "--period", "2026-10", "--format", "json")
    measures = json.loads(here.run(*words).stdout)["measures"]
    assert sorted(one["key"] for one in measures) == KEYS
    for one in measures:
        assert one["unit"] in UNITS
        assert one["value"] is not None or one["caution"], one["key"]
