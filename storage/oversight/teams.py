"""The tree of teams, as far as a measure needs it."""

from sqlalchemy import select
from sqlmodel import Session

from storage.oversight.asked import table_of
from storage.tables import Team

_team = table_of(Team)


def below(session: Session, team_id: str) -> tuple[str, ...]:
    """Return the ids of this team and of every team below it, the team itself first."""
    start = select(_team.c.id).where(_team.c.id == team_id).cte("tree", recursive=True)
    tree = start.union(select(_team.c.id).where(_team.c.parent_id == start.c.id))
    found = session.connection().execute(select(tree.c.id)).scalars().all()
    return (team_id, *sorted(set(found) - {team_id}))
