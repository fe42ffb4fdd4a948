"""What `understory due` does: the reminders due on a day about a team's people, as a table."""

import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, time

import typer

from bot.cli.edge import RefusedError
from bot.clock import clock_of
from bot.config import load
from bot.reminders import Forecast, forecast
from bot.sheets import cells
from bot.sheets.errors import CellError
from bot.store import open_store
from practice.calendar import LONDON, is_working_day, london, london_day
from practice.errors import PracticeError
from practice.matching import find_person
from prompts.days import day_words
from prompts.phrases import phrase
from storage.intake import known_teams
from storage.people import team_and_descendants, team_by_name
from storage.session import Session
from storage.tables import Team

_HEADINGS = ("To", "What it says", "Why", "What becomes of it")


def show(team: str, on: str | None) -> None:
    """Print what is due about the people of `team` and those below it: a table, or lines by tabs.

    Raises RefusedError for a day or a team that is not there.
    """
    settings = load()
    at = _moment(on, clock_of(settings.folder).now())
    with closing(open_store(settings)) as store, store.reading() as session:
        found = _team(session, team)
        due = forecast(session, at, team_and_descendants(session, found.id))
    if not due:
        day = day_words(london_day(at))
        typer.echo(phrase("reminders.nothing_due", team=found.name, day=day))
        return
    rows = [_row(one) for one in due]
    if sys.stdout.isatty():
        _show_table(rows)
    else:
        for row in (_HEADINGS, *rows):
            typer.echo("\t".join(row))


def _moment(on: str | None, now: datetime) -> datetime:
    """Return the moment to look from: now today, else the first of the day."""
    day = london_day(now) if on is None else _day(on)
    return now if day == london_day(now) else datetime.combine(day, time.min, LONDON)


def _day(on: str) -> date:
    try:
        day = cells.day(on.strip())
        is_working_day(day)
    except CellError as fault:
        raise RefusedError(f"{fault.why} Nothing was looked up. {fault.remedy}") from fault
    except PracticeError as fault:
        raise RefusedError(f"{fault} Nothing was looked up. Give a nearer day.") from fault
    return day


def _team(session: Session, typed: str) -> Team:
    # A team's name is read as a person's is: in any case and order of words, and never guessed.
    match = find_person(typed, sorted(known_teams(session)))
    found = team_by_name(session, typed) or team_by_name(session, match.exact or "")
    if found is not None:
        return found
    near = " or ".join(f'"{name}"' for name in match.candidates)
    remedy = f"Did you mean {near}?" if near else "Write it as it is stored, in quotation marks."
    raise RefusedError(f"There is no team of that name. Nothing was looked up. {remedy}")


def _row(one: Forecast) -> tuple[str, ...]:
    return one.person.name if one.person else "", one.text, one.why, _fate(one)


def _fate(one: Forecast) -> str:
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
    local = london(moment)
    return f"{day_words(local.date())}, {local:%H:%M}"


def _show_table(rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*_HEADINGS, show_lines=True)
    for row in rows:
        # Text, since a name may hold what rich would read as markup.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
