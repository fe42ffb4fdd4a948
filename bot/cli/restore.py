"""`understory restore`: the records from a backup."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.edge import RefusedError
from bot.cli.output import bar
from bot.clock import clock_of

EXAMPLE = "Example: understory restore /backups/understory-2026-11-28"

_WRONG_KEY = (
    "The key that is set does not open this backup. There are no records yet, and the backup is as "
    "it was. Set UNDERSTORY_KEY or UNDERSTORY_KEY_FILE to the key of the records it was made of, "
    "and run this again. If it is that key, the backup is damaged: take an earlier one."
)


def restore(
    backup: Annotated[Path, typer.Argument(help="A file that `understory backup` wrote.")],
) -> None:
    """Make the records anew from a backup, in the folder that UNDERSTORY_DATA names.

    It writes over no records, and no server can use them meanwhile. Where it is interrupted, the
    same command goes on where it stopped.
    """
    from bot.config import load
    from bot.store import open_store
    from storage import audit
    from storage.backup import restore as restore_from
    from storage.errors import WrongKeyError

    settings = load()
    cipher = settings.cipher()
    with bar("Restoring", None) as tick:
        try:
            rows = restore_from(backup, settings.store_url, cipher, tick)
        except OSError as fault:
            raise _unrestored(fault) from fault
        except WrongKeyError as fault:
            raise RefusedError(_WRONG_KEY) from fault
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, store.writing() as session:
        audit.record(session, "records restored", "backup", None, actor=None, at=now)
    typer.echo(
        f"Restored {sum(rows.values())} rows in {len(rows)} tables. Before you serve them: whoever "
        "left or was stopped after this backup was made is in again, so stop them again."
    )


def _unrestored(fault: OSError) -> RefusedError:
    why = (fault.strerror or "an error of the disk").lower()
    return RefusedError(
        f"It cannot be restored ({why}). There are no records yet, and the backup is as it was. "
        "Give a backup that can be read, or a folder with room, and run this again."
    )
