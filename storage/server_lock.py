"""A lock file: one server at a time on an embedded file (an advisory lock, `flock`).

The kernel gives it back when the process ends, however it ends. Commands that run beside a server
do not take it. Its file also keeps that there were records, so that a server is not started on
none in their place.
"""

import os
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from storage.errors import RecordsServedError, RecordsUnreachableError

_SUFFIX = "-lock"


def lock_path(records: Path) -> Path:
    """Return the file of the lock on an embedded file, which may have several names."""
    beside = Path(os.path.realpath(records))
    return beside.with_name(beside.name + _SUFFIX)


class ServerLock:
    """The lock on the embedded file at `records`, held until it is released.

    `path` is the lock's own file. Raises RecordsServedError where somebody else holds it.
    """

    def __init__(self, records: Path) -> None:
        self.path = lock_path(records)
        try:
            self._descriptor = _locked(self.path)
        except BlockingIOError as fault:
            raise RecordsServedError("another server has these records open") from fault
        except OSError as fault:
            raise RecordsUnreachableError("the records cannot be locked") from fault

    def note_records(self) -> None:
        """Keep in the lock's file that there are records: it is empty before."""
        if os.fstat(self._descriptor).st_size == 0:
            os.write(self._descriptor, b"records were served here\n")

    def release(self) -> None:
        """Give it back; its file stays, for one that is deleted can be held twice."""
        os.close(self._descriptor)


def _locked(path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            flock(descriptor, LOCK_EX | LOCK_NB)
            if _is_still(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        # Deleted between opening and locking: a lock on it would keep nobody out.
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
