"""One person's own reflections, on both databases: theirs alone, newest first, each once."""

from datetime import date, timedelta

from practice.terms import RecordKind
from storage import encryption
from storage.journal import PAGE, known_names, reflections
from storage.session import Store
from storage.tables import Child
from tests.factories import a_child, a_person, a_team
from tests.reports.factories import a_meeting, a_record, a_reflection
from tests.rewriting import rewriting

DAY = date(2026, 10, 8)


def test_it_holds_what_its_writer_reflected_on_and_nothing_else(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session)
        sunil = a_person(session, "Sunil Mehta", "supervisor", team=team)
        priya = a_person(session, "Priya Shah", team=team, supervisor=sunil)
        child = a_child(session, "CH-0402")
        a_record(session, a_meeting(session, priya, DAY), None, RecordKind.PERSONAL)
        a_reflection(session, sunil, child, DAY)
        older = a_reflection(session, priya, None, DAY - timedelta(days=2))
        newer = a_reflection(session, priya, child, DAY)
    with store.reading() as session:
        found, more = reflections(session, priya.id, 1)
        assert [(one.record_id, one.held_on, one.refs) for one in found] == [
            (newer.record_id, DAY, ("CH-0402",)),
            (older.record_id, DAY - timedelta(days=2), ()),
        ]
        assert not more
        assert reflections(session, "nobody", 1) == ([], False)


def test_pages_follow_one_another_without_a_gap(store: Store) -> None:
    with store.writing() as session:
        priya = a_person(session, "Priya Shah", team=a_team(session))
        written = [
            a_reflection(session, priya, None, DAY - timedelta(days=number // 2)).record_id
            for number in range(PAGE + 3)
        ]
    with store.reading() as session:
        pages = [reflections(session, priya.id, number) for number in (1, 2)]
    assert [(len(found), more) for found, more in pages] == [(PAGE, True), (3, False)]
    assert {one.record_id for found, _ in pages for one in found} == set(written)


def test_names_are_those_of_people_here_and_of_these_children(store: Store) -> None:
    with store.writing() as session:
        a_person(session, "Priya Shah", team=a_team(session))
        for ref, forename in (("CH-0402", "Mia"), ("CH-0403", "Ava")):
            child = a_child(session, ref)
            with rewriting(session):
                sealed = encryption.seal(session, forename, "child", child.id, "forename")
                session.get_one(Child, child.id).forename = sealed
    with store.reading() as session:
        assert known_names(session, ["CH-0402"]) == {"Priya Shah", "Mia"}
