"""Assessments, section 47 enquiries and conferences, row by row: what follows each is no sum."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlmodel import Session

from practice.calendar import Month
from storage.listing import listed
from storage.measures.council_team import TOP, of_teams, team_of
from storage.measures.scope import EVERYBODY, Scope
from storage.tables import Assessment, Conference, Section47, table_of

_assessment, _enquiry = table_of(Assessment), table_of(Section47)
_conference = table_of(Conference)

FOLLOWS_WITHIN = timedelta(days=60)
"""A conference that names no enquiry follows the child's last one, begun no longer before it."""
_LOOK_BACK = timedelta(days=366)
"""So long before the months asked about may an enquiry have begun that a conference names."""


@dataclass(frozen=True)
class Assessed:
    """An assessment that was authorised in a month."""

    month: Month
    ref: str
    team_id: str
    started_on: date
    authorised_on: date
    child_seen_on: date | None


def assessments(session: Session, scope: Scope) -> list[Assessed]:
    """Return the assessments of the teams that were authorised in the months of `scope`."""
    rows = session.connection().execute(_assessments(), scope.values).all() if scope.begun else ()
    months = {str(month): month for month in scope.begun}
    return [Assessed(months[month], *told) for month, *told in rows]


@cache
def _assessments() -> Select[Any]:
    months, row, team = EVERYBODY.calendar, _assessment.c, team_of(_assessment)
    days = (row.started_on, row.authorised_on, row.child_seen_on)
    return (
        select(months.c.month, row.ref, team, *days)
        .join(months, row.authorised_on.between(months.c.first, months.c.last))
        .where(of_teams(EVERYBODY, _assessment, row.authorised_on))
    )


def tells_seen(session: Session, scope: Scope) -> bool:
    """Say whether any assessment of the council tells when its child was seen.

    Of those that were authorised in the months of `scope`: where none does, the file has no such
    column, and nobody knows that a child was not seen.
    """
    days = {"since": scope.months[0].first, "until": scope.today}
    return session.connection().execute(_TELLS_SEEN, days).first() is not None


@dataclass(frozen=True)
class Enquiry:
    """A section 47 enquiry; `began_on` is the earlier day of its start and strategy discussion."""

    ref: str
    child_ref: str
    team_id: str | None
    started_on: date
    began_on: date


@dataclass(frozen=True)
class Held:
    """A conference and the enquiry that it followed, where one can be told; whose it is."""

    ref: str
    team_id: str | None
    held_on: date
    enquiry: Enquiry | None


@dataclass(frozen=True)
class Followed:
    """The enquiries of teams and the conferences held, by the moment that was asked about.

    `conferences` are those of the teams' enquiries; one of no enquiry is the whole council's.
    """

    enquiries: Sequence[Enquiry]
    conferences: Sequence[Held]


def followed(session: Session, scope: Scope) -> Followed:
    """Return the enquiries that the teams began in the months of `scope`, and what followed.

    Conferences are all those held since, and in those months: after an enquiry of the same child
    that they name, else after the child's last one within `FOLLOWS_WITHIN`.
    """
    if not scope.begun:
        return Followed((), ())
    since = scope.begun[0].first
    days = {"since": since - _LOOK_BACK, "until": scope.today, "from_on": since}
    values = {**days, "teams": listed(scope.teams)}
    connection = session.connection()
    teams, top = frozenset(scope.teams), connection.scalar(select(TOP))
    enquired, conferred = _EVERY if top in teams else _OF_TEAMS
    rows = [_enquired(*row) for row in connection.execute(enquired, values).all()]
    held = connection.execute(conferred, values).all()
    named, of_child = {row.ref: row for row in rows}, _by_child(rows)
    conferences = [
        _held(ref, day, _followed_by(day, child, named.get(enquiry), of_child[child]), top)
        for ref, enquiry, child, day in held
    ]
    return Followed(
        [row for row in rows if row.team_id in teams and row.started_on >= since],
        [of for of in conferences if of.team_id in teams],
    )


def _held(ref: str, held_on: date, enquiry: Enquiry | None, top: str | None) -> Held:
    return Held(ref, enquiry.team_id if enquiry else top, held_on, enquiry)


def _enquired(
    ref: str, child_ref: str, team_id: str | None, started_on: date, strategy_on: date | None
) -> Enquiry:
    return Enquiry(ref, child_ref, team_id, started_on, min(started_on, strategy_on or started_on))


def _by_child(rows: Sequence[Enquiry]) -> defaultdict[str, list[Enquiry]]:
    found = defaultdict[str, list[Enquiry]](list)
    for row in sorted(rows, key=lambda row: (row.began_on, row.ref)):
        found[row.child_ref].append(row)
    return found


def _followed_by(
    held_on: date, child: str, named: Enquiry | None, of_child: Sequence[Enquiry]
) -> Enquiry | None:
    if named and named.child_ref == child and named.began_on <= held_on:
        return named
    near = [row for row in of_child if held_on - FOLLOWS_WITHIN <= row.began_on <= held_on]
    return near[-1] if near else None


_row = _enquiry.c
_ENQUIRIES = select(
    _row.ref,
    _row.child_ref,
    team_of(_enquiry),
    _row.started_on,
    _row.strategy_discussion_on,
).where(_row.started_on.between(bindparam("since"), bindparam("until")))
_CONFERENCES = select(
    _conference.c.ref, _conference.c.enquiry_ref, _conference.c.child_ref, _conference.c.held_on
).where(_conference.c.held_on.between(bindparam("from_on"), bindparam("until")))
_EVERY = (_ENQUIRIES, _CONFERENCES)
_theirs = _enquiry.alias("theirs").c
_children = select(_theirs.child_ref).where(
    EVERYBODY.by_teams(_theirs.team_id),
    _theirs.started_on.between(bindparam("since"), bindparam("until")),
)
_OF_TEAMS = (
    _ENQUIRIES.where(_row.child_ref.in_(_children)),
    _CONFERENCES.where(_conference.c.child_ref.in_(_children)),
)
"""Of the children of whom the teams began any: of others, nothing that followed is theirs."""
_TELLS_SEEN = (
    select(_assessment.c.id)
    .where(
        _assessment.c.authorised_on.between(bindparam("since"), bindparam("until")),
        _assessment.c.child_seen_on.is_not(None),
    )
    .limit(1)
)
