"""What the teams of a summary come to together in a month, put together from blocks of its teams.

A change is of one team: what the other blocks come to is remembered, in memory, until one of theirs
changes. So a large council is put together again by little more work than a small one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlmodel import Session

from storage.lru_cache import LruCache
from storage.measures.council_team import records_opened
from storage.measures.parts import Kept, Tallied, by_team, merged, part
from storage.measures.scope import ONLY_SHARED, Scope
from storage.measures.tallying import Parts, at, files_changes, kept_parts, recipe, spots
from storage.measures.whose import ByMonth, add_units, kept_units, named, units_of
from storage.tables import TallyLeftOut, TallyMonth, table_of

_month, _left_out = table_of(TallyMonth), table_of(TallyLeftOut)

BLOCK = 32
"""So many teams are put together at once."""
_known = LruCache["Together"](512)

Shared = tuple[str, str]
"""CHILD or PERSON, and who it is."""


@dataclass(frozen=True)
class Together:
    """What teams come to: by measure its parts, not closed yet; and what each of them has."""

    parts: Parts
    units: ByMonth


def together(session: Session, measures: Sequence[Kept], scope: Scope) -> Together:
    """Return what the teams of `scope`, which is of one month, come to by their own tallies.

    All of these must hold.
    """
    parts: Parts = {measure.key: [] for measure in measures}
    units: ByMonth = {}
    for block in _blocks(session, tuple(measures), scope):
        for key, more in block.parts.items():
            parts[key] += more
        add_units(units, block.units)
    return Together({of.key: of.close(merged(parts[of.key])) for of in measures}, units)


def _blocks(session: Session, measures: tuple[Kept, ...], scope: Scope) -> Iterator[Together]:
    connection, here = session.connection(), spots(scope.teams, scope.months)
    changes: dict[str, int] = {}
    changes.update((team, number) for team, number in connection.execute(_CHANGES, here))
    shared_by = defaultdict[Shared, set[str]](set)
    for kind, unit_id, team in connection.execute(_SHARED, here):
        shared_by[kind, unit_id].add(team)
    stands = (records_opened(session), files_changes(session), recipe(measures), scope.today)
    for teams, shared in _split(scope, shared_by):
        involved = sorted({*teams, *(team for of in shared.values() for team in of)})
        told = (tuple(teams), tuple(sorted(shared)), tuple((t, changes[t]) for t in involved))
        key = (*stands, scope.months, told)
        yield _known.get(key, partial(_made, session, measures, scope, teams, list(shared)))


def _split(
    scope: Scope, shared: Mapping[Shared, set[str]]
) -> Iterator[tuple[list[str], dict[Shared, set[str]]]]:
    """Yield blocks of teams, each with those whom its teams alone share; then all other shared."""
    teams = sorted(scope.teams)
    number = {team: place // BLOCK for place, team in enumerate(teams)}
    within = defaultdict[int, dict[Shared, set[str]]](dict)
    for who, of in shared.items():
        blocks = {number[team] for team in of}
        within[blocks.pop() if len(blocks) == 1 else -1][who] = of
    for start in range(0, len(teams), BLOCK):
        yield teams[start : start + BLOCK], within[start // BLOCK]
    yield [], within[-1]


def _made(
    session: Session,
    measures: tuple[Kept, ...],
    scope: Scope,
    teams: Sequence[str],
    shared: Sequence[Shared],
) -> Together:
    """Return what these teams' own tallies come to, and those whom several of them share."""
    (month,) = scope.months
    tallied = [measure for measure in measures if isinstance(measure, Tallied)]
    parts = kept_parts(session, measures, teams, [month])
    units = kept_units(session, tallied, teams, [month])
    for kind in sorted({kind for kind, _ in shared}):
        of_kind = tuple(measure for measure in measures if measure.shared_by == kind)
        who = {(month, unit_id) for of, unit_id in shared if of == kind}
        rows = session.connection().execute(by_team(of_kind, ONLY_SHARED[kind]), named(scope, who))
        found = rows.all()
        for row in found:
            rest = (row.state, row.counted, row.units, row.records, row.amount)
            parts[row.measure].append(part(month, *rest))
        keys = {measure.key for measure in tallied}
        add_units(units, units_of(row for row in found if row.measure in keys))
    return Together({key: merged(of) for key, of in parts.items()}, units)


_CHANGES = select(_month.c.place, _month.c.changes).where(at(_month))
_SHARED = select(_left_out.c.kind, _left_out.c.unit_id, _left_out.c.place).where(at(_left_out))
