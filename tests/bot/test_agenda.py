"""The agenda that a meeting is opened with, for what is known of each child."""

from datetime import date

from bot.conversations.agenda import OnAgenda, proposed
from storage.history import ChildSoFar
from storage.tables import Child, Person


def test_an_outcome_date_that_passed_after_the_last_meeting_in_depth_is_the_reason() -> None:
    pair = tuple(
        Person(ref=name, name=name, role="practitioner", team_id="t") for name in ("Priya", "Sunil")
    )
    in_depth = date(2026, 12, 3)
    known = ChildSoFar(in_depth, in_depth, outcome_due_on=date(2026, 12, 20))
    child = OnAgenda(Child(ref="CH-0401", status="CIN"), known, wished=False)
    opened = proposed((pair[0], pair[1]), "Priya", [child], date(2026, 12, 22))
    assert isinstance(opened["children"], list)
    assert "20 December 2026" in str(opened["children"][0]["reason"])


def _reasons(known: ChildSoFar, opened_on: date | None = None) -> str:
    pair = tuple(
        Person(ref=name, name=name, role="practitioner", team_id="t") for name in ("Priya", "Sunil")
    )
    child = OnAgenda(Child(ref="CH-0310", status="CP", opened_on=opened_on), known, wished=False)
    opened = proposed((pair[0], pair[1]), "Priya", [child], date(2026, 11, 24))
    assert isinstance(opened["children"], list)
    return str(opened["children"][0]["reason"])


def test_a_child_at_risk_whose_turn_has_come_says_since_when() -> None:
    known = ChildSoFar(date(2025, 12, 19), date(2026, 11, 17), last_rating=1)
    assert _reasons(known) == "not in depth since 19 December 2025"


def test_a_child_looked_at_and_never_in_depth_says_so_when_its_turn_has_come() -> None:
    known = ChildSoFar(None, date(2026, 11, 17))
    assert _reasons(known, opened_on=date(2026, 3, 2)) == "never in depth yet"


def test_a_child_never_discussed_says_that_alone() -> None:
    assert _reasons(ChildSoFar(), opened_on=date(2026, 3, 2)) == "not discussed here yet"
