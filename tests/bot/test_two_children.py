"""A story about two children of one's own: one reflection, on the file of each."""

from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.permissions import list_records, request_record
from practice.calendar import london_day
from storage import addenda, children, records
from storage.access import viewer_of
from storage.tables import Child, Person, Record
from tests.bot.staged import NOW, last, write
from tests.conversations.play import Stage


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    made = Stage(tmp_path, NOW)
    write(made, "Priya", "saw 0401 and 0403 together")
    made.tap("Priya", "Yes, both")
    write(made, "Priya", "that's enough")
    return made


def person(stage: Stage, first_name: str) -> Person:
    with stage.store.reading() as session:
        return session.exec(select(Person).where(col(Person.name).startswith(first_name))).one()


def files(stage: Stage) -> dict[str, Record]:
    """Return the records by the child on whose file they stand."""
    with stage.store.reading() as session:
        rows = session.exec(select(Child.ref, Record).join(Record)).all()
        return dict(rows)


def test_it_stands_on_both_files_and_says_the_same_there(stage: Stage) -> None:
    stage.tap("Priya", "Share with Sunil")
    found = files(stage)
    assert set(found) == {"CH-0401", "CH-0403"}
    assert len({record.draft_id for record in found.values()}) == 1
    with stage.store.reading() as session:
        shown = [
            [(c.indicator, c.sentence) for c in records.claims(session, sent)]
            for record in found.values()
            if (sent := records.last_submission(session, record.id))
        ]
    assert shown[0] == shown[1]


def test_sharing_tells_once_and_either_record_opens(stage: Stage) -> None:
    stage.tap("Priya", "Share with Sunil")
    assert [m.text for m in stage.shown["Sunil"]] == ["Priya shared a reflection with you."]
    stage.tap("Sunil", "Read")
    assert "Child: CH-0401 and CH-0403" in last(stage, "Sunil")
    with stage.store.reading() as session:
        for name, may in (("Priya", True), ("Sunil", True), ("Ruth", False)):
            viewer = viewer_of(session, person(stage, name))
            for record in files(stage).values():
                asked = request_record(session, viewer, record.id, london_day(NOW))
                assert asked
                assert asked.may_read is may


def test_the_writers_list_has_it_as_one_entry_that_names_both(stage: Stage) -> None:
    stage.tap("Priya", "Keep to myself")
    with stage.store.reading() as session:
        viewer = viewer_of(session, person(stage, "Priya"))
        listed = [row for row, _ in list_records(session, viewer, 1, london_day(NOW)).records]
    assert [row.child_ref for row in listed] == ["CH-0401", "CH-0403"]
    assert len({row.entry_id for row in listed}) == 1


def test_what_is_added_to_one_record_is_read_on_the_other(stage: Stage) -> None:
    stage.tap("Priya", "Share with Sunil")
    found = files(stage)
    with stage.store.writing() as session:
        writer = person(stage, "Priya").id
        addenda.add_addendum(session, found["CH-0401"].id, "He rang", author=writer, at=NOW)
        texts = [addenda.addenda(session, record.id)[0].text for record in found.values()]
    assert texts == ["He rang", "He rang"]


def test_only_one_of_them_is_on_one_file(stage: Stage) -> None:
    write(stage, "Priya", "2")
    write(stage, "Priya", "0401 and 0403")
    stage.tap("Priya", "Only CH-0403")
    stage.tap("Priya", "Keep to myself")
    assert set(files(stage)) == {"CH-0403"}


def test_both_are_wished_for_on_the_next_agenda(stage: Stage) -> None:
    stage.tap("Priya", "Share with Sunil")
    with stage.store.reading() as session:
        shared = records.shared_reflections(
            session, person(stage, "Priya").id, person(stage, "Sunil").id, None
        )
        refs = {child.ref for r in shared if (child := children.child(session, r.child_id or ""))}
    assert refs == {"CH-0401", "CH-0403"}
