"""To which team a row of the council's own files belongs."""

from collections.abc import Collection
from datetime import date
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Engine, and_, case, func, null, or_, select
from sqlmodel import Session

from storage.measures.scope import Asked
from storage.tables import Team, table_of

_team = table_of(Team)

TOP = (
    select(case((func.count() == 1, func.min(_team.c.id)), else_=null()))
    .where(_team.c.parent_id.is_(None))
    .scalar_subquery()
)
"""The one team that stands above all others; null where several do."""


_opened: WeakKeyDictionary[Engine, int] = WeakKeyDictionary()
_numbers = count()


def records_opened(session: Session) -> int:
    """Return what tells the records of a session from all others that this process opened."""
    return _opened.setdefault(session.connection().engine, next(_numbers))


def is_council(session: Session, team_ids: Collection[str]) -> bool:
    """Say whether these teams are the whole council: the only one above all others is in it."""
    top: str | None = session.connection().scalar(select(TOP))
    return top is not None and top in team_ids


def team_of(row: Any) -> ColumnElement[str]:  # noqa: ANN401 - a table with a team, or an alias
    """Return the team that a row belongs to: its own, else the only one above all others."""
    return func.coalesce(row.c.team_id, TOP)


def of_teams(
    asked: Asked,
    row: Any,  # noqa: ANN401 - as above
    day: ColumnElement[date],
) -> ColumnElement[bool]:
    """Return the condition that a row is of the teams asked about, and its day of the months.

    Said of the team's own column, and of the day each time: so only these rows are looked at.
    """
    within = asked.within(day)
    own = and_(asked.by_teams(row.c.team_id), within)
    return or_(own, and_(row.c.team_id.is_(None), asked.by_teams(TOP), within))
