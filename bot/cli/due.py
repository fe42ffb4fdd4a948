"""`understory due`: which reminders are due on a day, to whom and why."""

from typing import Annotated

import typer

EXAMPLE = 'Example: understory due --for "North" --on 2026-11-30'


def due(
    team: Annotated[str, typer.Option("--for", help="The team; those below it are in it.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The day, such as 2026-11-30; else today.")
    ] = None,
) -> None:
    """Say which reminders are due on a day, to whom and why.

    The records are read as they are known by the end of that day, and nothing is sent. A
    reminder itself names nobody; this list does.
    """
    from bot.cli.falling_due import show

    show(team, on)
