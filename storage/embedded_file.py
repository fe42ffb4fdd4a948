"""The embedded file under a running program: whether it is still the one that was opened.

SQLite goes on writing into a file that was moved or deleted, and says that all is well. So the
file, its log and the log's index are compared by device and inode at every transaction. Another
file that was copied into the same inode is known by its salt, or by being smaller.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from sqlalchemy.engine.interfaces import DBAPIConnection

from storage.errors import RecordsMovedError, RecordsUnreachableError
from storage.server_lock import ServerLock, lock_path

LOG, INDEX = "-wal", "-shm"
"""What SQLite adds to the name of a file for its write-ahead log, and for the index of that."""

_SALT_BYTES = 16
_MOVED = "the records' file was moved, replaced or deleted"
Inode = tuple[int, int]
Opening = Callable[[Path], DBAPIConnection]


class EmbeddedFile:
    """One file, opened by `open_connection`, and what it was when it was first opened.

    `open_keeper` opens a connection that asks nothing of the tables.
    """

    def __init__(self, path: Path, open_connection: Opening, open_keeper: Opening) -> None:
        self.path = path.absolute()
        self._open = open_connection
        self._open_keeper = open_keeper
        self._lock = Lock()
        self._keeper: DBAPIConnection | None = None
        self._known: dict[Path, Inode] = {}
        self._size = 0
        self._salt = b""
        self._server_lock: ServerLock | None = None

    def hold_for_server(self) -> None:
        """Hold the file for one server until it is closed, before anything opens it.

        Raises RecordsServedError where another holds it.
        """
        self._server_lock = ServerLock(self.path)

    def state(self) -> tuple[int, int]:
        """Return what changes when the file is written: when it was last, and how large it is."""
        found = self.path.stat()
        return found.st_mtime_ns, found.st_size

    def connect(self) -> DBAPIConnection:
        """Return a new connection; raises RecordsMovedError where it may be to another file."""
        with self._lock:
            if self._keeper is None:
                self._keep()
        self.refuse_another()
        connection = self._open(self.path)
        try:
            self.refuse_another()
        except BaseException:
            connection.close()
            raise
        return connection

    def refuse_another(self) -> None:
        """Raise RecordsMovedError unless the file stands where it was opened, and whole.

        It never becomes smaller by itself. A file that nothing has opened yet is accepted.
        """
        known = self._known
        if not known:
            return
        if any(_inode(path) != inode for path, inode in known.items()):
            raise RecordsMovedError(_MOVED)
        size, salt = _descriptors.look(known[self.path])
        if size < self._size or salt != self._salt:
            raise RecordsMovedError(_MOVED)
        self._size = size

    def close(self) -> None:
        """Forget the file, let SQLite put its log away and let another server have it."""
        with self._lock:
            if self._keeper is not None:
                self._keeper.close()
                _descriptors.give_back(self._known[self.path])
            self._keeper, self._known, self._size = None, {}, 0
            if self._server_lock is not None:
                self._server_lock.release()
            self._server_lock = None

    def _keep(self) -> None:
        """Hold one connection open: while there is one, SQLite makes no new log in its place."""
        keeper = self._open_keeper(self.path)
        try:
            keeper.cursor().execute("PRAGMA schema_version").fetchone()
            beside = os.path.realpath(self.path)
            held = [self._server_lock.path] if self._server_lock else []
            paths = (self.path, Path(beside + LOG), Path(beside + INDEX), *held)
            known = {path: _inode(path) for path in paths}
            _descriptors.take(self.path, known[self.path])
        except BaseException:
            keeper.close()
            raise
        self._size, self._salt = _descriptors.look(known[self.path])
        self._keeper, self._known = keeper, known
        if self._server_lock is not None:
            self._server_lock.note_records()


class _Descriptors:
    """One descriptor a file and process, to read its beginning by.

    Closing any descriptor of a file drops the locks that SQLite holds on it in this process. So
    one is shared, and closed when the last who watches the file has no connection any more.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._open: dict[Inode, tuple[int, int]] = {}

    def take(self, path: Path, inode: Inode) -> None:
        with self._lock:
            if inode not in self._open:
                self._open[inode] = (os.open(path, os.O_RDONLY | os.O_CLOEXEC), 0)
            number, users = self._open[inode]
            self._open[inode] = (number, users + 1)

    def look(self, inode: Inode) -> tuple[int, bytes]:
        """Return the size of a file and its salt: the bytes with which SQLCipher begins it."""
        number, _ = self._open.get(inode, (None, 0))
        if number is None:
            raise RecordsUnreachableError("the records were closed")
        return os.fstat(number).st_size, os.pread(number, _SALT_BYTES, 0)

    def give_back(self, inode: Inode) -> None:
        with self._lock:
            number, users = self._open.pop(inode)
            if users > 1:
                self._open[inode] = (number, users - 1)
            else:
                os.close(number)


_descriptors = _Descriptors()


def refuse_gone(path: Path) -> None:
    """Raise RecordsMovedError where records were here and their file is gone, or empty.

    In new ones nobody would be known who writes. And SQLite would delete a log that was left, with
    what was acknowledged last.
    """
    beside = Path(os.path.realpath(path))
    left = (beside.with_name(beside.name + LOG), lock_path(path))
    if _size(path) == 0 and any(_size(file) > 0 for file in left):
        raise RecordsMovedError("the records that were here are gone")


def _inode(path: Path) -> Inode:
    try:
        found = path.stat()
    except FileNotFoundError as fault:
        raise RecordsMovedError(_MOVED) from fault
    except OSError as fault:
        raise RecordsUnreachableError("the records' file cannot be looked at") from fault
    return found.st_dev, found.st_ino


def _size(path: Path) -> int:
    with suppress(FileNotFoundError):
        return path.stat().st_size
    return 0
