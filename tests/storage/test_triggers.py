from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlcipher3 import dbapi2
from sqlmodel import Session, select

from storage import audit, triggers
from storage.engines import embedded_path
from storage.session import Store
from storage.tables import AuditEvent, Draft, Step
from tests.factories import a_person

NOW = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)


def a_step(session: Session) -> Step:
    person = a_person(session)
    draft = Draft(kind="guide", guide="g", version=1, person_id=person.id, opened_at=NOW)
    session.add(draft)
    session.flush()
    step = Step(draft_id=draft.id, number=1, kind="opened", author_id=person.id, at=NOW)
    session.add(step)
    session.flush()
    return step


def a_row_in_each(store: Store) -> None:
    with store.writing() as session:
        a_step(session)
        audit.record(session, "code made", "enrolment_code", None, actor=None, at=NOW)


def refuse(store: Store, statement: str) -> None:
    a_row_in_each(store)
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.connection().execute(text(statement))


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET id = 'other'",
        "UPDATE {table} SET at = at",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE id IS NOT NULL",
    ],
)
def test_a_row_is_neither_changed_nor_removed(store: Store, table: str, statement: str) -> None:
    refuse(store, statement.format(table=table))
    with store.reading() as session:
        assert session.connection().scalar(text(f"SELECT count(*) FROM {table}")) == 1  # noqa: S608


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        "REPLACE INTO {table} SELECT * FROM {table}",
        "UPDATE OR REPLACE {table} SET at = at",
    ],
)
def test_replacing_a_row_is_refused_on_the_embedded_file(
    embedded_store: Store, table: str, statement: str
) -> None:
    refuse(embedded_store, statement.format(table=table))


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_upserting_a_row_is_refused(store: Store, table: str) -> None:
    refuse(
        store,
        f"INSERT INTO {table} SELECT * FROM {table} WHERE true "  # noqa: S608
        "ON CONFLICT (id) DO UPDATE SET at = excluded.at",
    )


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_emptying_a_table_is_refused_on_the_server(postgres_store: Store, table: str) -> None:
    refuse(postgres_store, f"TRUNCATE {table}")


def test_replacing_would_get_round_the_triggers_without_our_setting(embedded_store: Store) -> None:
    """The tests above can fail: on a connection of SQLite's own defaults the row is replaced."""
    a_row_in_each(embedded_store)
    other = dbapi2.connect(str(embedded_path(embedded_store.url)), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{embedded_store.cipher.file_key}'\"")
    replaced = other.execute("REPLACE INTO step SELECT * FROM step").rowcount
    other.close()
    assert replaced == 1


def test_adding_goes_on(store: Store) -> None:
    a_row_in_each(store)
    with store.writing() as session:
        a_step(session)
        audit.record(session, "code used", "enrolment_code", None, actor=None, at=NOW)
    with store.reading() as session:
        assert len(session.exec(select(Step)).all()) == 2
        assert len(session.exec(select(AuditEvent)).all()) == 2
