"""Changes of a child's worker, and how many cases each worker leads."""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from practice.terms import InvolvementPart
from storage.children import open_on
from storage.measures.days import month_number
from storage.measures.meetings import open_involvements
from storage.measures.parts import in_month
from storage.measures.scope import PERSON, Asked
from storage.tables import Involvement, Person, table_of

_involvement, _person = table_of(Involvement), table_of(Person)

TWICE = 2
_MONTHS = 12


def changed_worker(asked: Asked) -> Select[Any]:
    """Select children with an open case; those whose lead changed in 12 months count.

    The state is how often, at most `TWICE`. The 12 months end with the month.
    """
    cases, changes = open_involvements(asked), _changes_of_year(asked)
    often = func.coalesce(changes.c.often, 0)
    nobody = literal(None, String)
    return select(
        cases.c.month,
        cases.c.team_id,
        cases.c.child_id.label("unit_id"),
        often.label("weight"),
        cast(case((often >= TWICE, TWICE), else_=often), String).label("state"),
        nobody.label("record_id"),
        cases.c.child_id,
        cases.c.person_id,
        cases.c.since.label("held_on"),
        cases.c.since,
    ).join(
        changes,
        and_(changes.c.month == cases.c.month, changes.c.child_id == cases.c.child_id),
        isouter=True,
    )


def _changes_of_year(asked: Asked) -> CTE:
    """Return, by month and child, how often the lead changed in the 12 months that end with it."""
    months = asked.calendar
    row = changes_of(select(open_involvements(asked).c.child_id))
    age = month_number(months.c.first) - month_number(row.c.changed_on)
    return (
        select(months.c.month, row.c.child_id, func.count().label("often"))
        .join(row, and_(age.between(0, _MONTHS - 1), row.c.changed_on <= months.c.last))
        .group_by(months.c.month, row.c.child_id)
        .cte("changes_of_year")
    )


def changes_of(children: Select[Any]) -> CTE:
    """Return the day of each change of these children's lead: the next began, the last had ended.

    A time that lies within a longer one of somebody else is help beside the lead, whatever the file
    calls it; of two for the same days one is. One that ended on the day it began is none.
    """
    other = _involvement.alias("longer")
    lasts_longer = or_(
        other.c.started_on < _involvement.c.started_on,
        other.c.ended_on > _involvement.c.ended_on,
        and_(other.c.ended_on.is_(None), _involvement.c.ended_on.is_not(None)),
    )
    beside = exists().where(
        other.c.child_id == _involvement.c.child_id,
        other.c.person_id != _involvement.c.person_id,
        _leads(other),
        other.c.started_on <= _involvement.c.started_on,
        or_(other.c.ended_on.is_(None), other.c.ended_on >= _involvement.c.ended_on),
        or_(lasts_longer, other.c.id < _involvement.c.id),
    )
    child, order = _involvement.c.child_id, (_involvement.c.started_on, _involvement.c.id)
    last_id, last_ended = (
        func.lag(column).over(partition_by=child, order_by=order)
        for column in (_involvement.c.person_id, _involvement.c.ended_on)
    )
    lead = (
        select(
            _involvement.c.child_id,
            _involvement.c.person_id,
            _involvement.c.started_on,
            last_id.label("last_id"),
            last_ended.label("last_ended"),
        )
        .where(_leads(_involvement), _involvement.c.child_id.in_(children), ~beside)
        .where(
            or_(
                _involvement.c.ended_on.is_(None),
                _involvement.c.ended_on > _involvement.c.started_on,
            )
        )
        .subquery("lead")
    )
    later = case((lead.c.last_ended > lead.c.started_on, lead.c.last_ended))
    changed_on = func.coalesce(later, lead.c.started_on).label("changed_on")
    is_change = and_(lead.c.last_id != lead.c.person_id, lead.c.last_ended.is_not(None))
    return select(lead.c.child_id, changed_on).where(is_change).cte("change_of_worker")


def _leads(row: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the table, or an alias
    return or_(row.c.part.is_(None), row.c.part == InvolvementPart.LEAD.value)


def cases(asked: Asked) -> Select[Any]:
    """Select, by month and team, the cases that its workers led as it ended.

    Units are the cases, the amount the full-time posts of who led any: without a number one post.
    Of a month that runs, as it is today. A worker in whom several teams have a part is counted
    with one of them.
    """
    months, row = asked.calendar, _involvement.c
    named = in_month(months.c.month, row.person_id)
    of_worker = (
        select(
            months.c.month,
            func.min(row.team_id).label("team_id"),
            func.count(row.child_id.distinct()).label("children"),
            func.coalesce(func.max(_person.c.fte), 1.0).label("posts"),
        )
        .join(_involvement, open_on(months.c.last))
        .join(_person, _person.c.id == row.person_id)
        .where(asked.by_teams(row.team_id), _leads(_involvement), asked.of(row.person_id))
        .where(asked.takes(PERSON, named))
        .group_by(months.c.month, row.person_id)
        .subquery("of_worker")
    )
    columns = (of_worker.c.month, of_worker.c.team_id)
    return select(
        *columns,
        literal(None, String).label("state"),
        func.sum(of_worker.c.children).label("units"),
        literal(0).label("records"),
        func.sum(of_worker.c.posts).label("amount"),
    ).group_by(*columns)
