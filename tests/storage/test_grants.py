"""On PostgreSQL the program may run as an account that owns no table and may only add to most."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session, select

from storage import audit, triggers
from storage.cipher import Cipher
from storage.errors import NotTheOwnerError
from storage.grants import PROGRAM, may_change_audit
from storage.migrate import VERSIONS, bring_up_to_date
from storage.session import Store
from storage.tables import TABLES, AuditEvent, OutboxMessage, Person
from tests.factories import KEY, a_person
from tests.storage.conftest import Server
from tests.storage.test_migrate import REBUILD, a_migration
from tests.storage.test_triggers import NOW, a_row_in_each

OWNER = "understory_owner"


@pytest.fixture
def owner(postgres: Server) -> Iterator[Store]:
    """The records of a council with two accounts, made by the one that owns them."""
    url = postgres.empty_url()
    postgres.account(OWNER)
    postgres.account(PROGRAM)
    postgres.own(url, OWNER)
    store = Store(as_account(url, OWNER), Cipher(KEY))
    bring_up_to_date(store)
    yield store
    store.close()


@pytest.fixture
def program(owner: Store) -> Iterator[Store]:
    store = Store(as_account(owner.url, PROGRAM, OWNER), Cipher(KEY))
    bring_up_to_date(store)
    yield store
    store.close()


def as_account(url: str, name: str, before: str = "postgres") -> str:
    assert f"://{before}:" in url
    return url.replace(f"://{before}:", f"://{name}:", 1)


ATTACKS = (
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "DROP TABLE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "ALTER TABLE {table} DISABLE TRIGGER {table}_refuses_update",
    "DROP TRIGGER {table}_refuses_delete ON {table}",
    "ALTER TABLE {table} ADD COLUMN more text",
    "ALTER TABLE {table} OWNER TO CURRENT_USER",
    "CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
)
OF_THE_DATABASE = (
    "SET session_replication_role = replica",
    f"SET ROLE {OWNER}",
    "DROP FUNCTION refuse_change() CASCADE",
    """CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RETURN NEW; END $$""",
    f"GRANT UPDATE ON audit_event TO {PROGRAM}",
    "UPDATE alembic_version SET version_num = '0'",
)


def may_not(store: Store, statement: str) -> None:
    # PostgreSQL only warns of a GRANT that gave nothing, so what it would allow is tried too.
    tried = [statement, "UPDATE audit_event SET deed = deed"]
    with pytest.raises(ProgrammingError, match=r"must be owner|denied"), store.writing() as session:
        list(map(session.connection().exec_driver_sql, tried))


def test_the_program_adds_and_reads_and_can_change_nothing_that_is_append_only(
    program: Store,
) -> None:
    a_row_in_each(program)
    for model in TABLES:
        table = str(model.__tablename__)
        if table in triggers.APPEND_ONLY:
            for attack in ATTACKS:
                may_not(program, attack.format(table=table, column=next(iter(model.model_fields))))
    for attack in OF_THE_DATABASE:
        may_not(program, attack)
    checked = audit.check(program)
    assert (checked.found, checked.end.number) == ([], 1)


def test_what_changes_the_program_changes(program: Store) -> None:
    with program.writing() as session:
        amara = a_person(session)
        amara.name = "Amara Osei-Bonsu"
        session.add(amara)
        waiting = OutboxMessage(
            channel="web", address="a", body="-", made_at=NOW, not_before=NOW, batch="-"
        )
        session.add(waiting)
        session.flush()
        session.delete(waiting)
    with program.reading() as session:
        assert session.exec(select(Person.name)).all() == ["Amara Osei-Bonsu"]


def test_the_program_cannot_bring_the_tables_up_to_date_and_the_owner_can(
    owner: Store, program: Store, tmp_path: Path
) -> None:
    folders = (VERSIONS, a_migration(tmp_path / "versions", REBUILD, recreate="auto"))
    with pytest.raises(NotTheOwnerError):
        bring_up_to_date(program, folders)
    bring_up_to_date(owner, folders)
    bring_up_to_date(program, folders)
    a_row_in_each(program)


def test_a_trigger_that_was_lost_is_told_to_the_program_and_made_by_the_owner(
    owner: Store, program: Store
) -> None:
    with owner.writing() as session:
        session.connection().execute(text("DROP TRIGGER record_refuses_update ON record"))
    with pytest.raises(NotTheOwnerError):
        bring_up_to_date(program)
    bring_up_to_date(owner)
    bring_up_to_date(program)


def test_it_is_known_who_could_change_the_audit(
    owner: Store, program: Store, postgres_store: Store, embedded_store: Store
) -> None:
    stores = (owner, program, postgres_store, embedded_store)
    assert [may_change_audit(store) for store in stores] == [True, False, True, True]


def test_what_the_owner_changes_is_found_all_the_same(owner: Store, program: Store) -> None:
    a_row_in_each(program)
    kept = audit.check(program).end
    with owner.writing() as session:
        change(session, "ALTER TABLE audit_event DISABLE TRIGGER USER")
        change(session, "UPDATE audit_event SET deed = 'nothing'")
        change(session, "ALTER TABLE audit_event ENABLE TRIGGER USER")
    assert audit.check(program, kept).found
    with program.reading() as session:
        assert session.exec(select(AuditEvent.deed)).all() == ["nothing"]


def change(session: Session, statement: str) -> None:
    session.connection().execute(text(statement))
