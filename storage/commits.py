"""Whether anything was committed, by this process or another: asked for next to nothing."""

from threading import Lock

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection

_QUESTIONS = {
    # It differs once another connection has committed: so the one that asks it never writes.
    "sqlite": text("PRAGMA data_version"),
    # Whatever adds a line, ends a session or writes an audit row is counted there.
    "postgresql": text("SELECT last FROM write_sequence"),
}

Version = tuple[int, object]
"""Compared, never read."""


class Commits:
    """The commits that a database has seen, through a connection kept for asking alone."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._lock = Lock()
        self._connection: Connection | None = None
        self._connected = 0

    def version(self) -> Version:
        """Return what is the same as before only where nothing was committed in between.

        Raises as the driver does; the next asking is then on a new connection, and differs.
        """
        with self._lock:
            try:
                return self._ask()
            except BaseException:
                self._let_go()
                raise

    def _ask(self) -> Version:
        if self._connection is None:
            self._connection = self._reader.connect()
            # A new connection counts anew: its count must not be taken for that of the one before.
            self._connected += 1
        with self._connection.begin():
            count = self._connection.scalar(_QUESTIONS[self._connection.dialect.name])
        return self._connected, count

    def close(self) -> None:
        """Give the connection back; it is opened again where somebody asks."""
        with self._lock:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.invalidate()
            connection.close()
