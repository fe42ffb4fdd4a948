"""The tree of teams, as far as a measure needs it."""

from sqlalchemy import select
from sqlmodel import Session

from storage.oversight.asked import table_of
from storage.tables import Team

_team = table_of(Team)


def below(session: Session, team_id: str) -> tuple[str, ...]:
    """Return the ids of this team and of every team below it, sorted."""
    start = select(_team.c.id).where(_team.c.id == team_id).cte("tree", recursive=True)
    tree = start.union(select(_team.c.id).where(_team.c.parent_id == start.c.id))
    return tuple(sorted(session.connection().execute(select(tree.c.id)).scalars()))


def above(session: Session) -> dict[str, frozenset[str]]:
    """Return, for every team, its own id and those of all teams above it."""
    rows = session.connection().execute(select(_team.c.id, _team.c.parent_id))
    parents: dict[str, str | None] = {row.id: row.parent_id for row in rows}
    return {team: _path(team, parents) for team in parents}


def _path(team: str, parents: dict[str, str | None]) -> frozenset[str]:
    path: set[str] = set()
    at: str | None = team
    while at is not None and at not in path:
        path.add(at)
        at = parents.get(at)
    return frozenset(path)
