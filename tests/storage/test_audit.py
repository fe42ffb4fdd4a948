from datetime import UTC, datetime

import pytest
from sqlmodel import select

from storage import audit
from storage.session import Store
from storage.tables import AuditEvent, Team
from tests.factories import a_person, a_team

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def test_an_event_says_who_did_what_to_which_row_and_when(store: Store) -> None:
    with store.writing() as session:
        amara = a_person(session)
        audit.record(session, "code used", "enrolment_code", "c1", actor=amara.id, at=NOW)
    with store.reading() as session:
        event = session.exec(select(AuditEvent)).one()
    assert (event.deed, event.noun, event.noun_id) == ("code used", "enrolment_code", "c1")
    assert (event.actor_id, event.at) == (amara.id, NOW)


def record_and_fail(store: Store) -> None:
    with store.writing() as session:
        a_team(session)
        audit.record(session, "code made", "enrolment_code", "c1", actor=None, at=NOW)
        raise ZeroDivisionError


def test_an_event_is_stored_with_what_it_records_or_not_at_all(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        record_and_fail(store)
    with store.reading() as session:
        assert session.exec(select(Team)).all() == []
        assert session.exec(select(AuditEvent)).all() == []
