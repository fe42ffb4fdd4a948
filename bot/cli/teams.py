"""The team that a command names: in any case and order of words, and never guessed."""

from typing import TYPE_CHECKING

from bot.cli.edge import RefusedError

if TYPE_CHECKING:
    from storage.session import Session
    from storage.tables import Team


def team_named(session: "Session", typed: str, undone: str) -> "Team":
    """Return the team of that name.

    Raises RefusedError where there is none, with `undone` ("Nothing was read.") and what is near.
    """
    from practice.matching import find_person
    from storage.imports import known_teams
    from storage.people import team_by_name

    # A team's name is read as a person's is.
    match = find_person(typed, sorted(known_teams(session)))
    found = team_by_name(session, typed) or team_by_name(session, match.exact or "")
    if found is not None:
        return found
    near = " or ".join(f'"{name}"' for name in match.candidates)
    remedy = f"Did you mean {near}?" if near else "Write it as it is stored, in quotation marks."
    raise RefusedError(f"There is no team of that name. {undone} {remedy}")
