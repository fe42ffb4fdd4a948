"""`understory import`: a file of one kind, looked at first and stored as one batch."""

from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.asking import Asked, agree, day_reader_of, naming, refuse_unsound, tell
from bot.cli.edge import RefusedError
from bot.cli.output import bar
from bot.clock import clock_of

if TYPE_CHECKING:
    from datetime import datetime

    from bot.sheets.columns import FileKind
    from bot.sheets.plan import Change, ParsedFile, Plan, RowFault
    from bot.sheets.sheet import Sheet
    from storage.session import Session, Store

EXAMPLE = "Example: understory import people people.csv --report faults.json"

KindName = Literal[
    "teams", "people", "establishment", "children", "involvements", "contacts", "referrals",
    "assessments", "section47", "conferences", "plans", "supervision-notes",
    "annex-a",
]  # fmt: skip


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
    """Bring in a file of one kind.

    You see first what would change, from what to what. An empty cell changes nothing; (none)
    removes a value, and you are asked again. Nothing is imported unless every row is sound, or you
    add --skip-bad. The same file again changes nothing. docs/data.md lists the columns;
    `understory imports` lists what was brought in, and takes it back.
    """
    from bot.cli.preview import Source, refused, show, write_report
    from bot.config import load
    from bot.imports import KINDS
    from bot.sheets.errors import SheetError
    from bot.store import open_store
    from practice.calendar import london_day

    if kind == "annex-a":
        from bot.cli.annex_a import import_annex

        import_annex(file, Asked(yes=yes, skip_bad=skip_bad, report=report))
        return
    chosen, settings = KINDS[kind], load()
    clock, number = clock_of(settings.folder), 0
    try:
        parsed = replace(_read(file, chosen, ask=not yes), today=london_day(clock.now()))
    except SheetError as fault:
        write_report(report, Source(file.name), refused(fault), chosen.columns, imported=0)
        raise naming(file, fault) from fault
    source = Source(file.name, parsed.sheet)
    with closing(open_store(settings)) as store:
        with store.reading() as session:
            parsed, plan = _checked(session, chosen, parsed, removing=not yes)
        show(source, plan, parsed.notes, chosen.columns)
        write_report(report, source, plan, chosen.columns, imported=0)
        refuse_unsound(plan, skip_bad=skip_bad)
        if plan.has_work:
            if not yes:
                agree(plan)
            number = _store(store, chosen, parsed, plan, (file.name, clock.now()))
    write_report(report, source, plan, chosen.columns, imported=plan.accepted)
    tell(plan, number)


def _read(file: Path, kind: "FileKind", *, ask: bool) -> "ParsedFile":
    from bot.imports import aliases
    from bot.sheets.columns import known_in, read_rows
    from bot.sheets.date_order import date_doubt
    from bot.sheets.file import read
    from bot.sheets.sheet import under_its_headings

    names = aliases(kind.name)
    whole = read(file)
    with _naming(whole):
        sheet = under_its_headings(whole, lambda row: known_in(row, kind.columns, names))
        doubt = date_doubt(sheet, kind.columns, names)
    read_day = day_reader_of(doubt, ask=ask)
    with bar("Reading", len(sheet.lines)) as tick, _naming(whole):
        return read_rows(sheet, kind.columns, names, tick, read_day)


def _naming(sheet: "Sheet") -> AbstractContextManager[None]:
    """Name the sheet of a workbook in a fault, and those that were left out; a CSV has none."""
    if not sheet.title:
        return nullcontext()
    from bot.sheets.workbook import naming_sheet

    return naming_sheet(sheet.title, sheet.notes)


def _checked(
    session: "Session", kind: "FileKind", parsed: "ParsedFile", *, removing: bool
) -> "tuple[ParsedFile, Plan]":
    """Return the file and its plan; without `removing`, rows that take a value away are refused."""
    plan = kind.check(session, parsed)
    while plan.removals and not removing:
        parsed = parsed.refusing([_kept(change) for change in plan.removals])
        plan = kind.check(session, parsed)
    return parsed, plan


def _kept(change: "Change") -> "RowFault":
    from bot.sheets.cells import REMOVE
    from bot.sheets.plan import RowFault

    return RowFault(
        change.row,
        change.column,
        REMOVE,
        "This takes away what is stored, and --yes takes nothing away.",
        "Leave the cell empty, or import without --yes and agree to it.",
    )


def _store(
    store: "Store", kind: "FileKind", parsed: "ParsedFile", plan: "Plan", of: "tuple[str, datetime]"
) -> int:
    """Store what a plan says as a batch, `of` a file at a moment, and return its number."""
    from bot.sheets.batch import keep
    from bot.sheets.columns import Storing

    file, now = of
    with bar("Reading what it says", len(plan.added)) as tick:
        ready = kind.made_ready(plan, tick)
    with bar("Storing", len(plan.added)) as tick, store.writing() as session:
        # Weighed again, since others may have written while the preview was read.
        if kind.check(session, parsed) != plan:
            raise RefusedError(
                "The records changed while the file was looked at, so nothing was imported. "
                "Run the same command again."
            )
        return keep(session, kind, plan, (file, Storing(now, tick)), ready)
