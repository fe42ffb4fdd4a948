"""Changes of a child's worker, how many cases each worker leads, and who works in the teams."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    extract,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import Session

from practice.access import Role
from practice.calendar import Month
from practice.terms import Employment, InvolvementPart
from storage.children import open_on
from storage.measures.listing import among
from storage.measures.meetings import open_involvements
from storage.measures.scope import EVERYBODY, Asked, Scope
from storage.tables import Establishment, Involvement, Person, table_of

_involvement, _person = table_of(Involvement), table_of(Person)
_establishment = table_of(Establishment)

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
    age = _number(months.c.first) - _number(row.c.changed_on)
    return (
        select(months.c.month, row.c.child_id, func.count().label("often"))
        .join(row, and_(age.between(0, _MONTHS - 1), row.c.changed_on <= months.c.last))
        .group_by(months.c.month, row.c.child_id)
        .cte("changes_of_year")
    )


def changes_of(children: Select[Any]) -> CTE:
    """Return the day of each change of these children's lead: the next began, the last had ended.

    A time that lies within a longer one of somebody else is help beside the lead, whatever the file
    calls it; of two for the same days one is.
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
        .subquery("lead")
    )
    later = case((lead.c.last_ended > lead.c.started_on, lead.c.last_ended))
    changed_on = func.coalesce(later, lead.c.started_on).label("changed_on")
    is_change = and_(lead.c.last_id != lead.c.person_id, lead.c.last_ended.is_not(None))
    return select(lead.c.child_id, changed_on).where(is_change).cte("change_of_worker")


def _leads(row: Any) -> ColumnElement[bool]:  # noqa: ANN401 - the table, or an alias
    return or_(row.c.part.is_(None), row.c.part == InvolvementPart.LEAD.value)


def _number(day: Any) -> Any:  # noqa: ANN401 - a column of days
    return extract("year", day) * _MONTHS + extract("month", day)


@dataclass(frozen=True)
class Caseload:
    """How many cases workers led at the end of a month, and in how many full-time posts.

    A worker without a number is one post.
    """

    month: Month
    children: int
    posts: float


def caseloads(session: Session, scope: Scope) -> list[Caseload]:
    """Return, by month, the cases of all workers of the teams who led any as it ended.

    Of a month that runs, as it is today.
    """
    rows = session.connection().execute(_caseloads(), scope.values) if scope.begun else ()
    return [Caseload(Month.parse(month), int(n), float(posts)) for month, n, posts in rows]


@cache
def _caseloads() -> Select[Any]:
    months = EVERYBODY.calendar
    of = (months.c.month, _involvement.c.person_id)
    children = func.count(_involvement.c.child_id.distinct()).label("children")
    each = (
        select(*of, children, func.max(_person.c.fte).label("fte"))
        .join(_involvement, open_on(months.c.last))
        .join(_person, _person.c.id == _involvement.c.person_id)
        .where(EVERYBODY.by_teams(_involvement.c.team_id), _leads(_involvement))
        .group_by(*of)
        .subquery("caseload")
    )
    posts = func.coalesce(each.c.fte, 1.0)
    return select(each.c.month, func.sum(each.c.children), func.sum(posts)).group_by(each.c.month)


@dataclass(frozen=True)
class Worker:
    """Somebody of a team who is no administrator, and from when until when they work here."""

    team_id: str
    is_agency: bool
    fte: float | None
    started_on: date | None
    left_on: date | None


def workers(session: Session, scope: Scope) -> list[Worker]:
    """Return everybody of the teams but administrators, those who left or are to come too."""
    return [
        Worker(team, employment == Employment.AGENCY, *rest)
        for team, employment, *rest in session.connection().execute(_WORKERS, scope.values)
    ]


def anybody_left(session: Session) -> bool:
    """Say whether the council tells of anybody when they left."""
    left = select(_person.c.id).where(_person.c.left_on.is_not(None)).limit(1)
    return session.connection().execute(left).first() is not None


@dataclass(frozen=True)
class Posts:
    """How many posts a team has from a month on."""

    team_id: str
    from_month: date
    posts: float


def posts(session: Session, scope: Scope) -> Sequence[Posts]:
    """Return the posts of the teams, the earliest month first."""
    return [Posts(*row) for row in session.connection().execute(_POSTS, scope.values)]


_TEAMS = bindparam("teams", type_=String)
_WORKERS = select(
    _person.c.team_id,
    _person.c.employment,
    _person.c.fte,
    _person.c.started_on,
    _person.c.left_on,
).where(among(_person.c.team_id, _TEAMS), _person.c.role != Role.ADMINISTRATOR.value)
_POSTS = (
    select(_establishment.c.team_id, _establishment.c.from_month, _establishment.c.posts)
    .where(among(_establishment.c.team_id, _TEAMS))
    .order_by(_establishment.c.from_month)
)
