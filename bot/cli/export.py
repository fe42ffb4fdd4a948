"""`understory export`: everything that is kept, decrypted, for the holder of the key."""

from pathlib import Path
from typing import Annotated, Literal

import typer

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
    from bot.cli.writing_out import export_all

    typer.echo(export_all(out))
