"""The preview of an import (a dry run), on a terminal or as plain lines, and its JSON report."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import typer

from bot.cli.edge import RefusedError
from bot.cli.output import print_table
from bot.sheets.errors import SheetError
from bot.sheets.plan import Plan, RowFault

_HEADINGS = ("Row", "Column", "Value", "Why", "What to do")
_SHOWN = 10
_WIDEST = 40


def show(plan: Plan, notes: Sequence[str]) -> None:
    """Print the counts, the notes, and the first ten rows of each kind of fault."""
    typer.echo(
        f"{len(plan.added)} new, {len(plan.changed)} changed, {plan.unchanged} unchanged, "
        f"{plan.rejected_rows} rejected"
    )
    for note in notes:
        typer.echo(_printable(note))
    _show_faults("Rejected", plan.rejected)
    _show_faults("Accepted, but look at these", plan.queried)


def _show_faults(title: str, faults: Sequence[RowFault]) -> None:
    if not faults:
        return
    if sys.stdout.isatty():
        rows = [[cell.removeprefix("row ") for cell in _cells(fault)] for fault in faults[:_SHOWN]]
        print_table(_HEADINGS, rows, title)
    else:
        typer.echo(f"{title}:")
        for fault in faults[:_SHOWN]:
            typer.echo("  " + " · ".join(cell for cell in _cells(fault) if cell))
    if len(faults) > _SHOWN:
        typer.echo(f"... and {len(faults) - _SHOWN} more; --report FILE.json lists them all.")


def _cells(fault: RowFault) -> tuple[str, ...]:
    value = _printable(fault.value)
    if len(value) > _WIDEST:
        value = value[:_WIDEST] + "..."
    return f"row {fault.row}", fault.column, value, fault.why, fault.remedy


def _printable(text: str) -> str:
    """Return `text` without what a terminal would obey rather than show."""
    return "".join(mark if mark.isprintable() else "?" for mark in text)


def write_report(path: Path | None, plan: Plan, *, imported: int) -> None:
    """Write the outcome as JSON to `path`, where one is given.

    Raises RefusedError where it cannot be written.
    """
    if path is None:
        return
    outcome = {
        "accepted": plan.accepted,
        "imported": imported,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        "queried": [asdict(fault) for fault in plan.queried],
        "rejected": [asdict(fault) for fault in plan.rejected],
    }
    try:
        path.write_text(json.dumps(outcome, indent=1) + "\n", encoding="utf-8")
    except (OSError, ValueError) as fault:
        done = f"{imported} rows were imported" if imported else "Nothing was imported"
        raise RefusedError(
            f"The report cannot be written there. {done}. Give --report a file you may write."
        ) from fault


def refused(fault: SheetError) -> Plan:
    """Return the outcome of a file that cannot be read at all: one fault, of row 0."""
    return Plan(rejected=(RowFault(0, "", "", fault.why, fault.remedy),))
