"""The teams that a summary looks at one by one: those right below its own."""

from storage.measures import Session
from storage.people import team_and_descendants, teams_right_below

MOST_BELOW = 24
"""So many parts are looked at one by one: of more, too much would be drawn and kept in memory."""


def of_team(session: Session, team_id: str) -> list[tuple[str, ...]]:
    """Return the teams that a summary looks at one by one, each with those below it.

    Those right below its own; none where that is one alone, or more than `MOST_BELOW`.
    """
    found = teams_right_below(session, team_id)
    if not 1 < len(found) <= MOST_BELOW:
        return []
    return [tuple(team_and_descendants(session, one)) for one in found]
