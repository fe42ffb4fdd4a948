"""What an import asks and says, whatever the kind of its file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.edge import RefusedError

if TYPE_CHECKING:
    from datetime import date

    from bot.sheets.date_order import DateDoubt
    from bot.sheets.errors import SheetError
    from bot.sheets.plan import Plan


@dataclass(frozen=True)
class Asked:
    """The choices of the command."""

    yes: bool
    skip_bad: bool
    report: Path | None


def naming(file: Path, fault: "SheetError") -> "SheetError":
    """Return the fault of a file with its name."""
    from bot.sheets.errors import SheetError

    name = "".join(mark if mark.isprintable() else "?" for mark in file.name)
    return SheetError(f"{name}: {fault.why}", fault.remedy)


def day_reader_of(doubt: "DateDoubt | None", *, ask: bool) -> "Callable[[str], date]":
    """Return what reads the days of a sheet; where their order is in doubt, as somebody says."""
    from bot.sheets.date_order import day_reader
    from bot.sheets.days import day

    if doubt is None:
        return day
    return day_reader(doubt, _ask_which_first(doubt) if ask else None)


def _ask_which_first(doubt: "DateDoubt") -> str | None:
    """Return "day" or "month" as answered, or None where nobody is there to answer."""
    american, in_doubt = doubt.american, doubt.in_doubt
    typer.echo(
        f"Row {american.row} has {american.value} in {american.column}: there the month is first."
    )
    if in_doubt:
        first = in_doubt[0]
        dates = "1 date" if len(in_doubt) == 1 else f"{len(in_doubt)} dates"
        typer.echo(
            f"{dates} could be read two ways, such as {first.value} in {first.column} of "
            f"row {first.row}: {_both_ways(first.value)}."
        )
    while True:
        try:
            answer = typer.prompt("Which is first in this file, day or month?", prompt_suffix=" ")
        except typer.Abort:
            return None
        if answer.strip().lower() in ("day", "month"):
            return str(answer).strip().lower()
        typer.echo("Write day or month.")


def _both_ways(cell: str) -> str:
    from bot.sheets.days import day, day_month_first

    return " or ".join(f"{d:%A} {d.day} {d:%B %Y}" for d in (day(cell), day_month_first(cell)))


def refuse_unsound(plan: "Plan", *, skip_bad: bool) -> None:
    """Raise RefusedError where rows are rejected, or nothing is left to import."""
    count = plan.rejected_rows
    rows = "1 row" if count == 1 else f"{count} rows"
    if count and not skip_bad:
        raise RefusedError(
            f"{rows} cannot be imported, so nothing was. "
            "Correct the file and try again, or leave such rows out with --skip-bad."
        )
    if count and not plan.accepted:
        raise RefusedError(f"Not one row can be imported ({rows} rejected), so nothing was.")


def agree(plan: "Plan") -> None:
    """Return where somebody agrees to a plan; raises RefusedError where nobody does."""
    try:
        agreed = typer.confirm("Import this?")
        if agreed and plan.removals:
            count = len(plan.removals)
            what = "value is" if count == 1 else "values are"
            agreed = typer.confirm(
                f"{count} stored {what} removed, as listed. Remove what is listed?"
            )
    except typer.Abort as fault:
        instead = (
            "Removing is asked twice: run it where you can answer."
            if plan.removals
            else "Add --yes to import without being asked."
        )
        raise RefusedError(f"Nothing was imported. {instead}") from fault
    if not agreed:
        raise RefusedError("Nothing was imported, as you chose.")


def tell(plan: "Plan", number: int) -> None:
    """Say what was imported, by its number; or that there was nothing to do."""
    if plan.has_work:
        typer.echo(f"Imported: {len(plan.added)} new, {len(plan.changed)} changed.")
        typer.echo(f"This is import {number}: understory imports undo {number} takes it back.")
    elif not plan.accepted:
        typer.echo("Nothing to change: no row stands under the headings.")
    else:
        typer.echo("Nothing to change: the records say the same.")
