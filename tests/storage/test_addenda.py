from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session, select

from storage.addenda import AddendumRow, add_addendum, addenda
from storage.session import Store
from storage.tables import Addendum, Draft, Person, Record
from tests.factories import a_person

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def a_record(session: Session, writer: Person) -> str:
    draft = Draft(kind="guide", guide="g", version=1, person_id=writer.id, opened_at=NOW)
    session.add(draft)
    session.flush()
    record = Record(
        draft_id=draft.id,
        kind="reflection",
        visibility="kept",
        writer_id=writer.id,
        team_id=writer.team_id,
        held_on=date(2026, 10, 5),
        guide="g",
        version=1,
    )
    session.add(record)
    session.flush()
    return record.id


def test_what_was_added_is_read_oldest_first_and_with_its_record_alone(store: Store) -> None:
    later = NOW + timedelta(days=2)
    with store.writing() as session:
        amara = a_person(session)
        record, other = a_record(session, amara), a_record(session, amara)
        add_addendum(session, record, "Her aunt rang back.", author=amara.id, at=NOW)
        add_addendum(session, record, "She starts on Monday.", author=amara.id, at=later)
        add_addendum(session, other, "Elsewhere.", author=amara.id, at=NOW)
    with store.reading() as session:
        assert addenda(session, record) == [
            AddendumRow(amara.id, NOW, "Her aunt rang back."),
            AddendumRow(amara.id, later, "She starts on Monday."),
        ]


def test_what_was_added_is_kept_encrypted(store: Store) -> None:
    with store.writing() as session:
        amara = a_person(session)
        add_addendum(session, a_record(session, amara), "Her aunt.", author=amara.id, at=NOW)
    with store.reading() as session:
        assert "aunt" not in session.exec(select(Addendum.text)).one()
