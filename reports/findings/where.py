"""Where a share that is low sits: with which practitioners, or in which teams.

By practitioner only who was discussed and who was met: what is claimed of a record, and how deep it
went, is said of no person (docs/measures.md). Of a team by itself that leaves nothing else to say.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from practice.calendar import Month
from reports import kept
from reports.findings.concentration import Place, stands_out, where
from reports.measures import MEASURES, measure
from reports.places import Dimension, Where
from reports.remembered import standing_of_teams
from reports.wording import of_list, say
from storage import people
from storage.measures import Part, Scope, Session

DISCUSSED, HELD = "children.discussed_share", "supervision.held_share"
_NAMED = 3
"""So many teams are named; of more there is the number."""


@dataclass(frozen=True)
class Counted:
    """Whose the units of a month are: by practitioner, by team, and who had no supervision."""

    discussed: tuple[Place, ...]
    unmet: frozenset[str]
    teams: Mapping[str, tuple[Place, ...]]
    names: Mapping[str, str]


def find(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime, only: str = ""
) -> dict[str, Where]:
    """Return, by measure, where most of what does not count is; those that are spread are left out.

    Of every measure, or of `only` one.
    """
    scope = Scope(teams, (period,), as_of)
    stands = standing_of_teams(session, scope)
    return dict(stands.remember(("where", only), lambda: _find(session, scope, only)))


def _find(session: Session, scope: Scope, only: str) -> dict[str, Where]:
    counted = _count(session, scope, only)
    keys = (only,) if only else tuple(measure.key for measure in MEASURES)
    found = {key: _where(key, counted) for key in keys}
    return {key: one for key, one in found.items() if one}


def _count(session: Session, scope: Scope, only: str) -> Counted:
    by_person = only in {"", DISCUSSED}
    keys = (kept.DISCUSSED_OF.key, kept.MET_OF.key)
    parts = kept.parts(session, scope, *keys) if by_person else {key: [] for key in keys}
    asked = (only,) if only else tuple(measure.key for measure in MEASURES)
    several = len(scope.teams) > 1
    of_teams = kept.of_teams(session, scope, *asked) if several else {}
    names = {one.id: one.name for one in people.teams(session, scope.teams)} if several else {}
    met = _places(parts[keys[1]])
    return Counted(
        discussed=_places(parts[keys[0]]),
        unmet=frozenset(place.id for place in met if place.rest),
        teams={
            key: tuple(Place(team, *its[team]) for team in sorted(its))
            for key, its in of_teams.items()
        },
        names=names,
    )


def _places(parts: Iterable[Part]) -> tuple[Place, ...]:
    numbers: dict[str, tuple[int, int]] = {}
    for part in parts:
        rest, of = numbers.get(part.state or "", (0, 0))
        numbers[part.state or ""] = (rest + part.units * (not part.counted), of + part.units)
    return tuple(Place(person, *numbers[person]) for person in sorted(numbers))


def _where(key: str, counted: Counted) -> Where | None:
    if measure(key).direction < 1:
        return None
    teams = counted.teams.get(key, ())
    if key == DISCUSSED:
        return _unmet(counted) or _of_teams(key, teams, counted) or _of_practitioners(counted)
    return _of_teams(key, teams, counted)


def _unmet(counted: Counted) -> Where | None:
    """Return the practitioners who had no supervision, where most of these children are theirs."""
    theirs = [place for place in counted.discussed if place.id in counted.unmet and place.rest]
    if not stands_out(theirs, counted.discussed):
        return None
    told = _told(DISCUSSED, theirs, counted.discussed, "unmet")
    return _made(theirs, counted.discussed, Dimension.PRACTITIONER, told, len(theirs))


def _of_practitioners(counted: Counted) -> Where | None:
    theirs = where(counted.discussed)
    if not theirs:
        return None
    unmet = len({place.id for place in theirs} & counted.unmet)
    told = _told(DISCUSSED, theirs, counted.discussed, "practitioner")
    if unmet:
        told = f"{told} {say('where.some_unmet', n=unmet)}"
    return _made(theirs, counted.discussed, Dimension.PRACTITIONER, told, unmet)


def _of_teams(key: str, teams: Sequence[Place], counted: Counted) -> Where | None:
    theirs = where(teams)
    if not theirs:
        return None
    told = _told(key, theirs, teams, "team")
    if len(theirs) <= _NAMED:
        names = ", ".join(sorted(counted.names[place.id] for place in theirs))
        told = f"{told.removesuffix('.')}: {names}."
    return _made(theirs, teams, Dimension.TEAM, told)


def _told(key: str, theirs: Collection[Place], every: Iterable[Place], how: str) -> str:
    count, of = (sum(place.rest for place in places) for places in (theirs, every))
    what = of_list(f"{key}.rest", n=of)
    return say(f"where.{how}", n=count, what=what, k=len(theirs))


def _made(
    theirs: Collection[Place],
    every: Iterable[Place],
    dimension: Dimension,
    text: str,
    unmet: int = 0,
) -> Where:
    count, of = (sum(place.rest for place in places) for places in (theirs, every))
    ids = tuple(sorted(place.id for place in theirs if place.rest))
    return Where(count, of, dimension, ids, text, unmet)
