"""What a database does for a question: its plan, its statements, and how much work it is.

Work is counted in steps of SQLite's machine, the same on every day and on every computer.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from storage.session import Store

_EVERY = 10


def steps(session: Session, work: Callable[[], object]) -> int:
    """Return how many steps SQLite's machine takes for some work, to within ten."""
    counted = 0

    def count() -> None:
        nonlocal counted
        counted += _EVERY

    connection: Any = session.connection().connection.driver_connection
    connection.set_progress_handler(count, _EVERY)
    try:
        work()
    finally:
        connection.set_progress_handler(None, 0)
    return counted


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """Yield a list of the statements that the store carries out, each with its parameters."""
    heard: list[tuple[str, Any]] = []

    def hear(_c: object, _cursor: object, statement: str, asked: object, *_: object) -> None:
        heard.append((statement, asked))

    event.listen(store.engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(store.engine, "before_cursor_execute", hear)


def plan(session: Session, statement: str, asked: Any) -> str:
    """Return the plan of a statement: on PostgreSQL the one that it has where indexes are cheap."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", asked)
        return "\n".join(row[3] for row in found)
    connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    connection.exec_driver_sql("SET LOCAL enable_sort = off")
    found = connection.exec_driver_sql(f"EXPLAIN {statement}", asked)
    return "\n".join(row[0] for row in found)


class StepCounter:
    """Counts the steps of all connections of a store, which has opened none yet."""

    def __init__(self, store: Store) -> None:
        self._connections: list[Any] = []
        self._counted = 0
        self._counting = False
        event.listen(store.engine, "connect", self._opened)

    def _opened(self, connection: Any, _: object) -> None:
        self._connections.append(connection)
        self._heed(connection)

    def _heed(self, connection: Any) -> None:
        handler = (self._count, _EVERY) if self._counting else (None, 0)
        connection.set_progress_handler(*handler)

    def _count(self) -> None:
        self._counted += _EVERY

    def steps(self, work: Callable[[], object]) -> int:
        """Return how many steps some work takes, on whatever connections, to within ten each."""
        self._counted, self._counting = 0, True
        try:
            for one in self._connections:
                self._heed(one)
            work()
        finally:
            self._counting = False
            for one in self._connections:
                self._heed(one)
        return self._counted
