"""Each measure's spread over teams: who lies outside the limits, and what to ask because of it.

Teams stand as they do in the council, never by what they come to: nobody is ranked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from practice.calendar import Month
from prompts.phrases import Phrases
from reports.casework import wording as casework
from reports.casework.measures import CASEWORK
from reports.casework_view import Amount
from reports.measures import MEASURES
from reports.statistics.contribution import Ratio
from reports.statistics.funnel import Funnel, Place, funnel
from reports.team_counts import ByTeam, counted, together
from reports.wording import TEMPLATES, of_measure
from storage import people
from storage.measures import Scope, Session

say = Phrases(TEMPLATES, "between_teams").say
_NOTHING, _ANY = Ratio(0, 0), Month(2000, 1)
_WIDER = 1.5
_BEYOND = 0.002
"""How often chance puts a team beyond the outer limits."""


@dataclass(frozen=True)
class InTree:
    """A team with the names of all above it, from the top: the order in which teams stand."""

    id: str
    name: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A team's share of one measure in words, and those that it is read beside, in their order.

    `place` is None where the measure has no limits.
    """

    team: InTree
    ratio: Ratio
    told: str
    place: Place | None
    beside: tuple[str, ...]

    @property
    def is_outside(self) -> bool:
        """Whether it lies beyond the limits, which is a question."""
        return self.place in {Place.ABOVE, Place.BELOW}

    @property
    def place_told(self) -> str:
        """Where it lies, in words."""
        return say(f"place.{self.place.value if self.place else 'none'}")


@dataclass(frozen=True)
class Spread:
    """A measure over teams; without a funnel where too few teams count enough to have one.

    `beside` names the measures that it must be read beside.
    """

    key: str
    group: str
    label: str
    counts: str
    caution: str
    told: str
    rows: tuple[Row, ...]
    funnel: Funnel | None
    beside: tuple[str, ...]

    @property
    def questions(self) -> tuple[Row, ...]:
        """The teams that lie beyond the limits."""
        return tuple(row for row in self.rows if row.is_outside)


@dataclass(frozen=True)
class _Known:
    """What is known of a measure beside its counts."""

    key: str
    group: str
    label: str
    paired_with: tuple[str, ...]
    caution: str


def tree(session: Session, team_ids: Sequence[str]) -> tuple[InTree, ...]:
    """Return these teams in the order of the tree: each after the one above it, else by name."""
    paths = people.paths_of(session, team_ids)
    above_all = {one for path in paths.values() for one in path}
    every = {one.id: one for one in people.teams(session, above_all)}
    depth = people.paths_of(session, every)
    found = []
    for team_id in team_ids:
        above = sorted(paths[team_id], key=lambda one: len(depth[one]))
        found.append(InTree(team_id, every[team_id].name, tuple(every[one].name for one in above)))
    return tuple(sorted(found, key=lambda one: one.path))


def spreads(session: Session, scope: Scope) -> tuple[Spread, ...]:
    """Return every share's spread over the teams of `scope`, in the months of it.

    A measure of which fewer than two teams count anything has none.
    """
    teams, found = tree(session, scope.teams), counted(session, scope)
    labels = {one.key: one.label for one in _known()}
    return tuple(
        _spread(one, teams, found, labels) for one in _known() if len(found.get(one.key, {})) > 1
    )


def by_chance(looked: Sequence[Spread]) -> float:
    """Return how many teams chance alone would put beyond the limits, of all that were placed."""
    placed = [row for one in looked if one.funnel for row in one.rows if row.place != Place.FEW]
    return len(placed) * _BEYOND


def _known() -> Iterator[_Known]:
    for measure in MEASURES:
        key = measure.key
        label, caution = of_measure(f"{key}.label"), of_measure(f"{key}.caution")
        yield _Known(key, measure.group, label, measure.paired_with, caution)
    for one in CASEWORK:
        caution = casework.say(f"{one.key}.cannot_tell")
        yield _Known(one.key, one.group, casework.label(one.key), one.paired_with, caution)


def _spread(
    known: _Known,
    teams: Sequence[InTree],
    found: Mapping[str, ByTeam],
    labels: Mapping[str, str],
) -> Spread:
    own = found[known.key]
    names = {one.id: one.name for one in teams}
    drawn = funnel({names[team]: ratio for team, ratio in own.items()})
    places = {team.name: team.place for team in drawn.teams} if drawn else {}
    beside = [key for key in known.paired_with if key in found]
    rows = tuple(
        Row(
            team,
            own[team.id],
            share(own[team.id]),
            places.get(team.name),
            tuple(share(found[key].get(team.id, _NOTHING)) for key in beside),
        )
        for team in teams
        if team.id in own
    )
    return Spread(
        key=known.key,
        group=known.group,
        label=known.label,
        counts=_counts(known.key, together(list(own.values()))),
        caution=known.caution,
        told=_told(drawn),
        rows=rows,
        funnel=drawn,
        beside=tuple(labels[key] for key in beside),
    )


def share(ratio: Ratio) -> str:
    """Return a share as people read it: "86%", or "6 of 7" where there are few."""
    value = ratio.numerator / ratio.denominator if ratio.denominator else None
    return casework.told("share", Amount(_ANY, value, *ratio))


def _counts(key: str, all_: Ratio) -> str:
    """Return what the measure counts, of what, with what all teams come to."""
    if key in {one.key for one in MEASURES}:
        of = of_measure(f"{key}.count", n=all_.numerator, m=all_.denominator).rstrip(".")
        return say("counts", of=of, share=share(all_))
    meaning = casework.meaning(key)
    of = say("of", counted=meaning.numerator, out_of=meaning.denominator)
    return say("counts", of=of, share=share(all_))


def _told(drawn: Funnel | None) -> str:
    if drawn is None:
        return say("no_limits")
    if drawn.spread < _WIDER:
        return say("limits")
    return say("wider", times=f"{drawn.spread:.0f}")
