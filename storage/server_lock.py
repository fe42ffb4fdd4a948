"""A lock file: one server at a time on an embedded file (an advisory lock, `flock`).

The kernel gives it back when the process ends, however it ends. Commands that run beside a server
do not take it.
"""

import os
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from storage.errors import RecordsServedError, RecordsUnreachableError

_SUFFIX = "-lock"


class ServerLock:
    """The lock on the embedded file at `records`, held until it is released.

    `path` is the lock's own file. Raises RecordsServedError where somebody else holds it.
    """

    def __init__(self, records: Path) -> None:
        beside = Path(os.path.realpath(records))
        self.path = beside.with_name(beside.name + _SUFFIX)
        try:
            self._descriptor = _locked(self.path)
        except BlockingIOError as fault:
            raise RecordsServedError("another server has these records open") from fault
        except OSError as fault:
            raise RecordsUnreachableError("the records cannot be locked") from fault

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
