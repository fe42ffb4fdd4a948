"""Children and practitioners whom more than one team has a part in, in a month.

What a team counts of them is no part of what all its teams count: they are counted apart.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select, union
from sqlmodel import Session

from storage.children import open_on
from storage.measures.scope import ABOUT_A_CHILD, Scope
from storage.tables import Involvement, Record, Supervision, table_of

_involvement, _record = table_of(Involvement), table_of(Record)
_supervision = table_of(Supervision)

CHILD, PERSON = "child_id", "person_id"
"""Who may be shared, by the column that a measure's query names them in."""


def shared(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, str]]:
    """Yield CHILD or PERSON, the month, who it is and a team, for each team with a part in them.

    Of those in whom a team of `scope` has a part; the other teams may be any.
    """
    for kind, touching in ((CHILD, _children(scope)), (PERSON, _people(scope))):
        row = touching.subquery()
        each = (row.c.month, row.c.unit_id)
        least, most = (of(row.c.team_id).over(partition_by=each) for of in (func.min, func.max))
        found = select(row, least.label("least"), most.label("most")).subquery()
        statement = select(found.c.month, found.c.unit_id, found.c.team_id).where(
            found.c.least != found.c.most
        )
        for month, unit_id, team_id in session.connection().execute(statement):
            yield kind, month, unit_id, team_id


def _children(scope: Scope) -> CompoundSelect[Any]:
    """Select month, child and team of every open involvement and record, sent or not."""
    here = union(
        select(_involvement.c.child_id).where(_involvement.c.team_id.in_(scope.teams)),
        select(_record.c.child_id).where(
            _record.c.team_id.in_(scope.teams), _record.c.child_id.is_not(None), *_held(scope)
        ),
    ).subquery()
    months = scope.calendar
    records = (
        select(months.c.month, _record.c.child_id.label("unit_id"), _record.c.team_id)
        .join(months, _record.c.held_on.between(months.c.first, months.c.last))
        .where(_record.c.kind.in_(ABOUT_A_CHILD), _record.c.child_id.in_(select(here.c.child_id)))
    )
    cases = _cases(scope, "child_id").where(_involvement.c.child_id.in_(select(here.c.child_id)))
    return union(cases, records)


def _people(scope: Scope) -> CompoundSelect[Any]:
    """Select month, practitioner and team of every open involvement and meeting."""
    meeting = _supervision.c
    here = union(
        select(_involvement.c.person_id).where(_involvement.c.team_id.in_(scope.teams)),
        select(meeting.practitioner_id).where(meeting.team_id.in_(scope.teams)),
    ).subquery()
    months = scope.calendar
    meetings = (
        select(months.c.month, meeting.practitioner_id.label("unit_id"), meeting.team_id)
        .join(months, meeting.held_on.between(months.c.first, months.c.last))
        .where(meeting.practitioner_id.in_(select(here.c.person_id)))
    )
    cases = _cases(scope, "person_id").where(_involvement.c.person_id.in_(select(here.c.person_id)))
    return union(cases, meetings)


def _cases(scope: Scope, unit: str) -> Select[Any]:
    months = scope.calendar
    return select(
        months.c.month, _involvement.c[unit].label("unit_id"), _involvement.c.team_id
    ).join(months, open_on(months.c.first, months.c.last))


def _held(scope: Scope) -> tuple[Any, ...]:
    begun = scope.begun
    return (_record.c.held_on.between(begun[0].first, begun[-1].last),)
