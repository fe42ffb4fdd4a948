"""`understory summary`: a team's month, to read or for other programs."""

from pathlib import Path
from typing import Annotated

import typer

EXAMPLE = 'Example: understory summary --scope "North" --period 2026-10 --format html --out n.html'


def summary(
    scope: Annotated[str, typer.Option("--scope", help="The team; those below it are in it.")],
    period: Annotated[
        str | None, typer.Option("--period", help="The month, such as 2026-10; else the last one.")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="html, text or json.")] = "text",
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; without it, the screen.")
    ] = None,
) -> None:
    """Say what a team's records show for a month.

    Each figure stands beside the months before. Nothing in it is generated.
    """
    from bot.cli.writing_out import write_summary

    write_summary(scope, period, form, out)
