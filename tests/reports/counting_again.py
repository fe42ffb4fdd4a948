"""Comparing what is kept with a full count, after every change."""

import json as plain
from dataclasses import replace

from sqlmodel import Session

from practice.calendar import Month
from reports import kept
from reports.casework.amounts import Counting
from reports.casework.doubts import doubts
from reports.casework.figures import added_by_change, what_followed
from reports.casework.figures import covered as covered_by
from reports.findings import where
from reports.kept import KEPT
from reports.measures import MEASURES
from storage import measures as queries
from storage import people
from storage.measures import Part, Scope
from storage.measures.parts import merged
from storage.measures.tallying import count
from storage.session import Store, stores_nothing
from tests.reports.changing import Changing


def changing(store: Store, council: Changing, changes: int) -> None:
    """Change a council so often; every time, compare a part of it before and after making again."""
    for number in range(changes):
        deed = council.change()
        team = council.rng.choice(council.teams)
        told = f"change {number}, {deed}"
        assert_is_full_count(store, council, council.top, told)
        for place in (council.top, team):
            kept.bring_up_to_date(store, place, Month.of(council.today), council.now)
        assert_is_full_count(store, council, team, f"{told}, made again")


def assert_is_full_count(store: Store, council: Changing, team: str, told: str) -> None:
    with store.reading() as session:
        teams = tuple(people.team_and_descendants(session, team))
        scope = Scope(teams, council.months, council.now)
        found = kept.parts(session, scope)
        counted = count(session, KEPT, scope)
        for measure in KEPT:
            full = comparable(measure.close(merged(counted[measure.key])))
            assert comparable(found[measure.key]) == full, f"{measure.key} after {told}"
        for known in council.rng.sample(MEASURES, 3):
            counted_so = known.tallies(session, scope)
            assert kept.tallies(found[known.key], scope.months) == counted_so, known.key
        assert_teams_are_full_counts(session, council, scope, told)
        assert_remembered_as_if_worked_out(session, scope, told)


def assert_teams_are_full_counts(
    session: Session, council: Changing, scope: Scope, told: str
) -> None:
    """Compare what each team has of some measures in some months with the units themselves."""
    months = council.rng.sample(scope.months, min(3, len(scope.months)))
    asked = council.rng.sample(MEASURES, 3)
    of = replace(scope, months=tuple(sorted(months)))
    found = kept.of_teams(session, of, *(known.key for known in asked))
    for known in asked:
        counted = dict[str, tuple[int, int]]()
        for unit in known.units(session, of):
            rest, every = counted.get(unit.team_id, (0, 0))
            counted[unit.team_id] = (rest + (not unit.counted), every + 1)
        assert found[known.key] == counted, f"{known.key} by team after {told}"


def assert_remembered_as_if_worked_out(session: Session, scope: Scope, told: str) -> None:
    """Compare what is remembered of the newest month with the same worked out anew."""
    assert stores_nothing(session)
    remembered = _worked_out(session, scope)
    session.info["stores_nothing"] = False
    assert remembered == _worked_out(session, scope), f"remembered after {told}"


def _worked_out(session: Session, scope: Scope) -> tuple[object, ...]:
    month = scope.months[-1]
    covered = covered_by(session, scope, queries.imported(session))
    counting = Counting(session, scope, {}, covered)
    files = (doubts(session, scope), what_followed(counting), added_by_change(counting))
    return where.find(session, scope.teams, month, scope.as_of), *files


def comparable(parts: list[Part]) -> set[tuple[object, ...]]:
    return {
        (one.month, rounded(one.state), one.counted, one.units, one.records, round(one.amount, 9))
        for one in parts
    }


def rounded(state: str | None) -> str | None:
    """Return a state; of an estimate, without what the order of adding up leaves behind."""
    if not state or not state.startswith("{"):
        return state
    texts = plain.loads(state)
    return str({key: round(v, 9) if isinstance(v, float) else v for key, v in texts.items()})
