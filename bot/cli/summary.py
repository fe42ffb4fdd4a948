"""`understory summary`: a team's month, to read or for other programs."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import private_file
from bot.cli.edge import RefusedError, unwritable
from bot.clock import clock_of
from practice.errors import PracticeError

if TYPE_CHECKING:
    from practice.calendar import Month
    from reports.render.html import Link
    from reports.view import Summary

EXAMPLE = 'Example: understory summary --scope "North" --period 2026-10 --format html --out n.html'
_LATER = ("pdf", "docx", "xlsx", "csv")


def summary(
    scope: Annotated[str, typer.Option("--scope", help="The team; those below it are in it.")],
    period: Annotated[
        str | None,
        typer.Option("--period", help="The month, such as 2026-10; else the last whole one."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="html, text or json.")] = "text",
    out: Annotated[
        Path | None, typer.Option("--out", help="The file to write; without it, the screen.")
    ] = None,
) -> None:
    """Say what a team's records show for a month.

    Each figure stands beside the months before. Nothing in it is generated.
    """
    from bot.config import load
    from bot.store import open_store
    from bot.summary_paths import list_path
    from reports import kept, shown
    from reports.summary import build
    from storage import audit, showings
    from storage.people import team_by_name

    render = _renderer(form)
    settings = load()
    now = clock_of(settings.folder).now()
    month = _month(period, now)
    with closing(open_store(settings)) as store:
        with store.writing() as session:
            team = team_by_name(session, scope)
            if team is None:
                raise RefusedError(
                    "There is no team of that name. Nothing was written. "
                    "Write it as it is stored, with quotation marks around it."
                )
            audit.record(session, "summary read", "team", team.id, actor=None, at=now)
        kept.bring_up_to_date(store, team.id, month, now)
        with store.reading() as session:
            built = build(session, team, month, now, None)
        with store.writing() as session:
            showings.note(session, shown.to_show(built, team.id, None))
    written = render(built, partial(list_path, team.id))
    if out is None:
        typer.echo(written)
        return
    try:
        private_file.write(out, written)
    except (OSError, ValueError) as fault:
        raise unwritable(fault) from fault


def _renderer(form: str) -> Callable[["Summary", "Link"], str]:
    """Return what writes a summary in a form; JSON alone has the addresses of lists."""
    from reports.render import html, json, text

    formats: dict[str, Callable[[Summary, Link], str]] = {
        "html": lambda built, _: html.page(built),
        "text": lambda built, _: text.text(built),
        "json": json.text,
    }
    if form in formats:
        return formats[form]
    later = f"This version does not write {form} yet" if form in _LATER else "There is no such form"
    raise RefusedError(f"{later}. Nothing was written. Ask for {', '.join(formats)}.")


def _month(period: str | None, now: datetime) -> "Month":
    from practice.calendar import Month, london_day

    if period is None:
        return Month.last_whole(london_day(now))
    try:
        return Month.parse(period)
    except PracticeError as fault:
        raise RefusedError(
            "That is not a month. Nothing was written. Write it like 2026-10."
        ) from fault
