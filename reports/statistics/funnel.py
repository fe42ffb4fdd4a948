"""How teams spread about what all of them come to: the limits of a funnel plot.

Spiegelhalter D J, "Funnel plots for comparing institutional performance", Stat Med 2005;24:1185-
1202: shares on the arcsine scale; where teams differ more than chance makes them, the limits widen
by that much (the multiplicative overdispersion, of scores winsorised at a tenth).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist, fmean

from reports.statistics.contribution import Ratio
from reports.statistics.intervals import is_few

FEWEST_TEAMS = 5
"""With fewer, what is usual of teams is not known."""
_WINSORISED = 0.1
_INNER, _OUTER = (NormalDist().inv_cdf(1 - tail / 2) for tail in (0.05, 0.002))


class Place(StrEnum):
    """Where a team lies. ABOVE and BELOW are beyond the outer limits: each is a question.

    FEW is a team with fewer than twenty to count, of which nothing is said.
    """

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    FEW = "few"


@dataclass(frozen=True)
class Team:
    """A team's share, where it lies, and the 95% and 99.8% limits for as many as it counts."""

    name: str
    ratio: Ratio
    inner: tuple[float, float]
    outer: tuple[float, float]
    place: Place

    @property
    def share(self) -> float:
        """Its share from 0 to 1."""
        return self.ratio.numerator / self.ratio.denominator


@dataclass(frozen=True)
class Funnel:
    """The share of all teams together, and each team by its name: an order that ranks nobody.

    `spread` is how many times as much teams differ as chance alone would make them, 1 at least;
    the limits are that much wider.
    """

    share: float
    spread: float
    teams: tuple[Team, ...]

    @property
    def questions(self) -> tuple[Team, ...]:
        """The teams beyond the outer limits."""
        return tuple(team for team in self.teams if team.place in {Place.ABOVE, Place.BELOW})

    def limits(self, count: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the 95% and the 99.8% limits of a team that counts so many, at least one."""
        inner, outer = (_limits(count, self.share, z * self.spread**0.5) for z in (_INNER, _OUTER))
        return inner, outer


def funnel(teams: Mapping[str, Ratio]) -> Funnel | None:
    """Return the funnel of teams that count something; None of fewer than five with twenty each.

    A team outside is a question: which children, what work comes there, how it is recorded.
    """
    counting = {name: ratio for name, ratio in teams.items() if ratio.denominator}
    told = [ratio for ratio in counting.values() if not is_few(ratio.denominator)]
    if len(told) < FEWEST_TEAMS:
        return None
    share = sum(r.numerator for r in counting.values()) / sum(
        r.denominator for r in counting.values()
    )
    spread = _spread([_score(ratio, share) for ratio in told])
    placed = (_placed(name, counting[name], share, spread) for name in sorted(counting))
    return Funnel(share, spread, tuple(placed))


def _score(ratio: Ratio, share: float) -> float:
    """Return by how many standard errors a team lies from the share of all."""
    own = ratio.numerator / ratio.denominator
    return 2 * math.sqrt(ratio.denominator) * (_angle(own) - _angle(share))


def _angle(share: float) -> float:
    return math.asin(math.sqrt(share))


def _spread(scores: Sequence[float]) -> float:
    """Return the overdispersion; one extreme team is pulled in, for it shall not hide itself."""
    ordered = sorted(scores)
    cut = max(1, round(len(ordered) * _WINSORISED))
    low, high = ordered[cut], ordered[-1 - cut]
    return max(1.0, fmean(min(max(score, low), high) ** 2 for score in ordered))


def _placed(name: str, ratio: Ratio, share: float, spread: float) -> Team:
    inner, outer = (_limits(ratio.denominator, share, z * spread**0.5) for z in (_INNER, _OUTER))
    own = ratio.numerator / ratio.denominator
    place = Place.ABOVE if own > outer[1] else Place.BELOW if own < outer[0] else Place.WITHIN
    return Team(name, ratio, inner, outer, Place.FEW if is_few(ratio.denominator) else place)


def _limits(count: float, share: float, z: float) -> tuple[float, float]:
    reach = z / (2 * math.sqrt(count))
    low, high = max(_angle(share) - reach, 0.0), min(_angle(share) + reach, math.pi / 2)
    return math.sin(low) ** 2, math.sin(high) ** 2
