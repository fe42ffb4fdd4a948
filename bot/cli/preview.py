"""The preview of an import (a dry run), on a terminal or as plain lines, and its JSON report."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from bot.cli import private_file
from bot.cli.edge import RefusedError
from bot.cli.output import print_table
from bot.sheets.cells import REMOVE, Cell
from bot.sheets.columns import Column
from bot.sheets.errors import SheetError
from bot.sheets.plan import Change, Plan, RowFault

_HEADINGS = ("Row", "Column", "Value", "Why", "What to do")
_SHOWN = 10
_EXAMPLES = 3
_WIDEST = 40


@dataclass(frozen=True)
class Source:
    """Where rows stand: a file, and of a workbook the one sheet that was read."""

    file: str
    sheet: str = ""

    @property
    def named(self) -> str:
        """As people read it: "october.xlsx, sheet Contacts"."""
        return _printable(f"{self.file}, sheet {self.sheet}" if self.sheet else self.file)


def show(source: Source, plan: Plan, notes: Sequence[str], columns: Sequence[Column]) -> None:
    """Print the counts, the notes, what changes, and the first ten rows of each kind of fault."""
    typer.echo(
        f"{source.named}: {len(plan.added)} new, {len(plan.changed)} changed, "
        f"{plan.unchanged} unchanged, {plan.rejected_rows} rejected"
    )
    for note in (*notes, *plan.notes):
        typer.echo(_printable(note))
    kept = [change for change in plan.changes if change.after is not None or change.outdated]
    _show_changes("What changes", kept, columns)
    _show_changes("What is removed", plan.removals, columns)
    _show_faults("Rejected", plan.rejected)
    _show_faults("Accepted, but look at these", plan.queried)


def _show_changes(title: str, changes: Sequence[Change], columns: Sequence[Column]) -> None:
    if changes:
        typer.echo(f"{title}:")
    for column in columns:
        of_column = [change for change in changes if change.column == column.name]
        if of_column:
            count = "1 row" if len(of_column) == 1 else f"{len(of_column)} rows"
            examples = [_example(change, column) for change in of_column[:_EXAMPLES]]
            more = ["..."] if len(of_column) > _EXAMPLES else []
            typer.echo("  " + " · ".join([column.name, count, *examples, *more]))


def _example(change: Change, column: Column) -> str:
    where = _where(change)
    if not column.shown:
        return f"{where} (not shown here)"
    before, after = (_shortened(_words(value)) for value in (change.before, change.after))
    return f"{where}: {before} to {after}"


def _where(told: Change | RowFault) -> str:
    return f"{told.sheet}, row {told.row}" if told.sheet else f"row {told.row}"


def _words(value: Cell) -> str:
    match value:
        case None:
            return REMOVE
        case bool():
            return "yes" if value else "no"
        case _:
            return str(value)


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
    return _where(fault), fault.column, _shortened(fault.value), fault.why, fault.remedy


def _shortened(text: str) -> str:
    shown = _printable(text)
    return shown[:_WIDEST] + "..." if len(shown) > _WIDEST else shown


def _printable(text: str) -> str:
    """Return `text` without what a terminal would obey rather than show."""
    return "".join(mark if mark.isprintable() else "?" for mark in text)


def write_report(
    path: Path | None, source: Source, plan: Plan, columns: Sequence[Column], *, imported: int
) -> None:
    """Write the outcome as JSON to `path`, where one is given.

    Raises RefusedError where it cannot be written.
    """
    if path is None:
        return
    outcome = {
        "file": source.file,
        **({"sheet": source.sheet} if source.sheet else {}),
        "accepted": plan.accepted,
        "imported": imported,
        "added": len(plan.added),
        "changed": len(plan.changed),
        "unchanged": plan.unchanged,
        **({"notes": list(plan.notes)} if plan.notes else {}),
        "changes": [_change(change, columns) for change in plan.changes],
        "queried": [_fault(fault) for fault in plan.queried],
        "rejected": [_fault(fault) for fault in plan.rejected],
    }
    try:
        private_file.write(path, json.dumps(outcome, indent=1) + "\n")
    except (OSError, ValueError) as fault:
        done = f"{imported} rows were imported" if imported else "Nothing was imported"
        raise RefusedError(
            f"The report cannot be written there. {done}. Give --report a file you may write."
        ) from fault


def _fault(fault: RowFault) -> dict[str, str | int]:
    told = asdict(fault)
    return told if fault.sheet else {name: told[name] for name in told if name != "sheet"}


def _change(change: Change, columns: Sequence[Column]) -> dict[str, str | int]:
    """Return one changed value for the report; names stand in none."""
    told: dict[str, str | int] = {"row": change.row, "column": change.column}
    if change.sheet:
        told["sheet"] = change.sheet
    if any(column.name == change.column and not column.shown for column in columns):
        return {**told, "removed": change.after is None}
    return {**told, "from": _words(change.before), "to": _words(change.after)}


def refused(fault: SheetError) -> Plan:
    """Return the outcome of a file that cannot be read at all: one fault, of row 0."""
    return Plan(rejected=(RowFault(0, "", "", fault.why, fault.remedy),))
