"""Rows as a test needs them: for as long as it takes, the append-only triggers rest."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

from storage import triggers


@contextmanager
def rewriting(session: Session) -> Iterator[None]:
    """Let the rows of append-only tables be changed, as nothing in the program may."""
    connection = session.connection()
    session.flush()
    if connection.dialect.name == "sqlite":
        for table in triggers.APPEND_ONLY:
            for deed in ("update", "delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_refuses_{deed}")
        yield
        session.flush()
        triggers.make(connection)
    else:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        session.flush()
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
