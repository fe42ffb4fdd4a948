"""What `understory import` does: read, hold against the records, show, ask, store."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.cli.edge import RefusedError
from bot.cli.preview import refused, report, show
from bot.cli.progress import bar
from bot.clock import Clock, clock_of
from bot.config import load
from bot.imports import KINDS, aliases
from bot.sheets.columns import read_rows
from bot.sheets.errors import SheetError
from bot.sheets.file import read
from bot.sheets.outcome import Plan, Reading
from bot.store import open_store
from storage import audit
from storage.session import Store


@dataclass(frozen=True)
class Errand:
    """One file to bring in, and how."""

    kind: str
    file: Path
    yes: bool
    skip_bad: bool
    report: Path | None


def bring_in(errand: Errand) -> None:
    """Import one file, whole or not at all.

    Raises SheetError where the file cannot be read and RefusedError where nothing was imported.
    """
    try:
        reading = _read(errand)
    except SheetError as fault:
        report(errand.report, refused(fault), imported=0)
        raise
    settings = load()
    with closing(open_store(settings)) as store:
        plan = _weigh(store, errand, reading)
        show(plan, reading.notes)
        report(errand.report, plan, imported=0)
        _refuse_unsound(plan, skip_bad=errand.skip_bad)
        if _has_work(plan):
            _ask(errand)
            _keep(store, errand, reading, plan, clock_of(settings.folder))
    report(errand.report, plan, imported=plan.accepted)
    typer.echo(_said(plan))


def _read(errand: Errand) -> Reading:
    sheet = read(errand.file)
    with bar("Reading", len(sheet.lines)) as tick:
        return read_rows(sheet, KINDS[errand.kind].columns, aliases(errand.kind), tick)


def _weigh(store: Store, errand: Errand, reading: Reading) -> Plan:
    with store.reading() as session:
        return KINDS[errand.kind].weigh(session, reading)


def _refuse_unsound(plan: Plan, *, skip_bad: bool) -> None:
    count = plan.rejected_rows
    rows = "1 row" if count == 1 else f"{count} rows"
    if count and not skip_bad:
        raise RefusedError(
            f"{rows} cannot be imported, so nothing was. "
            "Correct the file and try again, or leave such rows out with --skip-bad."
        )
    if count and not plan.accepted:
        raise RefusedError(f"Not one row can be imported ({rows} rejected), so nothing was.")


def _has_work(plan: Plan) -> bool:
    return bool(plan.added or plan.changed)


def _ask(errand: Errand) -> None:
    if errand.yes:
        return
    try:
        agreed = typer.confirm("Import this?")
    except typer.Abort as fault:
        raise RefusedError(
            "Nothing was imported. Add --yes to import without being asked."
        ) from fault
    if not agreed:
        raise RefusedError("Nothing was imported, as you chose.")


def _keep(store: Store, errand: Errand, reading: Reading, plan: Plan, clock: Clock) -> None:
    kind = KINDS[errand.kind]
    with bar("Storing", len(plan.added)) as tick, store.writing() as session:
        # Weighed again, since others may have written while the preview was read.
        if kind.weigh(session, reading) != plan:
            raise RefusedError(
                "The records changed while the file was looked at, so nothing was imported. "
                "Run the same command again."
            )
        kind.keep(session, plan, tick)
        audit.record(session, "imported", kind.noun, None, actor=None, at=clock.now())


def _said(plan: Plan) -> str:
    if not _has_work(plan):
        return "Nothing to change: the records say the same."
    return f"Imported: {len(plan.added)} new, {len(plan.changed)} changed."
