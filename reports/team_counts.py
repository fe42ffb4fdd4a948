"""What each team comes to in some months, of every measure that is a share: so many of so many.

A unit counts once in each month. One in which several teams have a part is that team's in whose
name a list shows it. Of the records, a team's months count from its first supervision on, as they
do in its own summary.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from practice.calendar import Month
from practice.true_contacts import SetAside
from reports import kept
from reports.casework import assessments
from reports.casework.amounts import Amounts, Counting, Covered, units
from reports.casework.measures import CHANGED_WORKER, RECORDED, SHARES
from reports.measures import MEASURES
from reports.statistics.contribution import Ratio
from storage import measures as queries
from storage.measures import Scope, Session

ByTeam = Mapping[str, Ratio]
_ON_OPEN_CASES = "contacts.on_open_cases"
FROM_ROWS = (
    "assessments.within_45_working_days",
    "assessments.child_seen_share",
    "section47.to_conference",
    "conferences.within_15_working_days",
)
"""What is read from rows, team by team: it is kept for no month."""


def counted(session: Session, scope: Scope) -> dict[str, ByTeam]:
    """Return, by measure and team, what the months of `scope` come to; teams without any left out.

    Of the council's own files, only months of which the council has a row are counted.
    """
    of_files = queries.of_teams(session, kept.KEPT, scope, [*SHARES, CHANGED_WORKER])
    by_key: dict[str, dict[str, Ratio]] = {
        key: {team: Ratio(of - rest, of) for team, (rest, of) in teams.items()}
        for key, teams in {**of_files, **_of_records(session, scope)}.items()
    }
    covered = {file: queries.covered(session, file, scope) for file in queries.FILES}
    for team in scope.teams:
        own = replace(scope, teams=(team,))
        for key, ratio in _of_team(session, own, covered).items():
            by_key.setdefault(key, {})[team] = ratio
    return {key: {t: r for t, r in teams.items() if r.denominator} for key, teams in by_key.items()}


def _of_records(session: Session, scope: Scope) -> queries.ByTeam:
    """Return, by measure of the records and team, how many do not count, of how many."""
    records = [measure.kept for measure in MEASURES]
    begins = {team: _begins(session, scope, team) for team in scope.teams}
    if all(scope.months[0] >= month for month in begins.values()):
        return queries.of_teams(session, kept.KEPT, scope, records)
    found: queries.ByTeam = {measure.key: {} for measure in records}
    for month in scope.months:
        apart = queries.of_teams(session, kept.KEPT, replace(scope, months=(month,)), records)
        for key, teams in apart.items():
            for team, (rest, of) in teams.items():
                if begins[team] <= month:
                    before = found[key].get(team, (0, 0))
                    found[key][team] = (before[0] + rest, before[1] + of)
    return found


def _begins(session: Session, scope: Scope, team: str) -> Month:
    """Return the month of a team's first supervision; one that nobody reaches where it has none."""
    first = queries.first_meeting(session, replace(scope, teams=(team,)))
    return Month.of(first or date.max)


def _of_team(session: Session, scope: Scope, covered: Covered) -> dict[str, Ratio]:
    parts = kept.parts(session, scope, RECORDED.key)[RECORDED.key]
    on_open = units(part for part in parts if part.state == SetAside.ON_OPEN_CASE)
    rows = assessments.amounts(Counting(session, scope, {}, covered))
    found = {key: _added(rows[key]) for key in FROM_ROWS}
    return {**found, _ON_OPEN_CASES: Ratio(on_open, units(parts))}


def _added(months: Amounts) -> Ratio:
    known = [one for one in months if one.value is not None]
    return Ratio(
        _sum(one.numerator for one in known),
        _sum(one.denominator for one in known),
    )


def _sum(numbers: Iterable[float | None]) -> int:
    return sum(int(n or 0) for n in numbers)


def together(teams: Sequence[Ratio]) -> Ratio:
    """Return what teams come to together."""
    return Ratio(_sum(t.numerator for t in teams), _sum(t.denominator for t in teams))
