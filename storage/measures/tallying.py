"""What measures come to, by month: from the tallies that are kept, or counted where none hold.

A materialised view (docs/decisions/0038-tallies-are-kept-by-team-and-month.md): of the teams of a
summary together, else of each of them, else of nobody. What is read here is always what a full
count gives at the same moment.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    select,
)
from sqlmodel import Session

from practice.calendar import Month
from storage.listing import among, listed
from storage.measures.parts import Kept, Part, by_team, in_month, merged, part, together
from storage.measures.scope import BUT_SHARED, EVERYBODY, ONLY_SHARED, Asked, Scope
from storage.tables import FilesChange, NewestChange, Tally, TallyLeftOut, TallyMonth, table_of

_tally, _month, _left_out = table_of(Tally), table_of(TallyMonth), table_of(TallyLeftOut)
_newest = table_of(NewestChange)

Parts = dict[str, list[Part]]
COUNCIL = ""
"""The place to which every change of a month is added."""


def parts(
    session: Session, measures: Sequence[Kept], scope: Scope, only: Collection[str] = ()
) -> Parts:
    """Return, by measure, the parts of every begun month of `scope`.

    `measures` are all that are kept together, `only` the keys of those asked for, if not all are.
    """
    asked = tuple(measure for measure in measures if not only or measure.key in only)
    whole = fresh_wholes(session, measures, scope)
    found = kept_parts(session, asked, (whole_of(scope),), whole)
    rest = but(scope, whole)
    if rest.months:
        for key, more in parts_of_teams(session, measures, rest, asked).items():
            found[key] += more
    return found


def parts_of_teams(
    session: Session, measures: Sequence[Kept], scope: Scope, asked: tuple[Kept, ...]
) -> Parts:
    """Return the parts of `asked` from the tallies of each team by itself, or counted."""
    fresh = fresh_months(session, measures, scope)
    kept = replace(scope, months=tuple(month for month in scope.begun if month in fresh))
    rest = but(scope, fresh)
    found = kept_parts(session, asked, scope.teams, fresh)
    for kind, who in left_out_of(session, kept).items() if kept.months else ():
        of_kind = tuple(measure for measure in asked if measure.shared_by == kind)
        _add(found, count_only(session, of_kind, kept, kind, who))
    if rest.months:
        _add(found, count(session, asked, rest))
    return {measure.key: measure.close(merged(found[measure.key])) for measure in asked}


def count(session: Session, measures: tuple[Kept, ...], scope: Scope) -> Parts:
    """Return the parts of every measure as the records give them, all teams together."""
    return _counted(session, measures, EVERYBODY, scope.values)


def count_only(
    session: Session,
    measures: tuple[Kept, ...],
    scope: Scope,
    kind: str,
    who: Collection[tuple[Month, str]],
) -> Parts:
    """Return the parts of those whom more than one team has a part in, counted together."""
    of = replace(scope, months=tuple(sorted({month for month, _ in who})))
    ids = sorted({unit_id for _, unit_id in who})
    named = sorted(in_month(str(month), unit_id) for month, unit_id in who)
    values = {**of.values, "ids": json.dumps(ids), "named": json.dumps(named)}
    return _counted(session, measures, ONLY_SHARED[kind], values)


def _counted(
    session: Session, measures: tuple[Kept, ...], asked: Asked, values: Mapping[str, Any]
) -> Parts:
    found: Parts = {measure.key: [] for measure in measures}
    if measures:
        rows = session.connection().execute(together(measures, asked), values)
        for key, month, *rest in rows:
            found[key].append(part(Month.parse(month), *rest))
    return found


def _add(found: Parts, more: Parts) -> None:
    for key, parts in more.items():
        found[key] += parts


def but(scope: Scope, months: Collection[Month]) -> Scope:
    """Return a scope of the other begun months."""
    return replace(scope, months=tuple(month for month in scope.begun if month not in months))


def kept_parts(
    session: Session, measures: Sequence[Kept], places: Sequence[str], months: Collection[Month]
) -> Parts:
    """Return what the tallies of these places and months add up to."""
    found: Parts = {measure.key: [] for measure in measures}
    if not months or not places:
        return found
    values = {**spots(places, months), "keys": list(found)}
    for key, first_on, *rest in session.connection().execute(_KEPT, values):
        found[key].append(part(Month.of(first_on), *rest))
    return found


def left_out_of(session: Session, scope: Scope) -> Mapping[str, set[tuple[Month, str]]]:
    """Return, by CHILD and PERSON, whom the teams' tallies leave out, each with the month."""
    found: dict[str, set[tuple[Month, str]]] = {}
    here = spots(scope.teams, scope.months)
    for kind, first_on, unit_id in session.connection().execute(_LEFT_OUT, here):
        found.setdefault(kind, set()).add((Month.of(first_on), unit_id))
    return found


# --- whether what is kept holds ---


def fresh_wholes(session: Session, measures: Sequence[Kept], scope: Scope) -> frozenset[Month]:
    """Return the begun months of which the tallies of the teams of `scope` together hold."""
    if not scope.begun:
        return frozenset()
    now, place = counting(measures, scope), (whole_of(scope),)
    values = {**spots(place, scope.begun), **now}
    rows = session.connection().execute(_UNTOUCHED, values)
    untouched = frozenset(Month.of(row[0]) for row in rows)
    changes = changes_of(session, but(scope, untouched))
    if not changes:
        return untouched
    made = session.connection().execute(_WHOLE, {**spots(place, changes), **now})
    held = (month for first_on, n in made if changes[month := Month.of(first_on)] == n)
    return untouched.union(held)


