import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel, select

from storage import audit, triggers
from storage.alembic_runs import MIGRATIONS
from storage.cipher import Cipher
from storage.errors import (
    MigrationError,
    RecordsNewerError,
    RecordsOlderError,
    WrongKeyError,
)
from storage.migrate import VERSIONS, bring_up_to_date
from storage.session import Store, embedded_url
from storage.tables import TABLES, SealingKey, Step, Team
from tests.factories import KEY, a_person, a_team
from tests.storage.conftest import Server
from tests.storage.test_triggers import NOW, a_step

REBUILD = """
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade():
    with op.batch_alter_table("step", recreate="{recreate}") as batch_op:
        batch_op.add_column(sa.Column("weather", sa.String()))
        batch_op.drop_constraint(op.f("ck_step_kind_known"), type_="check")
        batch_op.create_check_constraint("kind_known", "kind IS NOT NULL")
"""


def head() -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    heads = ScriptDirectory.from_config(config).get_heads()
    assert len(heads) == 1, "two migrations follow the same one"
    return heads[0]


def test_the_name_of_each_migration_says_what_it_is_and_where_it_comes() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    made = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    files = [file.name.partition("_")[0] for file in VERSIONS.glob("[0-9]*_*.py")]
    assert made == sorted(files, reverse=True)


