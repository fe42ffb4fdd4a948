"""What was read of imported notes, added up on both databases alike."""

from collections import Counter
from datetime import UTC, date, datetime

from practice.calendar import Month
from storage import imported_notes
from storage.imported_notes import NewNote
from storage.measures import NotesRead, Scope
from storage.measures import imported_notes as notes_read
from storage.session import Store
from storage.submissions import NewClaim, NewProcessShare
from tests.factories import a_child, a_person, a_team

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
READER = "r2"


def a_note(ref: str, people: tuple[str, str], held_on: date, shows: str, reader: str) -> NewNote:
    values = {
        "note_ref": ref,
        "held_on": held_on,
        "kind": "case",
        "supervisor_ref": people[0],
        "practitioner_ref": people[1],
        "child_ref": "CH-9",
        "text": "As it was.",
    }
    claims = [NewClaim(one, "As it was.", False, reader, "text") for one in shows.split()]
    return NewNote(values, "", claims, [NewProcessShare(reader, 0.5, 2)])


def test_notes_are_added_up_by_writer_and_what_was_found_in_them(store: Store) -> None:
    with store.writing() as session:
        team = a_team(session)
        supervisor = a_person(session, role="supervisor", team=team)
        worker = a_person(session, team=team, supervisor=supervisor)
        a_child(session, "CH-9")
        people, ids = (supervisor.ref, worker.ref), (supervisor.id, worker.id)
        scope = Scope((team.id,), (Month(2026, 3),), AT)
        notes = [
            a_note("A", people, date(2025, 5, 1), "why research", READER),
            a_note("B", people, date(2025, 7, 1), "why", READER),
            a_note("C", people, date(2025, 9, 1), "", READER),
            a_note("D", people, date(2025, 10, 1), "why", "r1"),
            a_note("E", people, date(2024, 10, 1), "why", READER),
        ]
        imported_notes.store(session, notes, AT, lambda _rows: None)
    with store.reading() as session:
        read = notes_read(session, scope, READER, date(2025, 1, 1), date(2025, 12, 31))
        none = notes_read(session, scope, READER, date(2023, 1, 1), date(2023, 12, 31))
    found = {"why": Counter({ids[0]: 2}), "research": Counter({ids[0]: 1})}
    assert read == NotesRead(
        by_writer=Counter({ids[0]: 3}),
        by_practitioner=Counter({ids[1]: 3}),
        found=found,
        first=date(2025, 5, 1),
        last=date(2025, 9, 1),
        left_out=1,
    )
    assert none == NotesRead()
