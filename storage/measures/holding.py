"""Which of several groups of teams have tallies that do not hold: asked of all of them at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session

from practice.calendar import Month
from storage.measures.parts import Kept
from storage.measures.scope import Scope
from storage.measures.tallying import COUNCIL, at, counting, counts_now, is_present, spots, whole_of
from storage.tables import TallyMonth, table_of

_month = table_of(TallyMonth)
_council = _month.alias("of_council")

Numbers = dict[tuple[str, date], int]
"""By place and first day of a month."""


def stale_wholes(
    session: Session, measures: Sequence[Kept], scopes: Sequence[Scope]
) -> list[Scope]:
    """Return those of which the teams' tallies together do not hold, each with those months alone.

    They are of the same months and the same moment; none where something is dated after that.
    """
    one = scopes[0]
    if not one.begun or not is_present(session, one):
        return []
    places = {whole_of(scope): scope for scope in scopes}
    now = counting(measures, one)
    held = _numbers(session, _UNTOUCHED, tuple(places), one.begun, now)
    touched = [m for m in one.begun if any((place, m.first) not in held for place in places)]
    made = _numbers(session, _MADE, tuple(places), touched, now)
    teams = sorted({team for scope in scopes for team in scope.teams})
    changes = _numbers(session, _CHANGES, teams, touched, {})

    def holds(place: str, month: Month) -> bool:
        spot, of = (place, month.first), [(team, month.first) for team in places[place].teams]
        if spot in held:
            return True
        known = [changes[team] for team in of if team in changes]
        return spot in made and len(known) == len(of) and made[spot] == sum(known)

    return list(_but_held(places.items(), holds))


def _but_held(
    places: Iterable[tuple[str, Scope]], holds: Callable[[str, Month], bool]
) -> Iterator[Scope]:
    for place, scope in places:
        months = tuple(month for month in scope.begun if not holds(place, month))
        if months:
            yield replace(scope, months=months)


def _numbers(
    session: Session,
    query: Select[Any],
    places: Sequence[str],
    months: Sequence[Month],
    more: Mapping[str, Any],
) -> Numbers:
    if not months:
        return {}
    found = session.connection().execute(query, {**spots(places, months), **more})
    return {(place, first): number for place, first, number in found}


_of = (_month.c.place, _month.c.first_on)
_UNTOUCHED = (
    select(*_of, _month.c.changes)
    .join(_council, _council.c.first_on == _month.c.first_on)
    .where(_council.c.place == COUNCIL, _council.c.changes == _month.c.changes)
    .where(at(_month), counts_now())
)
_MADE = select(*_of, _month.c.made_of).where(at(_month), counts_now())
_CHANGES = select(*_of, _month.c.changes).where(at(_month))
