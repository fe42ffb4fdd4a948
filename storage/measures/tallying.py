"""What measures come to, by month: from the tallies that are kept, or counted where none hold.

A materialised view (docs/decisions/0038-tallies-are-kept-by-team-and-month.md): of the teams of a
summary together, else of each of them, else of nobody. What is read here is always what a full
count gives at the same moment.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

from sqlalchemy import ColumnElement, FromClause, and_, case, func, literal, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.parts import Kept, Part, Tallied, added_up, in_month, merged, part
from storage.measures.scope import Scope
from storage.measures.sharing import CHILD
from storage.tables import NewestChange, Tally, TallyLeftOut, TallyMonth, table_of

_tally, _month, _left_out = table_of(Tally), table_of(TallyMonth), table_of(TallyLeftOut)
_newest = table_of(NewestChange)

Parts = dict[str, list[Part]]


def parts(
    session: Session, measures: Sequence[Kept], scope: Scope, only: Collection[str] = ()
) -> Parts:
    """Return, by measure, the parts of every begun month of `scope`.

    `measures` are all that are kept together, `only` the keys of those asked for, if not all are.
    """
    asked = [measure for measure in measures if not only or measure.key in only]
    whole = fresh_wholes(session, measures, scope)
    found = _kept(session, asked, (whole_of(scope),), whole)
    rest = but(scope, whole)
    if rest.months:
        for key, more in parts_of_teams(session, measures, rest, asked).items():
            found[key] += more
    return found


def parts_of_teams(
    session: Session, measures: Sequence[Kept], scope: Scope, asked: Iterable[Kept]
) -> Parts:
    """Return the parts of `asked` from the tallies of each team by itself, or counted."""
    fresh = fresh_months(session, measures, scope)
    kept = replace(scope, months=tuple(month for month in scope.begun if month in fresh))
    rest = but(scope, fresh)
    found = _kept(session, asked, scope.teams, fresh)
    left = _left_out_of(session, kept) if kept.months else {}
    for measure in asked:
        parts = found[measure.key]
        if isinstance(measure, Tallied) and (who := left.get(measure.shared_by)):
            parts += _of_shared(session, measure, kept, who)
        if rest.months:
            parts += added_up(session, measure.parts(rest))
        found[measure.key] = measure.close(merged(parts))
    return found


def but(scope: Scope, months: Collection[Month]) -> Scope:
    """Return a scope of the other begun months."""
    return replace(scope, months=tuple(month for month in scope.begun if month not in months))


def _kept(
    session: Session, measures: Iterable[Kept], places: Sequence[str], months: Collection[Month]
) -> Parts:
    """Return what the tallies of these places and months add up to."""
    found: Parts = {measure.key: [] for measure in measures}
    if not months:
        return found
    row = _tally.c
    group = (row.measure, row.first_on, row.state, row.counted)
    sums = (func.sum(row.units), func.sum(row.records), func.sum(row.amount))
    statement = (
        select(*group, *sums)
        .where(at(_tally, places, months), row.measure.in_(list(found)))
        .group_by(*group)
    )
    for key, first_on, *rest in session.connection().execute(statement):
        found[key].append(part(Month.of(first_on), *rest))
    return found


def _left_out_of(session: Session, scope: Scope) -> Mapping[str, set[tuple[Month, str]]]:
    """Return, by CHILD and PERSON, whom the teams' tallies leave out, each with the month."""
    row = _left_out.c
    statement = select(row.kind, row.first_on, row.unit_id)
    found: dict[str, set[tuple[Month, str]]] = {}
    here = at(_left_out, scope.teams, scope.months)
    for kind, first_on, unit_id in session.connection().execute(statement.where(here)):
        found.setdefault(kind, set()).add((Month.of(first_on), unit_id))
    return found


