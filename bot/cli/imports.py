"""`understory import`: teams, people, children and involvements from a file."""

from pathlib import Path
from typing import Annotated, Literal

import typer

EXAMPLE = "Example: understory import people people.csv --report faults.json"

KindName = Literal["teams", "people", "children", "involvements"]


def import_file(
    kind: Annotated[KindName, typer.Argument(help="What the rows are.")],
    file: Annotated[Path, typer.Argument(help="A CSV file (UTF-8) or an .xlsx workbook.")],
    yes: Annotated[bool, typer.Option("--yes", help="Import without being asked.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave rejected rows out and import the rest.")
    ] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every query and fault to this JSON file.")
    ] = None,
) -> None:
    """Bring in teams, people, children or involvements.

    You see first what would change. Nothing is imported unless every row is sound, or you add
    --skip-bad. The same file again changes nothing. docs/imports.md lists the columns.
    """
    from bot.cli.bringing_in import Errand, bring_in

    bring_in(Errand(kind, file, yes=yes, skip_bad=skip_bad, report=report))