def changes_of(session: Session, scope: Scope) -> dict[Month, int]:
    """Return how often the begun months changed of which every team has a row.

    None where something is dated after the moment of `scope`: tallies are of all that is stored.
    """
    if not scope.begun:
        return {}
    found = session.connection().execute(_CHANGES, _every(scope))
    return {Month.of(first_on): int(changes) for first_on, changes in found}


def council_changes(session: Session, scope: Scope) -> dict[Month, int]:
    """Return how often the begun months changed anywhere in the council, where that is counted."""
    values = spots((COUNCIL,), scope.begun)
    found = session.connection().execute(_COUNCIL, values) if scope.begun else ()
    return {Month.of(first_on): int(changes) for first_on, changes in found}


def files_changes(session: Session) -> int | None:
    """Return how often anything changed that assessments, enquiries and conferences rest on."""
    found: int | None = session.connection().scalar(_FILES)
    return found


def fresh_months(session: Session, measures: Sequence[Kept], scope: Scope) -> frozenset[Month]:
    """Return the begun months of which the tallies of every team of `scope` by itself hold."""
    if not scope.begun:
        return frozenset()
    values = {**_every(scope), **counting(measures, scope)}
    return frozenset(Month.of(row[0]) for row in session.connection().execute(_FRESH, values))


def fresh_spots(session: Session, measures: Sequence[Kept], scope: Scope) -> set[tuple[str, date]]:
    """Return the teams, each with the first day of a month, whose tallies by themselves hold."""
    values = {**_every(scope), **counting(measures, scope)}
    return {(team, first) for team, first in session.connection().execute(_FRESH_SPOTS, values)}


def is_present(session: Session, scope: Scope) -> bool:
    """Say whether nothing that could count is dated after the moment of `scope`."""
    return session.connection().execute(_PRESENT, scope.values).first() is not None


def at(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row is of the places and months that `spots` gives."""
    firsts: BindParameter[date] = bindparam("firsts", expanding=True)
    return and_(
        among(table.c.place, bindparam("places", type_=String)), table.c.first_on.in_(firsts)
    )


def spots(places: Sequence[str], months: Iterable[Month]) -> dict[str, Any]:
    """Return the values of the parameters of `at`."""
    return {"places": listed(tuple(places)), "firsts": [month.first for month in months]}


def _every(scope: Scope) -> dict[str, Any]:
    how_many = len(set(scope.teams))
    return {**spots(scope.teams, scope.begun), "how_many": how_many, "moment": scope.moment}


def counting(measures: Sequence[Kept], scope: Scope) -> dict[str, Any]:
    """Return the values of the parameters of `counts_now`, and of what is asked beside it."""
    return {"recipe": recipe(tuple(measures)), "today": scope.today, "moment": scope.moment}


def counts_now() -> ColumnElement[bool]:
    """Return the condition that tallies count these measures, up to the day that is asked about."""
    today = bindparam("today", type_=Date)
    until = case((_month.c.last_on < today, _month.c.last_on), else_=today)
    return and_(_month.c.counted_to == until, _month.c.recipe == bindparam("recipe"))


def whole_of(scope: Scope) -> str:
    """Return the place of the teams of `scope` together."""
    return _place(scope.teams)


@lru_cache(maxsize=64)
def _place(teams: tuple[str, ...]) -> str:
    return sha256(" ".join(sorted(teams)).encode()).hexdigest()[:32]


@cache
def recipe(measures: tuple[Kept, ...]) -> str:
    """Return a digest of what is kept: keys, and the statement by which it is counted.

    A version of the program that counts otherwise reads no tally of another.
    """
    shared = [(measure.key, measure.shared_by) for measure in measures]
    made = by_team(measures, BUT_SHARED).compile()
    told = f"{shared} {made} {sorted(made.params.items())}"
    return sha256(told.encode()).hexdigest()[:16]


# --- statements, put together once ---

_KEPT = (
    select(
        *(_OF_PART := (_tally.c.measure, _tally.c.first_on, _tally.c.state, _tally.c.counted)),
        *(func.sum(_tally.c[number]) for number in ("units", "records", "amount")),
    )
    .where(at(_tally), _tally.c.measure.in_(bindparam("keys", expanding=True)))
    .group_by(*_OF_PART)
)
_LEFT_OUT = select(_left_out.c.kind, _left_out.c.first_on, _left_out.c.unit_id).where(at(_left_out))
_PRESENT = select(_newest.c.id).where(_newest.c.at <= bindparam("moment", type_=_newest.c.at.type))
_IS_PRESENT = _PRESENT.exists()
_HOLDS = and_(_month.c.made_of == _month.c.changes, counts_now())
_WHOLE = select(_month.c.first_on, _month.c.made_of).where(at(_month), counts_now())
_of_council = _month.alias("of_council")
_UNTOUCHED = (
    select(_month.c.first_on)
    .join(_of_council, _of_council.c.first_on == _month.c.first_on)
    .where(_of_council.c.place == COUNCIL, _of_council.c.changes == _month.c.changes)
    .where(at(_month), counts_now(), _IS_PRESENT)
)
_COUNCIL = select(_month.c.first_on, _month.c.changes).where(at(_month))
_FILES = select(table_of(FilesChange).c.changes)
_OF_EVERY_TEAM = func.count() == bindparam("how_many", type_=Integer)
_CHANGES = (
    select(_month.c.first_on, func.sum(_month.c.changes))
    .where(at(_month), _IS_PRESENT)
    .group_by(_month.c.first_on)
    .having(_OF_EVERY_TEAM)
)
_FRESH = (
    select(_month.c.first_on)
    .where(at(_month), _HOLDS, _IS_PRESENT)
    .group_by(_month.c.first_on)
    .having(_OF_EVERY_TEAM)
)
_FRESH_SPOTS = select(_month.c.place, _month.c.first_on).where(at(_month), _HOLDS)
