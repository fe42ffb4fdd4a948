"""What some months of a figure of the council's own files are made of, where that is known.

Contacts by what kind each is, and enquiries by team: of the others no parts are kept.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping

from practice.true_contacts import SetAside
from reports import kept
from reports.casework.assessments import COHORT, cohort
from reports.casework.measures import RECORDED
from reports.casework.wording import say
from reports.findings.watched import Parts
from reports.statistics.contribution import Ratio
from storage.measures import Scope, Session

_KINDS = {
    None: "new",
    SetAside.ON_OPEN_CASE.value: "on_open_case",
    SetAside.DUPLICATE.value: "duplicate",
}


def parts_of(session: Session, scope: Scope, key: str, names: Mapping[str, str]) -> Parts:
    """Return what the months of `scope` are made of; `names` are those of the teams, by id."""
    made = _MADE.get(key)
    return made(session, scope, names) if made else {}


def _standing(session: Session, scope: Scope, _names: Mapping[str, str]) -> Parts:
    found: dict[str, int] = defaultdict(int)
    for part in kept.parts(session, scope, RECORDED.key)[RECORDED.key]:
        found[say(f"standing.{_KINDS[part.state]}")] += part.units
    return {"standing": {name: Ratio(n, 1) for name, n in found.items()}}


def _teams(session: Session, scope: Scope, names: Mapping[str, str]) -> Parts:
    """Return how many enquiries of each team led to a conference, of those old enough."""
    if not names:
        return {}
    found = cohort(session, scope)
    return {"team": {names[team]: Ratio(led, ripe) for team, (led, ripe) in found.items()}}


_MADE: Mapping[str, Callable[[Session, Scope, Mapping[str, str]], Parts]] = {
    RECORDED.key: _standing,
    COHORT: _teams,
}