def _of_shared(
    session: Session, measure: Tallied, scope: Scope, who: Collection[tuple[Month, str]]
) -> Iterator[Part]:
    """Yield the parts of those whom more than one team has a part in, counted together."""
    ids = frozenset(unit_id for _, unit_id in who)
    of_child = measure.shared_by == CHILD
    only = replace(
        scope,
        months=tuple(sorted({month for month, _ in who})),
        children=ids if of_child else None,
        people=None if of_child else ids,
    )
    named = {in_month(str(month), unit_id) for month, unit_id in who}
    yield from added_up(session, measure.only(only, named))


# --- whether what is kept holds ---


def fresh_wholes(session: Session, measures: Sequence[Kept], scope: Scope) -> frozenset[Month]:
    """Return the begun months of which the tallies of the teams of `scope` together hold."""
    changes = changes_of(session, scope)
    statement = select(_month.c.first_on, _month.c.made_of).where(
        at(_month, (whole_of(scope),), changes), counts_now(measures, scope)
    )
    if not changes:
        return frozenset()
    made = session.connection().execute(statement)
    return frozenset(month for first_on, n in made if changes[month := Month.of(first_on)] == n)


def changes_of(session: Session, scope: Scope) -> dict[Month, int]:
    """Return how often the begun months changed of which every team has a row.

    None where something is dated after the moment of `scope`: tallies are of all that is stored.
    """
    if not scope.begun or not is_present(session, scope):
        return {}
    statement = (
        select(_month.c.first_on, func.sum(_month.c.changes))
        .where(at(_month, scope.teams, scope.begun))
        .group_by(_month.c.first_on)
        .having(func.count() == len(set(scope.teams)))
    )
    found = session.connection().execute(statement)
    return {Month.of(first_on): int(changes) for first_on, changes in found}


def fresh_months(session: Session, measures: Sequence[Kept], scope: Scope) -> frozenset[Month]:
    """Return the begun months of which the tallies of every team of `scope` by itself hold."""
    if not scope.begun or not is_present(session, scope):
        return frozenset()
    statement = (
        select(_month.c.first_on)
        .where(at(_month, scope.teams, scope.begun), holds(measures, scope))
        .group_by(_month.c.first_on)
        .having(func.count() == len(set(scope.teams)))
    )
    return frozenset(Month.of(row[0]) for row in session.connection().execute(statement))


def is_present(session: Session, scope: Scope) -> bool:
    """Say whether nothing that could count is dated after the moment of `scope`."""
    found = select(_newest.c.id).where(_newest.c.at <= scope.moment)
    return session.connection().execute(found).first() is not None


def holds(measures: Sequence[Kept], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that the tallies of a team by itself are of what is stored now."""
    return and_(_month.c.made_of == _month.c.changes, counts_now(measures, scope))


def counts_now(measures: Sequence[Kept], scope: Scope) -> ColumnElement[bool]:
    """Return the condition that tallies count these measures, up to the day that is asked about."""
    until = case((_month.c.last_on < scope.today, _month.c.last_on), else_=literal(scope.today))
    return and_(_month.c.counted_to == until, _month.c.recipe == recipe(tuple(measures)))


def at(table: FromClause, places: Sequence[str], months: Iterable[Month]) -> ColumnElement[bool]:
    """Return the condition that a row is of these places and months."""
    firsts: list[date] = [month.first for month in months]
    return and_(table.c.place.in_(places), table.c.first_on.in_(firsts))


def whole_of(scope: Scope) -> str:
    """Return the place of the teams of `scope` together."""
    return sha256(" ".join(sorted(scope.teams)).encode()).hexdigest()[:32]


@cache
def recipe(measures: tuple[Kept, ...]) -> str:
    """Return a digest of what is kept: keys, and the statements by which it is counted.

    A version of the program that counts otherwise reads no tally of another.
    """
    scope = Scope(("team",), (Month(2026, 3),), datetime(2026, 3, 31, 12, tzinfo=UTC))
    told = []
    for measure in measures:
        made = measure.parts(scope).compile()
        told.append(f"{measure.key} {measure.shared_by} {made} {sorted(made.params.items())}")
    return sha256("\n".join(told).encode()).hexdigest()[:16]
