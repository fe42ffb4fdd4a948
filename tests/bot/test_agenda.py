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
    opened = proposed((pair[0], pair[1]), [child], date(2026, 12, 22))
    assert isinstance(opened["children"], list)
    assert "20 December 2026" in str(opened["children"][0]["reason"])
