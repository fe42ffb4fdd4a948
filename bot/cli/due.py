"""`understory due`: which reminders are due on a day, to whom and why."""

import sys
from contextlib import closing
from datetime import datetime, time
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError
from bot.cli.output import print_table
from bot.cli.teams import team_named
from bot.clock import clock_of

if TYPE_CHECKING:
    from bot.forecast import Forecast

EXAMPLE = 'Example: understory due --for "North" --on 2026-11-30'
_HEADINGS = ("To", "What it says", "Why", "What becomes of it")


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
    from bot.config import load
    from bot.forecast import forecast
    from bot.store import open_store
    from practice.calendar import london_day
    from prompts.days import day_words
    from prompts.phrases import phrase
    from storage import audit
    from storage.people import team_and_descendants

    settings = load()
    now = clock_of(settings.folder).now()
    at = _moment(on, now)
    with closing(open_store(settings)) as store:
        with store.writing() as session:
            found = team_named(session, team, "Nothing was looked up.")
            audit.record(session, "reminders listed", "team", found.id, actor=None, at=now)
        with store.reading() as session:
            falling_due = forecast(session, at, team_and_descendants(session, found.id))
    rows = [
        (one.person.name if one.person else "", one.text, one.why, _fate(one))
        for one in falling_due
    ]
    if not rows:
        day = day_words(london_day(at))
        typer.echo(phrase("reminders.nothing_due", team=found.name, day=day))
    elif sys.stdout.isatty():
        print_table(_HEADINGS, rows, lines=True)
    else:
        for row in (_HEADINGS, *rows):
            typer.echo("\t".join(row))


def _moment(on: str | None, now: datetime) -> datetime:
    """Return the moment to look from: now today, else the first of the day."""
    from bot.sheets import days
    from bot.sheets.errors import CellError
    from practice.calendar import LONDON, is_working_day, london_day
    from practice.errors import PracticeError

    if on is None:
        return now
    try:
        day = days.day(on.strip())
        is_working_day(day)
    except CellError as fault:
        raise RefusedError(f"{fault.why} Nothing was looked up. {fault.remedy}") from fault
    except PracticeError as fault:
        raise RefusedError(f"{fault} Nothing was looked up. Give a nearer day.") from fault
    return now if day == london_day(now) else datetime.combine(day, time.min, LONDON)


def _fate(one: "Forecast") -> str:
    from prompts.phrases import phrase

    if one.fate is not None and one.fate.sent_at is not None:
        return phrase("reminders.fate.sent", moment=_moment_words(one.fate.sent_at))
    goes_out = one.goes_out if one.fate is None else one.fate.waits_until
    if goes_out is None:
        return phrase("reminders.fate.not_sent")
    if one.person is None:
        return phrase("reminders.fate.nobody")
    if not one.reached:
        return phrase("reminders.fate.no_address")
    return phrase("reminders.fate.goes_out", moment=_moment_words(goes_out))


def _moment_words(moment: datetime) -> str:
    from practice.calendar import london
    from prompts.days import day_words

    local = london(moment)
    return f"{day_words(local.date())}, {local:%H:%M}"
