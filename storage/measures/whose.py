"""Whose the units of a month are: by practitioner, or by team, from tallies where these hold."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.counting import Query
from storage.measures.packed import pack, unpack
from storage.measures.parts import Kept, Tallied, by_team, in_month
from storage.measures.scope import EVERYBODY, ONLY_SHARED, Asked, Scope
from storage.measures.tallying import (
    at,
    but,
    fresh_months,
    fresh_wholes,
    left_out_of,
    spots,
    whole_of,
)
from storage.tables import Tally, TallyByTeam, table_of

_tally, _by_team = table_of(Tally), table_of(TallyByTeam)

ByTeam = dict[str, dict[str, tuple[int, int]]]
"""By measure and team, how many units do not count, of how many."""
ByMonth = dict[tuple[str, Month], dict[str, tuple[int, int]]]
"""The same, of each month apart."""
Row = tuple[str, Month, str, bool, int]
Packed = dict[str, Any]


def of_practitioners(measure: Tallied) -> Tallied:
    """Return what is kept of a measure by practitioner: the state of a unit is whose it is."""
    return Tallied(f"{measure.key}.by_person", _by_person(measure.query), measure.shared_by)


def _by_person(query: Query) -> Query:
    def selected(asked: Asked) -> Select[Any]:
        row = query(asked).subquery("of_person")
        columns = ("month", "team_id", "unit_id", "weight", "record_id", "child_id", "since")
        person = row.c.person_id
        return select(*(row.c[name] for name in columns), person, person.label("state"))

    return selected


def of_teams(
    session: Session, measures: Sequence[Kept], scope: Scope, asked: Sequence[Tallied]
) -> ByTeam:
    """Return how many units of each measure `asked` each team has, in the months of `scope`.

    `measures` are all that are kept together. A unit that several teams have a part in is that
    team's in whose name a list shows it.
    """
    found: ByTeam = {measure.key: {} for measure in asked}
    if not asked or not scope.begun:
        return found
    whole = fresh_wholes(session, measures, scope) if is_packed(scope) else frozenset()
    _add_packed(found, session, scope, whole)
    for (key, _), teams in of_months(session, measures, but(scope, whole), asked).items():
        for team, (rest, of) in teams.items():
            _add(found[key], team, rest, of)
    return found


def of_months(
    session: Session, measures: Sequence[Kept], scope: Scope, asked: Sequence[Tallied]
) -> ByMonth:
    """Return as `of_teams` does, each month apart: from the tallies of each team, or counted."""
    found: ByMonth = {}
    if not asked or not scope.begun:
        return found
    if len(fresh_months(session, measures, scope)) < len(scope.begun):
        rows = session.connection().execute(_counted(tuple(asked)), scope.values)
        return _added(found, ((key, Month.parse(month), *rest) for key, month, *rest in rows))
    found = kept_units(session, asked, scope.teams, scope.begun)
    for kind, who in left_out_of(session, scope).items():
        of_kind = tuple(measure for measure in asked if measure.shared_by == kind)
        if of_kind:
            statement = by_team(of_kind, ONLY_SHARED[kind])
            add_units(found, units_of(session.connection().execute(statement, named(scope, who))))
    return found


def kept_units(
    session: Session, asked: Sequence[Tallied], teams: Sequence[str], months: Collection[Month]
) -> ByMonth:
    """Return what the tallies of these teams, each by itself, say of each month."""
    values = {**spots(teams, months), "keys": [measure.key for measure in asked]}
    rows = session.connection().execute(_KEPT, values) if teams else ()
    return _added({}, ((key, Month.of(first), *rest) for key, first, *rest in rows))


def is_packed(scope: Scope) -> bool:
    """Say whether what each team has is kept: of one team alone its tallies say it."""
    return len(scope.teams) > 1


def packed_rows(scope: Scope, measures: Sequence[Tallied], found: ByMonth) -> Iterator[Packed]:
    """Yield a row for each of these measures and each month, of what `of_months` found."""
    for measure in measures:
        for month in scope.begun:
            of = {"measure": measure.key, "first_on": month.first, "place": whole_of(scope)}
            yield {**of, "counts": pack(scope.teams, found.get((measure.key, month), {}))}


def _add_packed(found: ByTeam, session: Session, scope: Scope, months: Collection[Month]) -> None:
    if not months:
        return
    values = {"keys": list(found), **spots((whole_of(scope),), months)}
    packed = defaultdict[str, list[bytes]](list)
    for key, counts in session.connection().execute(_PACKED, values):
        packed[key].append(counts)
    found.update((key, unpack(scope.teams, of)) for key, of in packed.items())


@cache
def _counted(asked: tuple[Tallied, ...]) -> Select[Any]:
    rows = by_team(asked, EVERYBODY).subquery("of_team")
    columns = (rows.c.measure, rows.c.month, rows.c.team_id, rows.c.counted)
    return select(*columns, func.sum(rows.c.units)).group_by(*columns)


def units_of(rows: Iterable[Any]) -> ByMonth:
    """Return what each team has by rows of `by_team`."""
    told = ((r.measure, Month.parse(r.month), r.team_id, r.counted, r.units) for r in rows)
    return _added({}, told)


def add_units(found: ByMonth, more: ByMonth) -> None:
    """Add to `found` what each team has by `more`, which stays as it is."""
    for of, theirs in more.items():
        teams = found.setdefault(of, {})
        if teams.keys().isdisjoint(theirs):
            teams.update(theirs)
            continue
        for team, (rest, every) in theirs.items():
            _add(teams, team, rest, every)


def named(scope: Scope, who: Collection[tuple[Month, str]]) -> dict[str, Any]:
    """Return the values for a statement about these alone, each with the month that is meant."""
    named = sorted(in_month(str(month), unit_id) for month, unit_id in who)
    ids = sorted({unit_id for _, unit_id in who})
    return {**scope.values, "ids": json.dumps(ids), "named": json.dumps(named)}


def _added(found: ByMonth, rows: Iterable[Row]) -> ByMonth:
    for key, month, team, counted, units in rows:
        of = int(units)
        _add(found.setdefault((key, month), {}), team, 0 if counted else of, of)
    return found


def _add(teams: dict[str, tuple[int, int]], team: str, rest: int, of: int) -> None:
    rest_before, of_before = teams.get(team, (0, 0))
    teams[team] = (rest_before + rest, of_before + of)


_of = (_tally.c.measure, _tally.c.first_on, _tally.c.place, _tally.c.counted)
_KEPT = (
    select(*_of, func.sum(_tally.c.units))
    .where(at(_tally), _tally.c.measure.in_(bindparam("keys", expanding=True)))
    .group_by(*_of)
)
_PACKED = select(_by_team.c.measure, _by_team.c.counts).where(
    at(_by_team), _by_team.c.measure.in_(bindparam("keys", expanding=True))
)
