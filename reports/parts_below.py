"""The parts of a council right below a team: what each of them comes to, month by month.

A service of four areas is looked at area by area, an area team by team: what moves in one of them
alone is too little to move the whole. Each comes to what its own summary says of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from practice.calendar import Month
from reports import history, kept, right_below
from reports.casework import figures
from reports.casework.amounts import Amounts, Counting, Covered
from reports.casework.assessments import Teams
from reports.findings.made_of import AREA, TEAM
from reports.findings.watched import Monthly, Parts, Watched
from reports.statistics.contribution import Ratio
from storage import measures as queries
from storage import people
from storage.measures import Scope, Session

_APART = 0.1
"""By so much what the parts come to may miss what all of it comes to."""
_TENTHS = 10_000
"""Posts are counted in parts of one, and what is taken apart is whole numbers."""


@dataclass(frozen=True)
class Below:
    """A team right below, with those below it in turn, and its months of every figure, by key.

    `names` are those of all these teams.
    """

    name: str
    names: tuple[str, ...]
    months: Mapping[str, tuple[Monthly, ...]]


def below(session: Session, scope: Scope) -> tuple[Below, ...]:
    """Return the teams right below the one that `scope` is of, by name, in all its months.

    None where it has one alone, or more than are looked at one by one.
    """
    top = people.topmost(session, scope.teams)
    found = right_below.of_team(session, top[0]) if len(top) == 1 else []
    if not found:
        return ()
    covered = figures.covered(session, scope, queries.imported(session))
    followed = figures.with_what_followed_below(Counting(session, scope, {}, covered))
    made = (_below(session, replace(scope, teams=teams), covered, followed) for teams in found)
    return tuple(sorted(made, key=attrgetter("name")))


def _below(
    session: Session,
    own: Scope,
    covered: Covered,
    followed: Mapping[Teams, Mapping[str, Amounts]],
) -> Below:
    found = kept.of_months(session, own)
    records = history.of_records(found, own, queries.first_meeting(session, own))
    files = figures.months(Counting(session, own, found, covered), followed.get(Teams(own.teams)))
    names = {one.id: one.name for one in people.teams(session, own.teams)}
    top = people.topmost(session, own.teams)[0]
    return Below(names[top], tuple(names.values()), {**records, **files})


def with_parts(
    parts: Parts, below: Sequence[Below], whole: Watched, months: Collection[Month]
) -> Parts:
    """Return what months of a figure are made of, with what each part below makes of it.

    By area where there are teams below the parts: from its teams, if what each makes is known.
    """
    if not below:
        return parts
    dimension = AREA if any(len(one.names) > 1 for one in below) else TEAM
    if TEAM not in parts:
        found = _made_of(below, whole, months)
    else:
        found = _by_area(parts[TEAM], below) if dimension == AREA else {}
    return {**parts, dimension: found} if found else parts


def _by_area(teams: Mapping[str, Ratio], below: Sequence[Below]) -> Mapping[str, Ratio]:
    areas = {team: one.name for one in below for team in one.names}
    found: dict[str, Ratio] = {}
    for team, (counted, of) in teams.items():
        area = areas.get(team, team)
        n, m = found.get(area, Ratio(0, 0))
        found[area] = Ratio(n + counted, m + of)
    return found


def _made_of(
    below: Sequence[Below], whole: Watched, months: Collection[Month]
) -> Mapping[str, Ratio]:
    """Return what months are made of by part; {} where that is not known, or does not add up.

    What is in none of the parts, or in several, would pass for what a change is made of.
    """
    if whole.unit == "days" or any(whole.key not in one.months for one in below):
        return {}
    every = _together(whole, whole.months, months)
    found = {one.name: _together(whole, one.months[whole.key], months) for one in below}
    counted, of = (sum(each) for each in zip(*found.values(), strict=True))
    adds_up = abs(counted - every.numerator) <= _APART * every.numerator
    return found if adds_up and abs(of - every.denominator) <= _APART * of else {}


def _together(whole: Watched, months: Iterable[Monthly], asked: Collection[Month]) -> Ratio:
    known = [one for one in whole.known(months) if one.period in asked]
    counted = sum(one.numerator or 0 for one in known)
    if whole.unit == "count":
        return Ratio(round(counted), 1)
    of = sum(one.denominator or 0 for one in known)
    return Ratio(round(counted * _TENTHS), round(of * _TENTHS))
