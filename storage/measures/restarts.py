"""Assessments that ended, with the day on which the child's worker changed while they lasted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.council_team import is_council, of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.measures.streaming import stream, until_today
from storage.measures.workers import changes_of
from storage.named_indexes import reading_all
from storage.tables import Assessment, Child, table_of

_assessment, _child = table_of(Assessment), table_of(Child)


@dataclass(frozen=True, slots=True)
class Lasted:
    """An assessment of a child whose workers are known, authorised in a month.

    `changed_on` is the first day after its start, and before its end, on which the child's lead
    worker changed, None where that was none: then it stands for `many` that lasted as long, and has
    no reference. A case handed over as the assessment ended made it no longer.
    """

    month: Month
    ref: str
    team_id: str
    started_on: date
    authorised_on: date
    changed_on: date | None
    many: int = 1


def lasted(session: Session, scope: Scope) -> Iterator[Lasted]:
    """Yield the assessments of the teams that were authorised in the months of `scope`.

    Of children whose cases are known: of others nobody knows whether their worker changed. Those
    whose worker changed come first, by month and reference.
    """
    if not scope.begun:
        return
    whole, values = is_council(session, scope.teams), until_today(scope)
    rows = stream(session, _changed(whole=whole), values)
    changed = [Lasted(Month.of(row[3]), *row) for row in rows]
    yield from sorted(changed, key=lambda one: (one.month, one.ref))
    less = Counter((one.started_on, one.authorised_on) for one in changed)
    for started_on, ended_on, many in stream(session, _every(whole=whole), values):
        if rest := many - less[started_on, ended_on]:
            yield Lasted(Month.of(ended_on), "", "", started_on, ended_on, None, rest)


@cache
def _every(*, whole: bool) -> Select[Any]:
    """Select how many there are of each start and end."""
    row = _assessment.c
    query = (
        select(row.started_on, row.authorised_on, func.count())
        .where(_ended(), row.child_ref.in_(select(_child.c.ref)))
        .group_by(row.started_on, row.authorised_on)
    )
    return reading_all(query, _assessment) if whole else query


@cache
def _changed(*, whole: bool) -> Select[Any]:
    """Select those during which the child's worker changed, with the first day of that."""
    row, team = _assessment.c, team_of(_assessment)
    of_teams_alone = select(_child.c.id).where(
        _child.c.ref.in_(select(row.child_ref).where(_ended()))
    )
    change = changes_of(select(_child.c.id) if whole else of_teams_alone)
    by_ref = (
        select(_child.c.ref, change.c.changed_on)
        .join(change, change.c.child_id == _child.c.id)
        .cte("changed")
        .prefix_with("MATERIALIZED")
    )
    within = and_(
        by_ref.c.ref == row.child_ref,
        by_ref.c.changed_on > row.started_on,
        by_ref.c.changed_on < row.authorised_on,
    )
    told = (row.ref, team, row.started_on, row.authorised_on)
    query = (
        select(*told, func.min(by_ref.c.changed_on))
        .select_from(_assessment)
        .join(by_ref, within)
        .where(_ended())
        .group_by(row.ref, row.team_id, row.started_on, row.authorised_on)
    )
    return reading_all(query, _assessment) if whole else query


def _ended() -> ColumnElement[bool]:
    """Return the condition that an assessment of the teams ended, and not before it began."""
    row = _assessment.c
    return and_(
        of_teams(EVERYBODY, _assessment, row.authorised_on), row.started_on <= row.authorised_on
    )
