"""What a database's own error means to a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from storage.errors import (
    RecordsBusyError,
    RecordsDamagedError,
    RecordsFullError,
    RecordsUnreachableError,
    StorageError,
    WrongKeyError,
)

_BUSY = RecordsBusyError("the records are locked by another process")
_FULL = RecordsFullError("the disk is full")
_DAMAGED = RecordsDamagedError("the records are damaged")
_KEY = WrongKeyError("the key does not open these records")
_UNREACHABLE = RecordsUnreachableError("the records cannot be reached")

# https://sqlite.org/rescode.html, the lowest byte of the extended code
_SQLITE = {
    5: _BUSY,
    6: _BUSY,
    8: _UNREACHABLE,
    10: _UNREACHABLE,
    11: _DAMAGED,
    13: _FULL,
    14: _UNREACHABLE,
    26: _KEY,
}

# https://www.postgresql.org/docs/current/errcodes-appendix.html, the longest prefix that fits
_POSTGRESQL = {
    "08": _UNREACHABLE,
    "28": _UNREACHABLE,
    "3D": _UNREACHABLE,
    "40001": _BUSY,
    "40P01": _BUSY,
    "53": _UNREACHABLE,
    "53100": _FULL,
    "55P03": _BUSY,
    "57": _UNREACHABLE,
    "58": _UNREACHABLE,
    "XX001": _DAMAGED,
    "XX002": _DAMAGED,
}


@contextmanager
def outages_explained() -> Iterator[None]:
    """Raise what the database cannot do as an error of ours; let faults of the program through.

    Raises RecordsBusyError, RecordsFullError, RecordsDamagedError, WrongKeyError or
    RecordsUnreachableError.
    """
    try:
        yield
    except PoolTimeoutError as fault:
        raise _afresh(_BUSY) from fault
    except DBAPIError as fault:
        outage = outage_of(fault)
        if outage is None:
            raise
        raise outage from fault


def outage_of(fault: DBAPIError) -> StorageError | None:
    """Return the error that says what `fault` means, or None where the program is at fault."""
    sqlite_code = getattr(fault.orig, "sqlite_errorcode", None)
    sqlstate = getattr(fault.orig, "sqlstate", None)
    known: StorageError | None = None
    if sqlite_code is not None:
        known = _SQLITE.get(sqlite_code & 0xFF)
    elif sqlstate is not None:
        known = next((_POSTGRESQL[p] for p in (sqlstate, sqlstate[:2]) if p in _POSTGRESQL), None)
    elif fault.connection_invalidated or isinstance(fault, OperationalError):
        # A server that cannot be found, or that hangs up, gives no code.
        known = _UNREACHABLE
    return None if known is None else _afresh(known)


def _afresh(known: StorageError) -> StorageError:
    return type(known)(*known.args)
