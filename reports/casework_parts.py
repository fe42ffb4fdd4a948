"""What some months of a figure of the council's own files are made of, where that is known.

Contacts by what kind each is, contacts and referrals by team and by what their file says of them,
and enquiries by team: of the others nothing is known of parts.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from practice.letters import alike, usual_spelling
from practice.true_contacts import SetAside
from reports import kept
from reports.casework.followed import COHORT, cohort
from reports.casework.measures import RECORDED
from reports.casework.wording import say
from reports.findings.watched import Parts
from reports.statistics.contribution import Ratio
from storage.measures import BY_CATEGORY, Scope, Session, by_category

_BLANK = 0.1
_OF_FILE = {"source": "source", "reason": "reason", "threshold_met": "threshold"}
"""What a change is looked at by, from the columns of its file."""
Names = Callable[[], Mapping[str, str]]
"""The names of the teams, by id, read where anybody asks."""
_KINDS = {
    None: "new",
    SetAside.ON_OPEN_CASE.value: "on_open_case",
    SetAside.DUPLICATE.value: "duplicate",
}


def follows_contacts(key: str) -> bool:
    """Say whether a figure is made of enquiries, whose changes are counted by themselves."""
    return key == COHORT


def parts_of(session: Session, scope: Scope, key: str, names: Names) -> Parts:
    """Return what the months of `scope` are made of; `names` gives those of the teams, by id."""
    made = _MADE.get(key)
    found = dict(made(session, scope, names)) if made else {}
    if key in BY_CATEGORY:
        found |= _categories(session, scope, key, names)
    return found


def _categories(session: Session, scope: Scope, key: str, names: Names) -> Parts:
    """Return what a figure of contacts or referrals is made of, by what is told of nearly all."""
    found: dict[str, dict[str, Ratio]] = defaultdict(dict)
    rows, blank, called = 0, Counter[str](), names()
    for one in by_category(session, key, scope):
        rows += one.rows
        told = {_OF_FILE[column]: value for column, value in one.told.items()}
        for dimension, value in {"team": called.get(one.team_id), **told}.items():
            written = " ".join((value or "").split())
            blank[dimension] += 0 if written else one.rows
            of, name = found[dimension], written or not_said(dimension)
            n, m = of.get(name, Ratio(0, 0))
            of[name] = Ratio(n + one.counted, m + one.rows)
    # A column that came empty in some months would pass for what the change is made of.
    told_of = {name: of for name, of in found.items() if blank[name] <= _BLANK * rows}
    return {name: of if name == "team" else _as_one(of) for name, of in told_of.items()}


def _as_one(of: Mapping[str, Ratio]) -> dict[str, Ratio]:
    """Return categories with those as one that differ in capitals alone, as most rows write it."""
    spelt: dict[str, dict[str, Ratio]] = defaultdict(dict)
    for name, ratio in of.items():
        spelt[alike(name)][name] = ratio
    return {
        usual_spelling({name: ratio.denominator for name, ratio in every.items()}): Ratio(
            sum(ratio.numerator for ratio in every.values()),
            sum(ratio.denominator for ratio in every.values()),
        )
        for every in spelt.values()
    }


def not_said(dimension: str) -> str:
    """Return what stands for what a file does not say of a row."""
    return say(f"parts.{dimension}")


def _standing(session: Session, scope: Scope, _names: Names) -> Parts:
    found: dict[str, int] = defaultdict(int)
    for part in kept.parts(session, scope, RECORDED.key)[RECORDED.key]:
        found[say(f"standing.{_KINDS[part.state]}")] += part.units
    return {"standing": {name: Ratio(n, 1) for name, n in found.items()}}


def _teams(session: Session, scope: Scope, names: Names) -> Parts:
    """Return how many enquiries of each team led to a conference, of those old enough."""
    if len(scope.teams) == 1:
        return {}
    found = cohort(session, scope)
    return {"team": {names()[team]: Ratio(led, ripe) for team, (led, ripe) in found.items()}}


_MADE: Mapping[str, Callable[[Session, Scope, Names], Parts]] = {
    RECORDED.key: _standing,
    COHORT: _teams,
}
