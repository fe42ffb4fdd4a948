"""`understory backup`: an encrypted copy of the records, made while they are served."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError, unwritable
from bot.cli.output import bar
from bot.clock import clock_of

if TYPE_CHECKING:
    from bot.config import Settings

EXAMPLE = "Example: understory backup --out /backups/understory-2026-11-28"


def backup(
    out: Annotated[Path, typer.Option("--out", help="A new file, on another disk.")],
) -> None:
    """Write an encrypted copy of the records to a file, and restore it once to try it.

    It may be made while the records are served, and nobody waits for it. The key opens it and is
    not in it: keep that in another place. Restoring it to try it needs the same room once more.
    """
    from bot.config import load
    from bot.store import open_store
    from storage.backup import back_up, refuse_server

    settings = load()
    refuse_server(settings.store_url)
    _refuse_beside_key(settings, out)
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, bar("Backing up", None) as tick:
        try:
            rows = back_up(store, out, now, tick)
        except OSError as fault:
            raise unwritable(fault) from fault
    typer.echo(
        f"Wrote {out.stat().st_size} bytes: {sum(rows.values())} rows in {len(rows)} tables. "
        "They were restored from it and are all there. Keep the key in another place."
    )


def _refuse_beside_key(settings: "Settings", out: Path) -> None:
    if settings.key is None and settings.key_path.resolve().parent == out.resolve().parent:
        raise RefusedError(
            "The key lies in that folder, and a backup beside its key can be read by whoever finds "
            "it. Nothing was written. Give --out another place."
        )
