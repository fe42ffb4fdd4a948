"""Opening the store: the data folder, the key, migrations; and its errors as sentences."""

import logging
import stat

from bot.clock import DEMO_FILE
from bot.config import Settings
from bot.errors import BotError
from storage.errors import (
    BackupBrokenError,
    GuideChangedError,
    MigrationError,
    NotEmbeddedError,
    NotTheOwnerError,
    RecordsBusyError,
    RecordsDamagedError,
    RecordsExistError,
    RecordsFullError,
    RecordsMovedError,
    RecordsNewerError,
    RecordsOlderError,
    RecordsServedError,
    RecordsUnreachableError,
    StorageError,
    UnsafeSqliteError,
    WrongKeyError,
)
from storage.migrate import bring_up_to_date
from storage.session import Store

log = logging.getLogger(__name__)

# What happened, what is safe, what to do.
_SENTENCES: dict[type[StorageError], str] = {
    WrongKeyError: "This key does not open these records. Nothing was changed. "
    "Set UNDERSTORY_KEY or UNDERSTORY_KEY_FILE to the key they were made with. "
    "If it is that key, the file is damaged: restore the last backup.",
    RecordsBusyError: "Another program is using the records. Nothing was stored. "
    "Wait a minute and try again, or stop that program.",
    RecordsServedError: "Another server has these records open. Nothing was started. "
    "Stop that one first, or set UNDERSTORY_DATA to another folder.",
    RecordsFullError: "The disk is full. Nothing was stored, and what was there is safe. "
    "Free some space, then try again.",
    RecordsDamagedError: "The records are damaged. Nothing was stored. Stop the program, "
    "keep the file as it is, and restore the last backup.",
    RecordsNewerError: "A later version of this program has opened these records. "
    "Nothing was changed. Install that version or a later one.",
    RecordsOlderError: "These records were made by a trial of this program from before its first "
    "release, and lack what this one keeps. Nothing was changed. Open them with the program they "
    "were made with, or use a new folder.",
    RecordsUnreachableError: "I can't reach the records. Nothing was stored. Check DATABASE_URL "
    "or UNDERSTORY_DATA, and that the database server or the folder is there.",
    RecordsMovedError: "The file of the records was moved, replaced or deleted under the program. "
    "Nothing was stored. Put the file back with its -wal file, and it goes on. To restore a "
    "backup instead, stop the program first.",
    NotEmbeddedError: "These records are in PostgreSQL, which has tools of its own: pg_dump "
    "while it is served, and pg_restore. Nothing was written. docs/backup.md shows how.",
    RecordsExistError: "There are records in that folder already. Nothing was restored. "
    "Set UNDERSTORY_DATA to a new folder, or move them away with what lies beside them.",
    BackupBrokenError: "This backup is damaged or not whole. Nothing was restored from it. "
    "Use the one before it.",
    UnsafeSqliteError: "The SQLite installed here can corrupt records, so they stay closed. "
    "Install sqlcipher3 0.6.4 or later.",
    MigrationError: "The records could not be brought up to date. They are as they were before. "
    "Go back to the last version of this program and report this.",
    NotTheOwnerError: "The records must be brought up to date by the owner of their tables. "
    "Nothing was changed. Run understory verify once with the owner's address in DATABASE_URL.",
    GuideChangedError: "A guide that was used before now reads differently, so nothing was "
    "started. Put its file back, and give the new wording a new version.",
}


class FolderError(BotError):
    """The data folder cannot be used."""


def open_store(settings: Settings, *, serving: bool = False) -> Store:
    """Return the records, open and up to date; the data folder is made where there is none.

    Where `serving`, no other server can open an embedded file until they are closed.
    Raises SettingsError without a key or an address, FolderError where the folder cannot be used,
    and a StorageError (`explain` says it in a sentence) where the database cannot.
    """
    cipher = settings.cipher()
    _warn_of_open_key(settings)
    if serving:
        _warn_of_key_beside_records(settings)
    try:
        if settings.database_url is None:
            settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _current(Store(settings.store_url, cipher), serving=serving)
    except OSError as fault:
        raise FolderError(
            "The folder for the records cannot be used. Nothing was stored. "
            "Set UNDERSTORY_DATA to a folder that this account may write in."
        ) from fault


def _current(store: Store, *, serving: bool) -> Store:
    try:
        if serving:
            store.hold_for_server()
        bring_up_to_date(store)
        if serving:
            store.check_whole()
        store.ask()
    except BaseException:
        store.close()
        raise
    return store


def explain(fault: StorageError) -> str:
    """Return what happened, what is safe and what to do, for an error of the records."""
    words = str(fault)
    return _SENTENCES.get(type(fault), f"{words[:1].upper()}{words[1:]}. Nothing was stored.")


def _warn_of_key_beside_records(settings: Settings) -> None:
    folder = settings.records_folder
    if settings.key or folder is None or (folder / DEMO_FILE).exists():
        return
    if settings.key_path.resolve().is_relative_to(folder.resolve()):
        log.warning(
            "the key lies beside the records, so whoever gets a copy of that folder can read it; "
            "move the key elsewhere and set UNDERSTORY_KEY_FILE"
        )


def _warn_of_open_key(settings: Settings) -> None:
    if settings.key:
        return
    path = settings.key_path
    if path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        log.warning("other accounts can read the key file; make it private with chmod 600")
