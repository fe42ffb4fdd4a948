from datetime import UTC, date, datetime

from storage import unsigned
from storage.record_list import Choices, ListedRecord, Waits, Wanted, choices, listed
from storage.session import Store
from storage.tables import Person, Record
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_reflection, a_step, a_submission
from tests.rewriting import rewriting

NOW = datetime(2026, 10, 8, 9, tzinfo=UTC)


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
        with rewriting(session):
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


def test_it_can_be_narrowed_to_a_child_a_practitioner_or_what_waits(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session)
        sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
        priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
        omar = a_person(session, "Omar Hill", team=team, supervisor=sunil)
        one, two, three = (a_child(session, f"CH-040{n}") for n in (1, 2, 3))
        with_priya = a_meeting(session, priya, date(2026, 10, 5))
        for child, state in ((one, "agreed"), (two, "returned")):
            record = a_record(session, with_priya, child, "in depth")
            a_submission(session, record)
            a_step(session, record, state)
        waits = a_record(session, a_meeting(session, omar, date(2026, 10, 6)), three, "in depth")
        a_submission(session, waits)
        a_reflection(session, priya, one, date(2026, 10, 8))

    def refs(person: Person, wanted: Wanted) -> list[str | None]:
        with store.reading() as session:
            rows, _ = listed(session, person.id, (), 1, date(2026, 10, 9), wanted)
            return [row.child_ref for row in rows]

    assert refs(sunil, Wanted(child_id=one.id)) == ["CH-0401", "CH-0401"]
    assert refs(sunil, Wanted(practitioner_id=priya.id)) == ["CH-0401", "CH-0401", "CH-0402"]
    assert refs(sunil, Wanted(practitioner_id=omar.id)) == ["CH-0403"]
    assert refs(sunil, Wanted(waits=Waits.ON_YOU)) == ["CH-0402"]
    assert refs(sunil, Wanted(waits=Waits.ON_OTHERS)) == ["CH-0403"]
    assert refs(priya, Wanted(waits=Waits.ON_OTHERS)) == ["CH-0402"]
    assert refs(omar, Wanted(waits=Waits.ON_YOU)) == ["CH-0403"]
    assert refs(omar, Wanted(child_id=one.id)) == []
    assert refs(sunil, Wanted(child_id=one.id, practitioner_id=omar.id)) == []
    with store.reading() as session:
        assert choices(session, sunil.id, ()) == Choices(
            ((one.id, "CH-0401"), (two.id, "CH-0402"), (three.id, "CH-0403")),
            ((omar.id, "Omar Hill"), (priya.id, "Priya Shah")),
        )
        assert choices(session, omar.id, ()) == Choices(
            ((three.id, "CH-0403"),), ((omar.id, "Omar Hill"),)
        )
        assert choices(session, "", ()) == Choices((), ())


def test_what_was_closed_though_not_agreed_by_both_waits_for_nobody(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session)
        sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
        priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
        meeting = a_meeting(session, priya, date(2026, 10, 5))
        records = [a_record(session, meeting, a_child(session), "in depth") for _ in range(2)]
        for record in records:
            a_submission(session, record)
        unsigned.close(session, records[0].draft_id, "sent by mistake", sunil.id, NOW)
        for waits in (Waits.ON_YOU, Waits.ON_OTHERS):
            person = priya if waits is Waits.ON_YOU else sunil
            found, _ = listed(session, person.id, (), 1, date(2026, 10, 9), Wanted(waits=waits))
            assert [row.id for row in found] == [records[1].id]
        found, _ = listed(session, sunil.id, (), 1, date(2026, 10, 9))
        assert {row.id: row.is_closed for row in found} == {
            records[0].id: True,
            records[1].id: False,
        }
