"""Making tallies again where they are stale: counted while others write, stored in short writes."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.blocks import together
from storage.measures.holding import stale_wholes
from storage.measures.parts import Kept, Tallied, by_team, in_month
from storage.measures.scope import BUT_SHARED, CHILD, PERSON, Scope
from storage.measures.sharing import shared
from storage.measures.tallying import (
    COUNCIL,
    Parts,
    at,
    changes_of,
    council_changes,
    fresh_months,
    fresh_spots,
    is_present,
    parts_of_teams,
    recipe,
    whole_of,
)
from storage.measures.tallying import spots as spots_of
from storage.measures.whose import ByMonth, is_packed, of_months, packed_rows
from storage.session import Store
from storage.tables import Tally, TallyByTeam, TallyLeftOut, TallyMonth, table_of

_tally, _month, _left_out = table_of(Tally), table_of(TallyMonth), table_of(TallyLeftOut)
_by_team = table_of(TallyByTeam)

AT_ONCE = 8
"""The months of places that one transaction stores: some 1,000 rows, so that nobody waits long."""

COUNTED_AT_ONCE = 1000
"""The months of places that are counted together: what they come to is held in memory."""

FEW_MONTHS = 3
"""Of no more months are blocks of teams remembered: as many were changed, and may be again soon."""

Rows = Sequence[Mapping[str, Any]]
Spot = tuple[str, date]
"""A place and the first day of a month."""


def keep(store: Store, measures: Sequence[Kept], scopes: Sequence[Scope]) -> None:
    """Make those tallies of `scopes` again that do not hold: of each team, and of all together.

    They are of the same months and the same moment. Counting takes no lock. What is changed
    meanwhile stays stale, and where something is dated after that moment, nothing is kept. Raises
    as Store.writing does.
    """
    with store.reading() as session:
        rests = stale_wholes(session, measures, scopes)
    for rest in rests:
        _keep(store, measures, rest)


def _keep(store: Store, measures: Sequence[Kept], scope: Scope) -> None:
    with store.reading() as session:
        if not is_present(session, scope):
            return
        stale = _stale_teams(session, measures, scope)
        counted = council_changes(session, scope)
    of_council = [(COUNCIL, month.first) for month in scope.begun if month not in counted]
    if stale or of_council:
        with store.writing() as session:
            _add_spots(session, [*stale, *of_council])
    for months, teams in _alike(stale):
        _keep_teams(store, measures, replace(scope, teams=teams, months=months))
    for months in _together(scope):
        _keep_whole(store, measures, replace(scope, months=months))


def _stale_teams(session: Session, measures: Sequence[Kept], scope: Scope) -> list[Spot]:
    fresh = fresh_spots(session, measures, scope)
    every = ((team, month.first) for month in scope.begun for team in scope.teams)
    return [spot for spot in every if spot not in fresh]


def _alike(spots: Iterable[Spot]) -> Iterator[tuple[tuple[Month, ...], tuple[str, ...]]]:
    """Yield the months of which the same teams are stale, with these, so many at once."""
    teams = defaultdict[Month, list[str]](list)
    for team, first_on in spots:
        teams[Month.of(first_on)].append(team)
    months = defaultdict[tuple[str, ...], list[Month]](list)
    for month, theirs in teams.items():
        months[tuple(theirs)].append(month)
    for same, alike in months.items():
        size = max(1, COUNTED_AT_ONCE // len(alike))
        for start in range(0, len(same), size):
            yield tuple(alike), same[start : start + size]


def _together(scope: Scope) -> Iterator[tuple[Month, ...]]:
    """Yield the begun months of a scope, so many at once that its teams are put together of."""
    size = max(1, COUNTED_AT_ONCE // len(scope.teams))
    for start in range(0, len(scope.begun), size):
        yield scope.begun[start : start + size]


def _add_spots(session: Session, spots: Sequence[Spot]) -> None:
    """Let there be a row that changes are marked in, before anything is counted."""
    connection = session.connection()
    rows = [
        {"place": place, "first_on": first, "last_on": Month.of(first).last, "changes": 0}
        for place, first in spots
    ]
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(make(_month).on_conflict_do_nothing(), rows)


def _keep_teams(store: Store, measures: Sequence[Kept], scope: Scope) -> None:
    with store.reading() as session:
        if not is_present(session, scope):
            return
        changes = _changes(session, [(t, m.first) for m in scope.months for t in scope.teams])
        left = _left_out_rows(session, scope)
        tallies = _by_spot(_team_rows(session, measures, scope, left))
    left_out = _by_spot(left)
    for some in _few(sorted(changes)):
        with store.writing() as session:
            now = _changes(session, some)
            unchanged = {spot: n for spot, n in now.items() if n == changes[spot]}
            _store(session, _tally, unchanged, tallies)
            _store(session, _left_out, unchanged, left_out)
            _note(session, measures, scope, unchanged)


def _left_out_rows(session: Session, scope: Scope) -> list[dict[str, Any]]:
    """Return whom several teams have a part in, for each team of `scope` that does."""
    return [
        {"place": team, "first_on": Month.parse(month).first, "kind": kind, "unit_id": unit_id}
        for kind, month, unit_id, team in shared(session, scope)
        if team in scope.teams
    ]


def _team_rows(
    session: Session, measures: Iterable[Kept], scope: Scope, left: Rows
) -> Iterator[dict[str, Any]]:
    """Yield the tallies of each team by itself."""
    names = defaultdict[str, set[str]](set)
    for row in left:
        month = str(Month.of(row["first_on"]))
        names[row["kind"]].add(in_month(month, row["unit_id"]))
    but = {f"but_{kind}": json.dumps(sorted(names[kind])) for kind in (CHILD, PERSON)}
    statement = by_team(tuple(measures), BUT_SHARED)
    found = session.connection().execute(statement, {**scope.values, **but})
    for key, month, team, state, *numbers in found:
        yield _row(team, Month.parse(month), key, state, numbers)


def _row(
    place: str, month: Month, key: str, state: str | None, numbers: Iterable[Any]
) -> dict[str, Any]:
    named = dict(zip(("counted", "units", "records", "amount"), numbers, strict=True))
    spot = {"place": place, "first_on": month.first}
    return {**spot, "measure": key, "state": state or "", **named}


def _keep_whole(store: Store, measures: Sequence[Kept], scope: Scope) -> None:
    """Keep what the teams come to together, of the months of which each by itself is fresh."""
    place = whole_of(scope)
    with store.reading() as session:
        fresh = fresh_months(session, measures, scope)
        now = replace(scope, months=tuple(month for month in scope.months if month in fresh))
        changes = changes_of(session, now)
        everywhere = council_changes(session, now)
        found, units = _come_to(session, measures, now)
    by_team = _by_spot(packed_rows(now, _tallied(measures), units) if is_packed(now) else ())
    rows = _by_spot(
        _row(place, of.month, key, of.state, (of.counted, of.units, of.records, of.amount))
        for key, parts in found.items()
        for of in parts
    )
    for some in _few([(place, month.first) for month in changes]):
        with store.writing() as session:
            _add_spots(session, some)
            _store(session, _tally, some, rows)
            _store(session, _by_team, some, by_team)
            made_of = {spot: changes[Month.of(spot[1])] for spot in some}
            _note(session, measures, scope, made_of)
            _note_council(session, {spot: everywhere.get(Month.of(spot[1]), -1) for spot in some})


def _come_to(session: Session, measures: Sequence[Kept], scope: Scope) -> tuple[Parts, ByMonth]:
    """Return what teams whose tallies hold come to together, and what each of them has."""
    if len(scope.months) > FEW_MONTHS:
        found = parts_of_teams(session, measures, scope, tuple(measures))
        return found, of_months(session, measures, scope, _tallied(measures))
    parts: Parts = {measure.key: [] for measure in measures}
    units: ByMonth = {}
    for month in scope.months:
        found_of = together(session, measures, replace(scope, months=(month,)))
        units.update(found_of.units)
        for key, more in found_of.parts.items():
            parts[key] += more
    return parts, units


def _tallied(measures: Iterable[Kept]) -> list[Tallied]:
    return [measure for measure in measures if isinstance(measure, Tallied)]


def _few(spots: Sequence[Spot]) -> Iterator[Sequence[Spot]]:
    return (spots[start : start + AT_ONCE] for start in range(0, len(spots), AT_ONCE))


def _changes(session: Session, spots: Sequence[Spot]) -> dict[Spot, int]:
    """Return how often each was changed; one whose row was thrown away meanwhile is left out."""
    of = spots_of(sorted({place for place, _ in spots}), {Month.of(first) for _, first in spots})
    found = session.connection().execute(_CHANGES_OF, of)
    changes = {(place, first): n for place, first, n in found}
    return {spot: changes[spot] for spot in spots if spot in changes}


def _by_spot(rows: Iterable[Mapping[str, Any]]) -> dict[Spot, list[Mapping[str, Any]]]:
    found = defaultdict[Spot, list[Mapping[str, Any]]](list)
    for row in rows:
        found[row["place"], row["first_on"]].append(row)
    return found


def _store(
    session: Session,
    table: Table,
    spots: Iterable[Spot],
    by_spot: Mapping[Spot, Rows],
) -> None:
    connection = session.connection()
    spots = list(spots)
    # A look-up each: a list of pairs would be compared with every row.
    gone = delete(table).where(_is_spot(table))
    if spots:
        connection.execute(gone, [_spot(spot) for spot in spots])
    rows = [row for spot in spots for row in by_spot.get(spot, ())]
    if rows:
        connection.execute(insert(table), rows)


def _note(
    session: Session, measures: Sequence[Kept], scope: Scope, made_of: Mapping[Spot, int]
) -> None:
    made = {"recipe": recipe(tuple(measures))}
    rows = [
        {
            **_spot(spot),
            "made_of": changes,
            "counted_to": min(Month.of(spot[1]).last, scope.today),
            **made,
        }
        for spot, changes in made_of.items()
    ]
    if rows:
        session.connection().execute(update(_month).where(_is_spot(_month)), rows)


def _note_council(session: Session, changes: Mapping[Spot, int]) -> None:
    """Keep with what the teams of a summary come to how often the council had changed by then."""
    if changes:
        rows = [{**_spot(spot), "changes": n} for spot, n in changes.items()]
        session.connection().execute(update(_month).where(_is_spot(_month)), rows)


def _is_spot(table: Table) -> ColumnElement[bool]:
    return and_(table.c.place == bindparam("of_place"), table.c.first_on == bindparam("of_month"))


def _spot(spot: Spot) -> dict[str, Any]:
    return {"of_place": spot[0], "of_month": spot[1]}


_CHANGES_OF = select(_month.c.place, _month.c.first_on, _month.c.changes).where(at(_month))
