"""The lists that a finding of the records leads to, where it is of one part of a service."""

from collections.abc import Iterable, Iterator

from reports import kept
from reports.finding import Finding
from reports.findings.made_of import AREA, TEAM
from reports.selection import ALL
from reports.tallies import Counted
from reports.view import Listed
from storage import people
from storage.measures import Scope, Session


def of_findings(
    session: Session, counted: Counted, signals: Iterable[Finding]
) -> dict[str, tuple[Listed, ...]]:
    """Return, by measure of the records, the list of the part that it moved in.

    Of one that did not move in one part above all others there is none.
    """
    found = {
        one.measure: tuple(_of_part(session, counted, one.measure, place_of(one)))
        for one in signals
        if one.measure in counted.figures
    }
    return {key: lists for key, lists in found.items() if lists}


def place_of(found: Finding) -> str:
    """Return the part of the service that a finding is of, or that most of it is in."""
    most = (part.value for part in found.most if part.dimension in {TEAM, AREA})
    return found.part or next(most, "")


def _of_part(session: Session, counted: Counted, key: str, name: str) -> Iterator[Listed]:
    team = people.team_by_name(session, name) if name else None
    if team is None:
        return
    teams = tuple(people.team_and_descendants(session, team.id))
    scope = Scope(teams, (counted.period,), counted.as_of)
    if n := sum(part.units for part in kept.parts(session, scope, key)[key]):
        yield Listed(key, ALL, n, name, team_id=team.id)
