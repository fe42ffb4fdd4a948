"""Counting what a measure's query selects, for all months in one statement.

A query selects candidates: rows of (month, team_id, unit_id, weight, ...). A unit (a practitioner,
a child, a record or an action) stands in the denominator once, however many candidates it has, and
in the numerator where any of them has a weight above zero: the numerator is a part of the
denominator.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    case,
    func,
    literal,
    null,
    select,
)
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.scope import EVERYBODY, Asked, Scope
from storage.tables import Child, Person, table_of

Query = Callable[[Asked], Select[Any]]

_child, _person = table_of(Child), table_of(Person)


@dataclass(frozen=True)
class Tally:
    """How many units a month has, and how many of them count."""

    numerator: int
    denominator: int


@dataclass(frozen=True)
class Unit:
    """One thing that a measure counts, with what a list of them shows.

    `state` is what the query found (the answer given, the kind of record); its words are the
    query's own.
    """

    unit_id: str
    counted: bool
    state: str | None
    record_id: str | None
    child_id: str | None
    child_ref: str | None
    person_name: str | None
    held_on: date | None
    child_status: str | None
    person_id: str | None
    team_id: str


def candidates(
    records: CTE,
    unit: ColumnElement[str],
    weight: ColumnElement[int],
    state: ColumnElement[Any] | None = None,
) -> Select[Any]:
    """Return the candidates that stand in `records` (rows of `scope.sent`)."""
    return select(
        records.c.month,
        records.c.team_id,
        unit.label("unit_id"),
        weight.label("weight"),
        (literal(None, String) if state is None else state).label("state"),
        records.c.record_id,
        records.c.child_id,
        records.c.person_id,
        records.c.held_on,
        records.c.held_on.label("since"),
    )


def one_if(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Return 1 where `condition` holds and 0 where it does not."""
    return case((condition, 1), else_=0)


def tally(session: Session, query: Query, scope: Scope) -> dict[Month, Tally]:
    """Return the counts of every month of `scope`, zeros where there is nothing to count."""
    counted = {month: Tally(0, 0) for month in scope.months}
    if not scope.begun:
        return counted
    found = session.connection().execute(_tally(query), scope.values)
    for month, numerator, denominator in found:
        counted[Month.parse(month)] = Tally(numerator, denominator)
    return counted


@cache
def _tally(query: Query) -> Select[Any]:
    row = query(EVERYBODY).subquery("candidate")
    weighty = case((row.c.weight > 0, row.c.unit_id), else_=null())
    return select(
        row.c.month, func.count(weighty.distinct()), func.count(row.c.unit_id.distinct())
    ).group_by(row.c.month)


def units(session: Session, query: Query, scope: Scope) -> tuple[Unit, ...]:
    """Return every unit behind the counts of the months of `scope`, once a month.

    Of a unit's candidates the weightiest and then the newest stands for it. Sorted by child's
    reference, then practitioner's name.
    """
    if not scope.begun:
        return ()
    return tuple(
        Unit(unit_id, bool(counted), *rest)
        for unit_id, counted, *rest in session.connection().execute(_units(query), scope.values)
    )


@cache
def _units(query: Query) -> Select[Any]:
    row = query(EVERYBODY).subquery("candidate")
    nth = func.row_number().over(
        partition_by=(row.c.month, row.c.unit_id),
        order_by=(
            row.c.weight.desc(),
            row.c.since.desc(),
            row.c.record_id,
            row.c.person_id,
            row.c.team_id,
        ),
    )
    first = select(row, nth.label("nth")).subquery("ranked")
    return (
        select(
            first.c.unit_id,
            first.c.weight > 0,
            first.c.state,
            first.c.record_id,
            first.c.child_id,
            _child.c.ref,
            _person.c.name,
            first.c.held_on,
            _child.c.status,
            first.c.person_id,
            first.c.team_id,
        )
        .join(_child, _child.c.id == first.c.child_id, isouter=True)
        .join(_person, _person.c.id == first.c.person_id, isouter=True)
        .where(first.c.nth == 1)
        .order_by(_child.c.ref, _person.c.name, first.c.unit_id)
    )
