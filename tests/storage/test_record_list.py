from datetime import date

from storage.record_list import ListedRecord, listed
from storage.session import Store
from storage.tables import Record
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_reflection, a_step, a_submission


def _shown(rows: list[ListedRecord]) -> list[tuple[str, str | None, str | None]]:
    return [(row.kind, row.child_ref, row.state) for row in rows]


def test_it_holds_what_a_person_wrote_or_had_a_part_in_newest_first(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session)
        sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
        priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
        child = a_child(session, "CH-0402")
        meeting = a_meeting(session, priya, date(2026, 10, 5))
        for kind, about in (("in depth", child), ("personal", None)):
            record = a_record(session, meeting, about, kind)
            a_submission(session, record)
            if about:
                a_step(session, record, "returned")
        a_reflection(session, priya, child, date(2026, 10, 8))
        kept = a_reflection(session, priya, None, date(2026, 10, 7))
        session.get_one(Record, kept.record_id).visibility = "kept"
    with store.reading() as session:
        found = {
            who: _shown(listed(session, person, teams, 1, date(2026, 10, 9))[0])
            for who, person, teams in (
                ("Priya", priya.id, ()),
                ("Sunil", sunil.id, ()),
                ("a manager above", "", (team.id,)),
                ("nobody", "", ()),
            )
        }
    meetings = [("in depth", "CH-0402", "returned"), ("personal", None, "submitted")]
    shared, unshared = ("reflection", "CH-0402", "submitted"), ("reflection", None, "submitted")
    assert found == {
        "Priya": [shared, unshared, *meetings],
        "Sunil": [shared, *meetings],
        "a manager above": meetings,
        "nobody": [],
    }
