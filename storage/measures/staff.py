"""Who works in the teams as a month ends, who left in its year, and the posts there are for them.

In full-time posts: without a number somebody is one. Nought is known: who is employed and works no
hours.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Float,
    Select,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import Session

from practice.access import Role
from practice.terms import Employment
from storage.measures.days import month_number
from storage.measures.scope import Asked
from storage.tables import Establishment, Person, table_of

_person, _establishment = table_of(Person).c, table_of(Establishment).c

AGENCY, PERMANENT, LEFT = "agency", "permanent", "left"
POSTS, VACANT, WITHOUT_POSTS = "posts", "vacant", "without"
_MONTHS = 12


def staff(asked: Asked) -> Select[Any]:
    """Select, by month and team, how many are of each state, and how many posts that is.

    `AGENCY` and `PERMANENT` are who is here as the month ends; of one that runs, today. `LEFT` are
    permanent, and left in the 12 months that end with it. `POSTS` has a team with posts as a unit,
    `VACANT` those that no permanent worker fills, `WITHOUT_POSTS` a team of workers without posts.
    """
    people, posts = _people(asked), _posts(asked)
    of = _of(people.c.state, people.c.n, people.c.fte, people)
    return select("*").select_from(union_all(of, *_of_posts(people, posts)).subquery("staff"))


def _people(asked: Asked) -> CTE:
    """Return by month, team and state how many work there, or left."""
    months = asked.calendar
    begun = or_(_person.started_on.is_(None), _person.started_on <= months.c.last)
    here = and_(begun, or_(_person.left_on.is_(None), _person.left_on > months.c.last))
    ago = month_number(months.c.first) - month_number(_person.left_on)
    left = and_(_person.left_on <= months.c.last, ago.between(0, _MONTHS - 1))
    is_agency = _person.employment == Employment.AGENCY.value
    state = case((left, LEFT), (is_agency, AGENCY), else_=PERMANENT).label("state")
    group = (months.c.month, _person.team_id, state)
    return (
        select(
            *group,
            func.count().label("n"),
            func.sum(func.coalesce(_person.fte, 1.0)).label("fte"),
        )
        .where(or_(here, and_(left, ~is_agency)))
        .where(asked.by_teams(_person.team_id), _person.role != Role.ADMINISTRATOR.value)
        .group_by(*group)
        .cte("of_staff")
    )


def _posts(asked: Asked) -> CTE:
    """Return by month the posts of each team that has any by then."""
    months, team = asked.calendar, _establishment.team_id
    newest = func.row_number().over(
        partition_by=(months.c.month, team), order_by=_establishment.from_month.desc()
    )
    rows = (
        select(months.c.month, team, _establishment.posts, newest.label("nth"))
        .where(month_number(_establishment.from_month) <= month_number(months.c.first))
        .where(asked.by_teams(team))
        .subquery("establishment_of_month")
    )
    return select(rows.c.month, rows.c.team_id, rows.c.posts).where(rows.c.nth == 1).cte("posts")


def _of_posts(people: CTE, posts: CTE) -> tuple[Select[Any], ...]:
    permanent = people.alias("permanent")
    vacant = posts.c.posts - func.coalesce(permanent.c.fte, 0.0)
    one = literal(1)
    filled = and_(_alike(permanent, posts), permanent.c.state == PERMANENT)
    here = people.c.state.in_((AGENCY, PERMANENT))
    return (
        _of(literal(POSTS, String), one, posts.c.posts, posts),
        _of(literal(VACANT, String), one, case((vacant > 0, vacant), else_=0.0), posts).select_from(
            posts.join(permanent, filled, isouter=True)
        ),
        _of(literal(WITHOUT_POSTS, String), one, literal(0.0, Float), people)
        .select_from(people.join(posts, _alike(people, posts), isouter=True))
        .where(here, posts.c.team_id.is_(None))
        .distinct(),
    )


def _alike(one: Any, other: Any) -> ColumnElement[bool]:  # noqa: ANN401 - rows by month and team
    return and_(one.c.month == other.c.month, one.c.team_id == other.c.team_id)


def _of(state: Any, units: Any, amount: Any, rows: CTE) -> Select[Any]:  # noqa: ANN401 - columns
    named = (state.label("state"), units.label("units"), literal(0).label("records"))
    return select(rows.c.month, rows.c.team_id, *named, amount.label("amount"))


def anybody_left(session: Session) -> bool:
    """Say whether the council tells of anybody when they left."""
    left = select(_person.id).where(_person.left_on.is_not(None)).limit(1)
    return session.connection().execute(left).first() is not None
