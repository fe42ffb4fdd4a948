"""`understory people`: who is here, and the codes with which they enrol."""

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.edge import RefusedError
from bot.clock import clock_of
from storage.errors import PersonGoneError

if TYPE_CHECKING:
    from datetime import date, datetime

    from storage.session import Session
    from storage.tables import Person

app = typer.Typer(rich_markup_mode=None, help="See who is here, and make enrolment codes.")

_HEADINGS = ("person_ref", "role", "team", "supervisor_ref", "name")


@app.command("list", epilog='Example: understory people list --team "North"')
def list_people(
    team: Annotated[
        str | None, typer.Option("--team", help="Only this team and those below it.")
    ] = None,
) -> None:
    """List the people who work here: reference, role, team, supervisor, name."""
    from bot.config import load
    from bot.store import open_store
    from practice.calendar import london_day
    from storage import audit
    from storage.imports import known_people

    settings = load()
    now = clock_of(settings.folder).now()
    on = london_day(now)
    with closing(open_store(settings)) as store, store.writing() as session:
        refs = _refs(session, team, on)
        known = known_people(session)
        audit.record(session, "people listed", "person", None, actor=None, at=now)
    typer.echo("\t".join(_HEADINGS))
    for ref in refs:
        typer.echo("\t".join(str(known[ref].values[column] or "") for column in _HEADINGS))


def _refs(session: "Session", team: str | None, on: "date") -> list[str]:
    from storage import people
    from storage.imports import known_teams

    teams = known_teams(session)
    if team is not None and team not in teams:
        raise RefusedError(
            "There is no team of that name. Nothing was changed. "
            "Write it as it is stored, with quotation marks around it."
        )
    ids = [row.id for row in teams.values()]
    if team is not None:
        ids = people.team_and_descendants(session, teams[team].id)
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
