"""Children and practitioners whom more than one team has a part in, in a month.

What a team counts of them is no part of what all its teams count: they are counted apart.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select, union
from sqlmodel import Session

from storage.children import open_on
from storage.measures.scope import ABOUT_A_CHILD, CHILD, EVERYBODY, PERSON, Scope
from storage.tables import Involvement, Record, Supervision, table_of

_involvement, _record = table_of(Involvement), table_of(Record)
_supervision = table_of(Supervision)


def shared(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, str]]:
    """Yield CHILD or PERSON, the month, who it is and a team, for each team with a part in them.

    Of those in whom a team of `scope` has a part; the other teams may be any.
    """
    if not scope.begun:
        return
    for kind in (CHILD, PERSON):
        found = session.connection().execute(_shared(kind), scope.values)
        for month, unit_id, team_id in found:
            yield kind, month, unit_id, team_id


@cache
def _shared(kind: str) -> Select[Any]:
    row = (_children() if kind == CHILD else _people()).subquery()
    each = (row.c.month, row.c.unit_id)
    least, most = (of(row.c.team_id).over(partition_by=each) for of in (func.min, func.max))
    found = select(row, least.label("least"), most.label("most")).subquery()
    columns = (found.c.month, found.c.unit_id, found.c.team_id)
    return select(*columns).where(found.c.least != found.c.most)


def _children() -> CompoundSelect[Any]:
    """Select month, child and team of every open involvement and record, sent or not."""
    here = union(
        select(_involvement.c.child_id).where(EVERYBODY.by_teams(_involvement.c.team_id)),
        select(_record.c.child_id).where(
            EVERYBODY.by_teams(_record.c.team_id),
            _record.c.child_id.is_not(None),
            _record.c.held_on.between(EVERYBODY.since, EVERYBODY.until),
        ),
    ).subquery()
    months = EVERYBODY.calendar
    records = (
        select(months.c.month, _record.c.child_id.label("unit_id"), _record.c.team_id)
        .join(months, _record.c.held_on.between(months.c.first, months.c.last))
        .where(_record.c.kind.in_(ABOUT_A_CHILD), _record.c.child_id.in_(select(here.c.child_id)))
    )
    cases = _cases("child_id").where(_involvement.c.child_id.in_(select(here.c.child_id)))
    return union(cases, records)


def _people() -> CompoundSelect[Any]:
    """Select month, practitioner and team of every open involvement and meeting."""
    meeting = _supervision.c
    here = union(
        select(_involvement.c.person_id).where(EVERYBODY.by_teams(_involvement.c.team_id)),
        select(meeting.practitioner_id).where(EVERYBODY.by_teams(meeting.team_id)),
    ).subquery()
    months = EVERYBODY.calendar
    meetings = (
        select(months.c.month, meeting.practitioner_id.label("unit_id"), meeting.team_id)
        .join(months, meeting.held_on.between(months.c.first, months.c.last))
        .where(meeting.practitioner_id.in_(select(here.c.person_id)))
    )
    cases = _cases("person_id").where(_involvement.c.person_id.in_(select(here.c.person_id)))
    return union(cases, meetings)


def _cases(unit: str) -> Select[Any]:
    months = EVERYBODY.calendar
    return select(
        months.c.month, _involvement.c[unit].label("unit_id"), _involvement.c.team_id
    ).join(months, open_on(months.c.first, months.c.last))
