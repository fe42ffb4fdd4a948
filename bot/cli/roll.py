"""What `understory people` does: the list of those who are here, and a code for one of them."""

from contextlib import closing
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.cli.edge import RefusedError
from bot.clock import clock_of
from bot.config import Settings, load
from bot.store import open_store
from practice.calendar import london_day
from storage import people
from storage.errors import PersonGoneError
from storage.intake import known_people, known_teams
from storage.session import Session

_HEADINGS = ("person_ref", "role", "team", "supervisor_ref", "name")


def lines(team: str | None) -> list[str]:
    """Return the people of `team` and those below it (or of all), one a line, columns by tabs.

    Raises RefusedError where there is no such team.
    """
    settings = load()
    on = london_day(clock_of(settings.folder).now())
    with closing(open_store(settings)) as store, store.reading() as session:
        refs = _refs(session, team, on)
        known = known_people(session)
    rows = [[str(known[ref].values[c] or "") for c in _HEADINGS] for ref in refs]
    return ["\t".join(row) for row in ([*_HEADINGS], *rows)]


def _refs(session: Session, team: str | None, on: date) -> list[str]:
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


def enrol(person_ref: str) -> list[str]:
    """Return a new code for one person, then what to do with it, a line each.

    Raises RefusedError where there is no such person or they have left.
    """
    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, store.writing() as session:
        made = _code(session, person_ref, now)
    return [made, _until(now, settings), *_where(settings)]


def shut_out(person_ref: str) -> str:
    """End every way in of one person and return a sentence that says how many there were.

    Raises RefusedError where there is no such person.
    """
    settings = load()
    now = clock_of(settings.folder).now()
    with closing(open_store(settings)) as store, store.writing() as session:
        found = people.person_by_ref(session, person_ref)
        if found is None:
            raise RefusedError(
                "There is nobody with that reference. Nothing was changed. "
                "understory people list shows everyone."
            )
        ended = people.stop_person(session, found.id, now)
    ways = "1 way in" if ended == 1 else f"{ended} ways in"
    return f"{ways} ended. Nothing they wrote is changed. A new code lets them in again."


def _code(session: Session, person_ref: str, now: datetime) -> str:
    found = people.person_by_ref(session, person_ref)
    if found is None:
        raise RefusedError(
            "There is nobody with that reference. No code was made. "
            "understory people list shows everyone."
        )
    try:
        return people.make_code(session, found.id, now)
    except PersonGoneError as fault:
        raise RefusedError(
            "That person has left. No code was made. "
            "If they are back, import people with their left_on emptied."
        ) from fault


def _until(now: datetime, settings: Settings) -> str:
    expires = (now + people.CODE_LASTS).astimezone(ZoneInfo(settings.timezone))
    return f"It works once, until {expires:%A} {expires.day} {expires:%B %Y at %H:%M}."


def _where(settings: Settings) -> list[str]:
    page = settings.public_url or "the address where understory serve runs"
    web = f"In the web chat: open {page} and type the code."
    telegram = "In Telegram: send the bot /start, a space and the code."
    return [web, telegram] if settings.telegram_bot_token else [web]
