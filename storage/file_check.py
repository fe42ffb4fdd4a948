"""Whether the embedded file is whole: SQLite's `quick_check`, as often as it is worth its cost.

It reads every page, and SQLCipher checks each page's HMAC as it is read (about 160 MB a second on
two cores). So readiness reads the file again only where it was written since, or after an hour. A
file that takes a second or more then rests nine times as long: polling costs at most a tenth.
"""

from contextlib import closing
from threading import Lock, Thread
from time import monotonic

from sqlcipher3 import dbapi2

from storage.embedded_file import EmbeddedFile
from storage.errors import RecordsDamagedError, RecordsUnreachableError, StorageError

PATIENCE_SECONDS = 2.0
"""How long readiness waits for a check that it began; then it answers with the one before."""

QUICK_SECONDS = 1.0
"""A check that takes less is made again as soon as the file was written."""

_REST = 9
_AN_HOUR = 3600.0
# https://sqlite.org/rescode.html: CORRUPT, and NOTADB once the key has opened the file before.
_DAMAGED = {11, 26}


class FileCheck:
    """What is known of one file. Once it was found to be damaged, it stays so."""

    def __init__(self, file: EmbeddedFile) -> None:
        self._file = file
        self._lock = Lock()
        self._running: Thread | None = None
        self._damaged = False
        self._looked_at: tuple[int, int] | None = None
        self._ended = self._took = 0.0

    def run(self) -> None:
        """Read the whole file now; raises RecordsDamagedError."""
        begun, state = monotonic(), self._file.state()
        try:
            refuse_damaged(self._file)
        except RecordsDamagedError:
            self._damaged = True
            raise
        finally:
            self._looked_at, self._ended = state, monotonic()
            self._took = self._ended - begun

    def refuse_known(self) -> None:
        """Raise RecordsDamagedError where the file is known to be damaged."""
        if self._damaged:
            raise RecordsDamagedError("the records are damaged")

    def note_damage(self) -> None:
        """Remember that a question has met damage."""
        self._damaged = True

    def run_if_due(self) -> None:
        """Raise RecordsDamagedError where the file is damaged, as far as is known by now."""
        self.refuse_known()
        with self._lock:
            if self._running is not None and self._running.is_alive():
                return
            if not self._is_due():
                return
            self._running = begun = Thread(target=self._run_aside, daemon=True)
            begun.start()
        begun.join(PATIENCE_SECONDS)
        self.refuse_known()

    def _is_due(self) -> bool:
        since = monotonic() - self._ended
        if self._took >= QUICK_SECONDS and since < _REST * self._took:
            return False
        return since > _AN_HOUR or self._file.state() != self._looked_at

    def _run_aside(self) -> None:
        try:
            self.run()
        except StorageError:
            # Damage is remembered; whatever else it is, the next question meets it too.
            return


def refuse_damaged(file: EmbeddedFile) -> None:
    """Raise RecordsDamagedError where a page of the file cannot be read or does not fit.

    On a connection of its own, which has no page in memory yet.
    """
    try:
        with closing(file.connect()) as connection:
            found = connection.cursor().execute("PRAGMA quick_check(1)").fetchone()
    except dbapi2.DatabaseError as fault:
        if fault.sqlite_errorcode & 0xFF in _DAMAGED:
            raise RecordsDamagedError("the records are damaged") from fault
        raise RecordsUnreachableError("the records cannot be checked") from fault
    if found is None or found[0] != "ok":
        raise RecordsDamagedError("the records are damaged")
