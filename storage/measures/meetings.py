"""Supervisions held, and how long they took."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, String, and_, cast, exists, func, literal, select
from sqlmodel import Session

from practice.calendar import Month
from storage.children import not_ended, open_on
from storage.listing import one_of
from storage.measures.counting import one_if
from storage.measures.days import month_number
from storage.measures.scope import EVERYBODY, QUARTER, Asked, Scope
from storage.tables import Involvement, Person, Supervision, Team, table_of

_involvement, _supervision = table_of(Involvement), table_of(Supervision)
_person = table_of(Person)
_team, _other = table_of(Team), _involvement.alias("not_ended")


def open_involvements(asked: Asked) -> CTE:
    """Return the involvements that were open on any day of a month: month, worker, child."""
    return asked.once("open_involvement", lambda: _open_involvements(asked))


def _open_involvements(asked: Asked) -> CTE:
    months = asked.calendar
    # What ended before the months is much, and no index is asked for either of two conditions.
    of_teams = select(_other.c.id).where(asked.by_teams(_other.c.team_id))
    return (
        select(
            months.c.month,
            _involvement.c.team_id,
            _involvement.c.person_id,
            _involvement.c.child_id,
            _involvement.c.started_on.label("since"),
        )
        .join(
            months,
            open_on(months.c.first, months.c.last),
        )
        .where(
            _involvement.c.id.in_(not_ended(of_teams, _other.c.ended_on, asked.since)),
            asked.about(_involvement.c.child_id),
            asked.of(_involvement.c.person_id),
        )
        .cte("open_involvement")
    )


def sent_meetings(asked: Asked) -> CTE:
    """Return the teams' meetings held in a month and sent by the moment, with that month."""
    return asked.once("meeting", lambda: _sent_meetings(asked))


def _sent_meetings(asked: Asked) -> CTE:
    months = asked.calendar
    return (
        select(months.c.month, _supervision)
        .join(months, _supervision.c.held_on.between(months.c.first, months.c.last))
        .where(
            asked.by_teams(_supervision.c.team_id),
            asked.within(_supervision.c.held_on),
            _supervision.c.sent_at <= asked.moment,
            asked.of(_supervision.c.practitioner_id),
        )
        .cte("meeting")
    )


def first_meeting(session: Session, scope: Scope) -> date | None:
    """Return the day of the first meeting of the teams that was sent by `as_of`; None for none.

    Their records begin with it, so the months before it have nothing to say.
    """
    # A look-up for each team: together, all their meetings would be read.
    first = (
        select(_supervision.c.held_on)
        .where(_supervision.c.team_id == _team.c.id, _supervision.c.sent_at <= EVERYBODY.moment)
        .order_by(_supervision.c.held_on)
        .limit(1)
        .scalar_subquery()
    )
    of_team = select(first.label("held_on")).where(EVERYBODY.by_teams(_team.c.id)).subquery()
    found: date | None = session.scalar(select(func.min(of_team.c.held_on)), scope.values)
    return found


def last_meetings(session: Session, scope: Scope, ids: Collection[str]) -> dict[str, date]:
    """Return, by practitioner of these, the day of the last supervision by the end of `scope`."""
    last = (
        select(_supervision.c.held_on)
        .where(
            _supervision.c.practitioner_id == _person.c.id,
            _supervision.c.held_on <= scope.months[-1].last,
            _supervision.c.sent_at <= EVERYBODY.moment,
        )
        .order_by(_supervision.c.held_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(_person.c.id, last).where(_person.c.id.in_(ids))
    rows = session.connection().execute(statement, scope.values)
    return {person_id: day for person_id, day in rows if day is not None}


def months_with_a_case(
    session: Session, scope: Scope, ids: Collection[str]
) -> dict[str, set[Month]]:
    """Return, by practitioner of these, in which months of `scope` they had a case on any day."""
    months, found = EVERYBODY.calendar, defaultdict[str, set[Month]](set)
    statement = (
        select(_involvement.c.person_id, months.c.month)
        .join(months, open_on(months.c.first, months.c.last))
        .where(one_of(_involvement.c.person_id, ids))
        .distinct()
    )
    for person_id, month in session.connection().execute(statement, scope.values) if ids else ():
        found[person_id].add(Month.parse(month))
    return found


def held(asked: Asked) -> Select[Any]:
    """Select practitioners with an open involvement; those with a meeting in the month count."""
    due, met = open_involvements(asked), sent_meetings(asked)
    return select(
        due.c.month,
        due.c.team_id,
        due.c.person_id.label("unit_id"),
        one_if(met.c.id.is_not(None)).label("weight"),
        literal(None, String).label("state"),
        literal(None, String).label("record_id"),
        literal(None, String).label("child_id"),
        due.c.person_id,
        met.c.held_on,
        due.c.since,
    ).join(
        met,
        and_(met.c.month == due.c.month, met.c.practitioner_id == due.c.person_id),
        isouter=True,
    )


def on_agreed_days(asked: Asked) -> Select[Any]:
    """Select meetings of which the agreed day of the next is in a month; those met by then count.

    Of days that have come, and agreed at most three months before.
    """
    months, met, later = asked.calendar, _supervision.c, _supervision.alias("later")
    in_time = exists().where(
        later.c.practitioner_id == met.practitioner_id,
        later.c.held_on > met.held_on,
        later.c.held_on <= met.next_on,
        later.c.sent_at <= asked.moment,
    )
    nobody = literal(None, String)
    return (
        select(
            months.c.month,
            met.team_id,
            met.id.label("unit_id"),
            one_if(in_time).label("weight"),
            nobody.label("state"),
            nobody.label("record_id"),
            nobody.label("child_id"),
            met.practitioner_id.label("person_id"),
            met.held_on,
            met.held_on.label("since"),
        )
        .join(months, met.next_on.between(months.c.first, months.c.last))
        .where(
            asked.by_teams(met.team_id),
            met.held_on.between(asked.quarter_before, asked.until),
            month_number(months.c.first) - month_number(met.held_on) <= QUARTER,
            met.sent_at <= asked.moment,
        )
    )


def lengths(asked: Asked) -> Select[Any]:
    """Select the meetings whose minutes were given; none count. State: the minutes."""
    met = sent_meetings(asked).alias("length")
    return select(
        met.c.month,
        met.c.team_id,
        met.c.id.label("unit_id"),
        literal(0).label("weight"),
        cast(met.c.minutes, String).label("state"),
        literal(None, String).label("record_id"),
        literal(None, String).label("child_id"),
        met.c.practitioner_id.label("person_id"),
        met.c.held_on,
        met.c.held_on.label("since"),
    ).where(met.c.minutes.is_not(None))
