"""What `understory export` and `understory summary` do."""

from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import typer

from bot.cli.edge import RefusedError
from bot.cli.progress import bar
from bot.clock import clock_of
from bot.config import load
from bot.store import open_store
from practice.calendar import Month, london_day
from practice.errors import PracticeError
from reports.render import html, json, text
from reports.summary import build
from reports.view import Summary
from storage.errors import FolderNotEmptyError
from storage.export import export
from storage.people import team_by_name

FORMATS: Mapping[str, Callable[[Summary], str]] = {
    "html": html.page,
    "text": text.text,
    "json": json.text,
}
_LATER = ("pdf", "docx", "xlsx", "csv")


def export_all(out: Path) -> str:
    """Write everything to `out` and return the sentence that says so.

    Raises RefusedError where the folder is not empty or cannot be written.
    """
    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, bar("Exporting", None) as tick:
        try:
            counts = export(store, out, now, tick)
        except FolderNotEmptyError as fault:
            raise RefusedError(
                "That folder is not empty, so nothing was written. Give --out a new folder."
            ) from fault
        except OSError as fault:
            raise _unwritable(fault) from fault
    return f"Wrote {sum(counts.values())} rows in {len(counts)} files, and schema.json."


def write_summary(scope: str, period: str | None, form: str, out: Path | None) -> None:
    """Write the summary of team `scope` to `out`, or to the screen.

    Raises RefusedError for a format, month or team that is not there, or a file that cannot be
    written.
    """
    render = _renderer(form)
    settings = load()
    now = clock_of(settings.folder).now()
    month = _month(period, now)
    with closing(open_store(settings)) as store, store.reading() as session:
        team = team_by_name(session, scope)
        if team is None:
            raise RefusedError(
                "There is no team of that name. Nothing was written. "
                "Write it as it is stored, with quotation marks around it."
            )
        written = render(build(session, team, month, now, None))
    _put(written, out)


def _renderer(form: str) -> Callable[[Summary], str]:
    if form in FORMATS:
        return FORMATS[form]
    later = f"This version does not write {form} yet" if form in _LATER else "There is no such form"
    raise RefusedError(f"{later}. Nothing was written. Ask for {', '.join(FORMATS)}.")


def _month(period: str | None, now: datetime) -> Month:
    if period is None:
        return Month.of(london_day(now)).previous()
    try:
        return Month.parse(period)
    except PracticeError as fault:
        raise RefusedError(
            "That is not a month. Nothing was written. Write it like 2026-10."
        ) from fault


def _put(written: str, out: Path | None) -> None:
    if out is None:
        typer.echo(written)
        return
    try:
        out.write_text(written, encoding="utf-8")
    except OSError as fault:
        raise _unwritable(fault) from fault


def _unwritable(fault: OSError) -> RefusedError:
    why = (fault.strerror or "an error of the disk").lower()
    return RefusedError(
        f"It cannot be written there ({why}). The records are as they were. "
        "Give --out a place that this account may write in."
    )
