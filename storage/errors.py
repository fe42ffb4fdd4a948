"""What can go wrong in the records."""

from collections.abc import Sequence
from typing import NamedTuple


class StorageError(Exception):
    """Base of everything that storage raises on purpose."""


class WrongKeyError(StorageError):
    """The key given does not open these records."""


class UnsafeSqliteError(StorageError):
    """The SQLite in use can corrupt a database (the WAL-reset fault, mended in 3.51.3)."""


class RecordsBusyError(StorageError):
    """The records are locked by another process; nothing was stored."""


class RecordsServedError(StorageError):
    """Another server, or a restore, holds the embedded file; nothing was opened."""


class RecordsFullError(StorageError):
    """The disk is full; nothing was stored."""


class RecordsUnreachableError(StorageError):
    """The database cannot be reached or opened; nothing was stored."""


class RecordsMovedError(RecordsUnreachableError):
    """The embedded file is not the one that was opened: moved, replaced, deleted or cut off."""


class RecordsDamagedError(StorageError):
    """The database says that its file is damaged; it must be restored from a backup."""


class RecordsNewerError(StorageError):
    """The records were last opened by a later version of this program."""


class RecordsOlderError(StorageError):
    """Tables or columns of this version are not there, though every migration was made."""


class MigrationError(StorageError):
    """The records could not be brought up to date; they are as they were before."""


class NotTheOwnerError(StorageError):
    """The account in use may not bring the records up to date; the owner of the tables may."""


class FolderNotEmptyError(StorageError):
    """The folder to export to holds something already; nothing was written."""


class NotEmbeddedError(StorageError):
    """The records are in PostgreSQL, whose own tools back them up and restore them."""


class RecordsExistError(StorageError):
    """There are records already where a backup was to be restored to; they are as they were."""


class BackupBrokenError(StorageError):
    """A backup is damaged, or does not hold what it should; no records were made from it."""


class GuideChangedError(StorageError):
    """A guide version that was used before now reads differently."""


class CodeUnknownError(StorageError):
    """No such enrolment code was made."""


class CodeUsedError(StorageError):
    """The enrolment code was used before; a code works once."""


class CodeExpiredError(StorageError):
    """The enrolment code is too old."""


class CodeReplacedError(StorageError):
    """A newer code was made since, or the person was stopped: the code never works again."""


class SecondDeviceError(StorageError):
    """The person has a device already, and a code alone lets no second one in."""


class AddressTakenError(StorageError):
    """The address belongs to another person."""


class PersonGoneError(StorageError):
    """The person has left."""


class NoSuchBatchError(StorageError):
    """There is no import of that number that stands."""


class InTheWay(NamedTuple):
    """Why an import cannot be undone: `way` is used, deed, conversation, later, changed or gone.

    `what` is a table, a deed, or the kind of a later import, whose number `n` is then.
    """

    way: str
    what: str
    n: int


class BatchInUseError(StorageError):
    """Something was built on what an import brought in; `what` says what it is."""

    def __init__(self, what: Sequence[InTheWay]) -> None:
        told = "; ".join(f"{one.way} {one.what} ({one.n})" for one in what)
        super().__init__(f"something was built on it: {told}")
        self.what = what
