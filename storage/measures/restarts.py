"""Assessments that ended, with the day on which the child's worker changed while they lasted."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.council_team import of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.measures.workers import changes_of
from storage.tables import Assessment, Child, table_of

_assessment, _child = table_of(Assessment), table_of(Child)


@dataclass(frozen=True)
class Lasted:
    """An assessment of a child whose workers are known, authorised in a month.

    `changed_on` is the first day after its start on which the child's lead worker changed, None
    where that was nobody's till it ended.
    """

    month: Month
    ref: str
    team_id: str
    started_on: date
    authorised_on: date
    changed_on: date | None


def lasted(session: Session, scope: Scope) -> list[Lasted]:
    """Return the assessments of the teams that were authorised in the months of `scope`.

    Of children whose cases are known: of others nobody knows whether their worker changed.
    """
    rows = session.connection().execute(_lasted(), scope.values).all() if scope.begun else ()
    months = {str(month): month for month in scope.begun}
    return [Lasted(months[month], *told) for month, *told in rows]


@cache
def _lasted() -> Select[Any]:
    months, row, team = EVERYBODY.calendar, _assessment.c, team_of(_assessment)
    days = (row.started_on, row.authorised_on)
    ended = (
        select(months.c.month, row.ref, team.label("team_id"), row.child_ref, *days)
        .join(months, row.authorised_on.between(months.c.first, months.c.last))
        .where(
            of_teams(EVERYBODY, _assessment, row.authorised_on),
            row.started_on <= row.authorised_on,
        )
        .cte("ended")
    )
    known = select(_child.c.id).where(_child.c.ref.in_(select(ended.c.child_ref)))
    change = changes_of(known)
    within = and_(
        change.c.child_id == _child.c.id,
        change.c.changed_on > ended.c.started_on,
        change.c.changed_on <= ended.c.authorised_on,
    )
    told = (
        ended.c.month,
        ended.c.ref,
        ended.c.team_id,
        ended.c.started_on,
        ended.c.authorised_on,
    )
    return (
        select(*told, func.min(change.c.changed_on))
        .join(_child, _child.c.ref == ended.c.child_ref)
        .join(change, within, isouter=True)
        .group_by(*told)
    )
