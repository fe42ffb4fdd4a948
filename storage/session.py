"""The door to the records: an engine, its transactions and its encryption.

The embedded file is SQLCipher's (it carries its own SQLite, without the WAL-reset fault); the same
code runs on PostgreSQL. Why each setting is there is in docs/decisions/0003-embedded-records.md.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session as Session

from storage import ids
from storage.cipher import Cipher
from storage.commits import Commits, Version
from storage.embedded_file import EmbeddedFile
from storage.engines import embedded_engine, embedded_file, server_engine
from storage.errors import RecordsBusyError, RecordsDamagedError
from storage.file_check import FileCheck
from storage.outages import outages_explained
from storage.sequence import next_number

BUSY_SECONDS = 10.0


def embedded_url(folder: Path) -> str:
    """Return the address of the embedded file in `folder`."""
    return f"sqlite+pysqlcipher:///{folder / 'understory.db'}"


class Store:
    """One database and the key to it."""

    def __init__(self, url: str, cipher: Cipher, busy_seconds: float = BUSY_SECONDS) -> None:
        self.url = url
        self.cipher = cipher
        self.embedded = url.startswith("sqlite")
        self.busy_seconds = busy_seconds
        self._writers = threading.Lock()
        self._file: EmbeddedFile | None = None
        self._file_check: FileCheck | None = None
        if self.embedded:
            self._file = embedded_file(url, cipher, busy_seconds)
            self._file_check = FileCheck(self._file)
            self.engine = embedded_engine(self._file, busy_seconds)
            self._reader = self.engine.execution_options(reading=True)
        else:
            self.engine = server_engine(url, busy_seconds)
            self._reader = self.engine.execution_options(
                reading=True, isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        self._commits = Commits(self._reader)

    def hold_for_server(self) -> None:
        """Let no other server open the embedded file until this store is closed.

        On PostgreSQL several may serve. Raises RecordsServedError where another server has it.
        """
        if self._file is not None:
            self._file.hold_for_server()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open one transaction that commits at the end and rolls back on any error.

        One writer at a time, on both databases: what is read here cannot change before it commits.
        Raises RecordsBusyError, RecordsFullError, RecordsDamagedError, WrongKeyError,
        RecordsUnreachableError or RecordsMovedError where the database itself fails: what was to be
        stored must not be acknowledged then.
        """
        with (
            self._turn(),
            self._outages_explained(),
            Session(self.engine, expire_on_commit=False) as session,
        ):
            session.info["cipher"] = self.cipher
            self._refuse_damage()
            self._refuse_another_file()
            with session.begin(), ids.ordered(lambda: next_number(session)):
                session.connection()
                yield session
                self._refuse_another_file()
            # It may have gone between the last look and the commit, which then went with it.
            self._refuse_another_file()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        # SQLite lets a second writer sleep and look again, up to 0.1 s at a time. Within this
        # process writers wait in line instead, and go on as soon as the one before has committed.
        if not self._writers.acquire(timeout=self.busy_seconds):
            raise RecordsBusyError("the records are locked by another writer")
        try:
            yield
        finally:
            self._writers.release()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one transaction that only reads: it waits for no writer and stores nothing.

        It sees the records as they were at its first question, however long it lasts.
        """
        with self._outages_explained(), Session(self._reader, expire_on_commit=False) as session:
            self._refuse_another_file()
            session.info.update(cipher=self.cipher, stores_nothing=True)
            # Closing rolls back, and unlike a rollback leaves the rows read usable afterwards.
            yield session

    def version(self) -> Version:
        """Return what is the same as before only where nothing was committed in between.

        By any process. A change that was committed before this returns is read by whoever opens a
        transaction after it. Raises as `reading` does.
        """
        with self._outages_explained():
            self._refuse_another_file()
            return self._commits.version()

    def ask(self) -> None:
        """Return when the records answer; raises as `reading` does."""
        question = "PRAGMA schema_version" if self.embedded else "SELECT 1"
        with self.reading() as session:
            session.connection().execute(text(question))

    def check(self) -> None:
        """Return when the records answer and are whole, as far as is known by now (readiness).

        It may be asked at any rate. Raises as `reading` does.
        """
        self.ask()
        if self._file_check is not None:
            self._file_check.run_if_due()

    def check_whole(self) -> None:
        """Read all of an embedded file, some seconds a gigabyte; raises RecordsDamagedError."""
        if self._file_check is not None:
            self._file_check.run()

    def close(self) -> None:
        """Give back every connection."""
        self._commits.close()
        self.engine.dispose()
        if self._file is not None:
            self._file.close()

    @contextmanager
    def _outages_explained(self) -> Iterator[None]:
        try:
            with outages_explained():
                yield
        except RecordsDamagedError:
            if self._file_check is not None:
                self._file_check.note_damage()
            raise

    def _refuse_damage(self) -> None:
        # What is stored into a damaged file is gone once the last backup is restored.
        if self._file_check is not None:
            self._file_check.refuse_known()

    def _refuse_another_file(self) -> None:
        if self._file is not None:
            self._file.refuse_another()


def stores_nothing(session: Session) -> bool:
    """Say whether all that a session sees is stored for good: it was opened to read."""
    return bool(session.info.get("stores_nothing"))


def cipher_of(session: Session) -> Cipher:
    """Return the cipher that this session's store was opened with."""
    cipher = session.info["cipher"]
    assert isinstance(cipher, Cipher)  # noqa: S101 - only Store makes sessions
    return cipher
