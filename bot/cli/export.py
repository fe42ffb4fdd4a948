"""`understory export`: everything that is kept, decrypted, for the holder of the key."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.edge import RefusedError, unwritable
from bot.cli.output import bar
from bot.clock import clock_of
from storage.errors import FolderNotEmptyError

EXAMPLE = "Example: understory export --format jsonl --out records-2026-10"


def export(
    out: Annotated[Path, typer.Option("--out", help="A new or empty folder to write into.")],
    form: Annotated[Literal["jsonl"], typer.Option("--format", help="One line a row.")] = "jsonl",  # noqa: ARG001 - one so far
) -> None:
    """Write all records to a folder, decrypted.

    One file a table, one line a row, and schema.json. Drafts and confidential parts are in it,
    each row with who may read it. Keep the folder as safe as the key. The audit says that it
    was made.
    """
    from bot.config import load
    from bot.store import open_store
    from storage.export import export

    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, bar("Exporting", None) as tick:
        try:
            counts = export(store, out, now, tick)
        except FolderNotEmptyError as fault:
            raise RefusedError(
                "That folder is not empty, so nothing was written. Give --out a new folder."
            ) from fault
        except OSError as fault:
            raise unwritable(fault) from fault
    typer.echo(f"Wrote {sum(counts.values())} rows in {len(counts)} files, and schema.json.")
