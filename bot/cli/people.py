"""`understory people`: who is here, and the codes with which they enrol."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError
from bot.cli.teams import team_named
from bot.clock import clock_of
from storage.errors import PersonGoneError

if TYPE_CHECKING:
    from datetime import date, datetime

    from storage.absences import Stretch
    from storage.session import Session
    from storage.tables import Person

app = typer.Typer(rich_markup_mode=None, help="See who is here, and make enrolment codes.")

_COLUMNS = ("person_ref", "role", "team", "supervisor_ref", "name")


@app.command("list", epilog='Example: understory people list --team "North"')
def list_people(
    team: Annotated[
        str | None, typer.Option("--team", help="Only this team and those below it.")
    ] = None,
) -> None:
    """List the people who work here: reference, role, team, supervisor, name, away until."""
    from bot.config import load
    from bot.store import open_store
    from practice.calendar import london_day
    from storage import absences, audit
    from storage.imports import known_people

    settings = load()
    now = clock_of(settings.folder).now()
    on = london_day(now)
    with closing(open_store(settings)) as store, store.writing() as session:
        refs = _refs(session, team, on)
        known, away_until = known_people(session), absences.away_on(session, on)
        audit.record(session, "people listed", "person", None, actor=None, at=now)
    typer.echo("\t".join((*_COLUMNS, "away_until")))
    for ref in refs:
        values = [known[ref].values[column] for column in _COLUMNS]
        values.append(away_until.get(known[ref].id))
        typer.echo("\t".join(str(value or "") for value in values))


def _refs(session: "Session", team: str | None, on: "date") -> list[str]:
    from storage import people
    from storage.imports import known_teams

    if team is None:
        ids = [row.id for row in known_teams(session).values()]
    else:
        found = team_named(session, team, "Nothing was listed.")
        ids = people.team_and_descendants(session, found.id)
    return [one.ref for one in people.people_in(session, ids, on)]


@app.command(epilog="Example: understory people code P0017")
def code(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Sign their other devices out: one was lost.")
    ] = False,
) -> None:
    """Make a code with which one person enrols once; their older codes end.

    The first line is the code alone; the rest says until when it works and where to type it. Where
    they are signed in somewhere, the code needs a yes from there, unless it replaces that device.
    """
    from bot.config import load
    from bot.store import open_store
    from practice.calendar import add_working_hours, london
    from storage import devices

    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, store.writing() as session:
        found = _person(session, person_ref, "No code was made.")
        try:
            made, ended = _make(session, found.id, now, settings.code_hours, replace=replace)
        except PersonGoneError as fault:
            raise RefusedError(
                "That person has left. No code was made. "
                "If they are back, import people with left_on (none) for them, without --yes."
            ) from fault
        known = bool(devices.known(session, found.id, now))
    typer.echo(made)
    expires = london(add_working_hours(now, settings.code_hours))
    typer.echo(f"It works once, until {expires:%A} {expires.day} {expires:%B %Y at %H:%M}.")
    if replace:
        typer.echo(f"Devices signed out: {ended}.")
    elif known:
        typer.echo("They have a device already, which must say yes. If it is lost, use --replace.")
    page = settings.public_url or "the address where understory serve runs"
    typer.echo(f"In the web chat: open {page} and type the code.")
    if settings.telegram_bot_token:
        typer.echo("In Telegram: send the bot /start, a space and the code.")


def _make(
    session: "Session", person_id: str, now: "datetime", hours: int, *, replace: bool
) -> tuple[str, int]:
    """Return a new code, and how many devices ended for it; their chats are told."""
    from bot import devices
    from storage import codes, outbox

    if not replace:
        return codes.make_code(session, person_id, now, hours), 0
    made, ended = codes.replace_devices(session, person_id, now, hours)
    outbox.put(session, devices.signed_out(ended), at=now)
    return made, len(ended)


@app.command(epilog="Example: understory people stop P0017")
def stop(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
) -> None:
    """End every way in of one person: a phone that was lost, somebody who left.

    Nothing they wrote is changed. A new code lets them in again.
    """
    from bot.config import load
    from bot.store import open_store
    from storage import people

    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, store.writing() as session:
        found = _person(session, person_ref, "Nothing was changed.")
        ended = people.stop_person(session, found.id, now)
    ways = "1 way in" if ended == 1 else f"{ended} ways in"
    typer.echo(f"{ways} ended. Nothing they wrote is changed. A new code lets them in again.")


@app.command(epilog="Example: understory people away P0017 --until 2026-12-04")
def away(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
    until: Annotated[str, typer.Option("--until", help="The last day away, such as 2026-12-04.")],
    since: Annotated[
        str | None, typer.Option("--from", help="The first day away; else today.")
    ] = None,
) -> None:
    """Say that a person is away: worries go to the next up the line, reminders wait.

    Both days are included. Of two absences that overlap, the one said last says until when.
    """
    from bot import absences_told
    from bot.config import load
    from bot.store import open_store
    from practice.calendar import london_day
    from prompts.days import full_day_words
    from storage import absences, outbox
    from storage.absences import Stretch

    settings = load()
    now = clock_of(settings.folder).now()
    today = london_day(now)
    days = Stretch(_day(since) if since else today, _day(until))
    _refuse_if_not_possible(days, today)
    with closing(open_store(settings)) as store, store.writing() as session:
        found = _person_here(session, person_ref, today)
        absences.say(session, found.id, days, None, now)
        outbox.release(session, found.id, now)
        absences_told.away(session, found.id, days, now)
    first, last, back = (full_day_words(one) for one in (days.first, days.last, days.back_on))
    typer.echo(f"{found.name} is away from {first} until {last}.")
    typer.echo(f"From {back} they are told of things again. understory people back ends it early.")


@app.command(epilog="Example: understory people back P0017")
def back(
    person_ref: Annotated[str, typer.Argument(help="The council's reference of the person.")],
) -> None:
    """Say that a person is back early, or will not be away the next time that is planned."""
    from bot import absences_told
    from bot.config import load
    from bot.store import open_store
    from practice.calendar import london_day
    from prompts.days import full_day_words
    from storage import absences, outbox

    settings = load()
    now = clock_of(settings.folder).now()
    today = london_day(now)
    with closing(open_store(settings)) as store, store.writing() as session:
        found = _person_here(session, person_ref, today)
        stands = absences.standing(session, found.id, today)
        if not stands:
            raise RefusedError("That person is not away. Nothing was changed.")
        absences.end(session, found.id, stands[0].last, today, None, now)
        outbox.release(session, found.id, now)
        absences_told.back(session, found.id, stands[0], now)
    first, last = full_day_words(stands[0].first), full_day_words(stands[0].last)
    is_back = "is back" if stands[0].first <= today else f"will not be away from {first}"
    typer.echo(f"{found.name} {is_back}. They were to be away until {last}.")


def _day(typed: str) -> "date":
    from bot.sheets import days
    from bot.sheets.errors import CellError

    try:
        return days.day(typed.strip())
    except CellError as fault:
        raise RefusedError(f"{fault.why} Nothing was changed. {fault.remedy}") from fault


def _refuse_if_not_possible(days: "Stretch", today: "date") -> None:
    from prompts.written_absence import why_not

    refused = {
        "has_passed": "An absence begins today at the earliest. Nothing was changed.",
        "reversed": "It would end before it begins. Nothing was changed. Turn the two days round.",
        "too_far": "That is more than a year away. Nothing was changed. Give a nearer day.",
    }
    if why := why_not(days.first, days.last, today):
        raise RefusedError(refused[why])


def _person_here(session: "Session", person_ref: str, on: "date") -> "Person":
    """Return the person of a reference who has not left; raises RefusedError."""
    from storage.presence import has_left

    found = _person(session, person_ref, "Nothing was changed.")
    if has_left(found, on):
        raise RefusedError("That person has left. Nothing was changed.")
    return found


def _person(session: "Session", person_ref: str, otherwise: str) -> "Person":
    """Return the person of a reference; raises RefusedError, saying what did not happen."""
    from storage import people

    typed = (person_ref, person_ref.upper())
    found = next(filter(None, (people.person_by_ref(session, ref) for ref in typed)), None)
    if found is None:
        raise RefusedError(
            f"There is nobody with that reference. {otherwise} "
            "understory people list shows everyone."
        )
    return found
