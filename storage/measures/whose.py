"""Whose the units of a month are: by practitioner, or by team, from tallies where these hold."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.counting import Query
from storage.measures.parts import Kept, Tallied, by_team, in_month
from storage.measures.scope import EVERYBODY, ONLY_SHARED, Asked, Scope
from storage.measures.tallying import at, fresh_months, left_out_of, spots
from storage.tables import Tally, table_of

_tally = table_of(Tally)

ByTeam = dict[str, dict[str, tuple[int, int]]]
"""By measure and team, how many units do not count, of how many."""


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
    fresh = fresh_months(session, measures, scope)
    if len(fresh) < len(scope.begun):
        _add(found, session.connection().execute(_counted(tuple(asked)), scope.values))
        return found
    values = {**spots(scope.teams, fresh), "keys": list(found)}
    _add(found, session.connection().execute(_KEPT, values))
    for kind, who in left_out_of(session, scope).items():
        of_kind = tuple(measure for measure in asked if measure.shared_by == kind)
        if of_kind:
            statement = by_team(of_kind, ONLY_SHARED[kind])
            _add(found, _units(session.connection().execute(statement, _named(scope, who))))
    return found


def _counted(asked: tuple[Tallied, ...]) -> Select[Any]:
    rows = by_team(asked, EVERYBODY).subquery("of_team")
    columns = (rows.c.measure, rows.c.team_id, rows.c.counted)
    return select(*columns, func.sum(rows.c.units)).group_by(*columns)


def _units(rows: Any) -> list[tuple[str, str, bool, int]]:  # noqa: ANN401 - a result's rows
    return [(row.measure, row.team_id, row.counted, row.units) for row in rows]


def _named(scope: Scope, who: set[tuple[Month, str]]) -> dict[str, Any]:
    named = sorted(in_month(str(month), unit_id) for month, unit_id in who)
    ids = sorted({unit_id for _, unit_id in who})
    return {**scope.values, "ids": json.dumps(ids), "named": json.dumps(named)}


def _add(found: ByTeam, rows: Any) -> None:  # noqa: ANN401 - a result's rows
    for key, team_id, counted, units in rows:
        rest, of = found[key].get(team_id, (0, 0))
        found[key][team_id] = (rest + (0 if counted else int(units)), of + int(units))


_KEPT = (
    select(_tally.c.measure, _tally.c.place, _tally.c.counted, func.sum(_tally.c.units))
    .where(at(_tally), _tally.c.measure.in_(bindparam("keys", expanding=True)))
    .group_by(_tally.c.measure, _tally.c.place, _tally.c.counted)
)