@pytest.fixture(params=["embedded", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store on a database with nothing in it, not even tables."""
    if request.param == "embedded":
        url = embedded_url(tmp_path / "records")
    else:
        server = request.getfixturevalue("postgres")
        assert isinstance(server, Server)
        url = server.empty_url()
    store = Store(url, Cipher(KEY))
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres: Server) -> Iterator[Store]:
    """A database of its own, since these tests change its tables."""
    store = postgres.new_store()
    yield store
    store.close()


def a_migration(folder: Path, body: str, **words: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "9001_of_a_test.py").write_text(body.format(head=head(), **words))
    return folder


def test_the_files_are_numbered_one_after_another_and_there_is_one_head() -> None:
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    assert head() == names[-1][:4]


@pytest.mark.everyday
def test_models_and_migrations_agree(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "render_as_batch": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_models_and_migrations_agree_on_checks(store: Store) -> None:
    with store.engine.connect() as connection:
        inspector = inspect(connection)
        for model in TABLES:
            table = SQLModel.metadata.tables[str(model.__tablename__)]
            wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
            assert found == wanted, table.name


def test_every_table_is_listed_once() -> None:
    named = [str(model.__tablename__) for model in TABLES]
    assert sorted(named) == sorted(SQLModel.metadata.tables)


def test_an_empty_database_becomes_the_records(empty: Store) -> None:
    bring_up_to_date(empty)
    with empty.writing() as session:
        team = a_team(session)
    with empty.reading() as session:
        assert session.exec(select(Team)).all() == [team]
        assert triggers.missing(session.connection()) == []


def test_bringing_up_to_date_again_changes_nothing(store: Store) -> None:
    with store.writing() as session:
        a_team(session, "North")
    bring_up_to_date(store)
    with store.reading() as session:
        assert session.exec(select(Team.name)).all() == ["North"]
        assert len(session.exec(select(SealingKey)).all()) == 1


def test_a_new_file_and_its_folder_are_private(tmp_path: Path) -> None:
    store = Store(embedded_url(tmp_path / "records"), Cipher(KEY))
    bring_up_to_date(store)
    assert stat.S_IMODE((tmp_path / "records").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "records").iterdir()} == {
        0o600
    }
    store.close()


def starting(name: str, urls: list[str]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.storage.starting", KEY.hex(), name, *urls]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=MIGRATIONS.parents[1]
    )


def start_at_once(processes: "list[subprocess.Popen[str]]") -> None:
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()


def test_processes_that_start_at_once_make_the_records_once(
    tmp_path: Path, postgres: Server
) -> None:
    urls = [embedded_url(tmp_path / "records"), postgres.empty_url()]
    with starting("One", urls) as one, starting("Two", urls) as other:
        for _ in urls:
            start_at_once([one, other])
    assert (one.returncode, other.returncode) == (0, 0)
    for url in urls:
        store = Store(url, Cipher(KEY))
        with store.reading() as session:
            assert sorted(session.exec(select(Team.name))) == ["One", "Two"]
            assert len(session.exec(select(SealingKey)).all()) == 1
        store.close()


@pytest.mark.parametrize("recreate", ["always", "auto"])
def test_append_only_triggers_survive_a_migration_that_rebuilds_their_table(
    store: Store, tmp_path: Path, recreate: str
) -> None:
    with store.writing() as session:
        a_step(session)
        a_step(session)
    folder = a_migration(tmp_path / "versions", REBUILD, recreate=recreate)
    bring_up_to_date(store, (VERSIONS, folder))
    with store.reading() as session:
        assert triggers.missing(session.connection()) == []
        rows = session.connection().execute(text("SELECT number, weather FROM step")).all()
    assert [tuple(row) for row in rows] == [(1, None), (1, None)]
    with pytest.raises(IntegrityError, match="append-only"), store.writing() as session:
        session.connection().execute(text("DELETE FROM step"))


def test_a_migration_can_change_which_kinds_there_are(store: Store, tmp_path: Path) -> None:
    folder = a_migration(tmp_path / "versions", REBUILD, recreate="auto")
    with store.writing() as session:
        step = a_step(session)
    insert = text(
        "INSERT INTO step (id, draft_id, number, kind, entry, sealed, author_id, at) "
        "SELECT 'new', draft_id, 2, 'a new kind', 0, sealed, author_id, at FROM step"
    )
    with pytest.raises(IntegrityError), store.writing() as session:
        session.connection().execute(insert)
    bring_up_to_date(store, (VERSIONS, folder))
    with store.writing() as session:
        session.connection().execute(insert)
        assert session.get_one(Step, step.id) == step


def test_batch_mode_does_drop_triggers_on_the_embedded_file(
    embedded_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above can fail: without making them again the triggers are gone."""
    monkeypatch.setattr(triggers, "make", lambda _connection: None)
    folder = a_migration(tmp_path / "versions", REBUILD, recreate="always")
    with pytest.raises(MigrationError, match="could not be made"):
        bring_up_to_date(embedded_store, (VERSIONS, folder))
    with embedded_store.reading() as session:
        assert triggers.missing(session.connection()) == []


def test_a_migration_that_leaves_a_broken_reference_changes_nothing(
    embedded_store: Store, tmp_path: Path
) -> None:
    body = """
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade():
    op.execute("DELETE FROM team")
"""
    with embedded_store.writing() as session:
        a_person(session)
    with pytest.raises(MigrationError, match="person"):
        bring_up_to_date(embedded_store, (VERSIONS, a_migration(tmp_path / "versions", body)))
    with embedded_store.reading() as session:
        assert len(session.exec(select(Team)).all()) == 1


def test_a_migration_that_fails_half_way_changes_nothing(store: Store, tmp_path: Path) -> None:
    body = """
from alembic import op

revision = "9001"
down_revision = "{head}"


def upgrade():
    op.drop_table("claim_strike")
    raise ZeroDivisionError
"""
    with pytest.raises(ZeroDivisionError):
        bring_up_to_date(store, (VERSIONS, a_migration(tmp_path / "versions", body)))
    bring_up_to_date(store)
    with store.reading() as session:
        session.connection().execute(text("SELECT * FROM claim_strike"))


def test_records_of_a_later_version_are_refused(store: Store, tmp_path: Path) -> None:
    body = """
revision = "9001"
down_revision = "{head}"


def upgrade():
    pass
"""
    bring_up_to_date(store, (VERSIONS, a_migration(tmp_path / "versions", body)))
    with pytest.raises(RecordsNewerError, match="9001"):
        bring_up_to_date(store)


@pytest.mark.parametrize(
    ("lost", "named"),
    [
        ("ALTER TABLE child DROP COLUMN postcode", "child.postcode"),
        ("DROP TABLE reviewed_name", "reviewed_name"),
    ],
)
def test_records_that_lack_what_this_version_keeps_are_refused_and_stay_as_they_are(
    store: Store, lost: str, named: str
) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql(lost)
    with pytest.raises(RecordsOlderError, match=named):
        bring_up_to_date(store)
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM child")).scalar() == 0


def test_another_key_than_before_is_refused(store: Store) -> None:
    other = Store(store.url, Cipher(bytes(32)))
    with pytest.raises(WrongKeyError):
        bring_up_to_date(other)
    other.close()


def test_a_lost_trigger_is_made_again_at_start_and_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    on = "" if store.embedded else " ON audit_event"
    with store.writing() as session:
        session.connection().execute(text(f"DROP TRIGGER audit_event_refuses_delete{on}"))
        assert triggers.missing(session.connection()) == ["audit_event_refuses_delete"]
    bring_up_to_date(store)
    assert "audit_event_refuses_delete" in caplog.text
    with store.reading() as session:
        assert triggers.missing(session.connection()) == []


def test_foreign_keys_are_on_again_after_a_migration(store: Store, tmp_path: Path) -> None:
    folder = a_migration(tmp_path / "versions", REBUILD, recreate="auto")
    bring_up_to_date(store, (VERSIONS, folder))
    with pytest.raises(IntegrityError), store.writing() as session:
        audit.record(session, "code made", "enrolment_code", None, actor="nobody", at=NOW)
