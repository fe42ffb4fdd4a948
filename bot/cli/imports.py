"""`understory import`: teams, people, children and involvements from a file."""

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.edge import RefusedError
from bot.cli.output import bar
from bot.clock import clock_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.sheets.columns import FileKind
    from bot.sheets.plan import ParsedFile, Plan
    from storage.session import Store

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
    from bot.cli.preview import refused, show, write_report
    from bot.config import load
    from bot.imports import KINDS
    from bot.sheets.errors import SheetError
    from bot.store import open_store

    chosen = KINDS[kind]
    try:
        parsed = _read(file, chosen)
    except SheetError as fault:
        write_report(report, refused(fault), imported=0)
        raise
    settings = load()
    with closing(open_store(settings)) as store:
        with store.reading() as session:
            plan = chosen.check(session, parsed)
        show(plan, parsed.notes)
        write_report(report, plan, imported=0)
        _refuse_unsound(plan, skip_bad=skip_bad)
        if plan.has_work:
            if not yes:
                _ask()
            _store(store, chosen, parsed, plan, clock_of(settings.folder).now())
    write_report(report, plan, imported=plan.accepted)
    if plan.has_work:
        typer.echo(f"Imported: {len(plan.added)} new, {len(plan.changed)} changed.")
    else:
        typer.echo("Nothing to change: the records say the same.")


def _read(file: Path, kind: "FileKind") -> "ParsedFile":
    from bot.imports import aliases
    from bot.sheets.columns import read_rows
    from bot.sheets.file import read

    sheet = read(file)
    with bar("Reading", len(sheet.lines)) as tick:
        return read_rows(sheet, kind.columns, aliases(kind.name), tick)


def _refuse_unsound(plan: "Plan", *, skip_bad: bool) -> None:
    count = plan.rejected_rows
    rows = "1 row" if count == 1 else f"{count} rows"
    if count and not skip_bad:
        raise RefusedError(
            f"{rows} cannot be imported, so nothing was. "
            "Correct the file and try again, or leave such rows out with --skip-bad."
        )
    if count and not plan.accepted:
        raise RefusedError(f"Not one row can be imported ({rows} rejected), so nothing was.")


def _ask() -> None:
    try:
        agreed = typer.confirm("Import this?")
    except typer.Abort as fault:
        raise RefusedError(
            "Nothing was imported. Add --yes to import without being asked."
        ) from fault
    if not agreed:
        raise RefusedError("Nothing was imported, as you chose.")


def _store(
    store: "Store", kind: "FileKind", parsed: "ParsedFile", plan: "Plan", now: "datetime"
) -> None:
    from storage import audit

    with bar("Storing", len(plan.added)) as tick, store.writing() as session:
        # Weighed again, since others may have written while the preview was read.
        if kind.check(session, parsed) != plan:
            raise RefusedError(
                "The records changed while the file was looked at, so nothing was imported. "
                "Run the same command again."
            )
        kind.apply(session, plan, tick)
        audit.record(session, "imported", kind.noun, None, actor=None, at=now)
