"""Where a funnel plot's limits run and its teams lie: coordinates only, the template draws them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reports.between_teams import Row, Spread, say, share
from reports.statistics.funnel import Funnel, Place
from reports.team_counts import together

WIDTH, HEIGHT = 320, 206
LEFT, RIGHT, TOP, BOTTOM = 42, 308, 12, 162
_STEPS = 40
_ROOM = 1.08
_HALF = 0.5
_MOST_TICKS = 5


@dataclass(frozen=True)
class Mark:
    """A team at its place; `label` is its name where it lies outside, which its shape says too."""

    x: float
    y: float
    place: Place | None
    label: str
    ends: bool

    @property
    def is_outside(self) -> bool:
        """Whether it lies beyond the limits."""
        return bool(self.label)

    @property
    def is_few(self) -> bool:
        """Whether it has too few to say anything of it."""
        return self.place is Place.FEW


@dataclass(frozen=True)
class FunnelChart:
    """A plot of shares from 0% to 100% by how many each team counts.

    `outer` and `inner` are the limits as SVG point lists, upper and lower; `mean` is the height of
    what all teams come to. `name` is unique within a page.
    """

    name: str
    title: str
    description: str
    outer: tuple[str, str]
    inner: tuple[str, str]
    mean: float
    marks: tuple[Mark, ...]
    levels: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]


def funnel_chart(spread: Spread) -> FunnelChart | None:
    """Return the plot of a measure's spread; None where it has no limits."""
    drawn = spread.funnel
    if drawn is None:
        return None
    most = max(row.ratio.denominator for row in spread.rows) * _ROOM

    def across(count: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * count / most, 1)

    counts = [most * step / _STEPS for step in range(1, _STEPS + 1)]
    return FunnelChart(
        name="funnel-" + spread.key.replace(".", "-").replace("_", "-"),
        title=say("chart.title", label=spread.label),
        description=_description(spread, drawn),
        outer=_lines(counts, across, lambda count: drawn.limits(count)[1]),
        inner=_lines(counts, across, lambda count: drawn.limits(count)[0]),
        mean=_height(drawn.share),
        marks=tuple(_mark(row, across(row.ratio.denominator)) for row in spread.rows),
        levels=tuple((_height(level / 4), f"{level * 25}%") for level in range(5)),
        ticks=tuple((across(n), str(n)) for n in _ticks(most)),
    )


def _lines(
    counts: Sequence[float],
    across: Callable[[float], float],
    limits: Callable[[float], tuple[float, float]],
) -> tuple[str, str]:
    ends = [(across(count), limits(count)) for count in counts]
    lower = " ".join(f"{x},{_height(low)}" for x, (low, _) in ends)
    upper = " ".join(f"{x},{_height(high)}" for x, (_, high) in ends)
    return upper, lower


def _mark(row: Row, x: float) -> Mark:
    height = _height(row.ratio.numerator / row.ratio.denominator)
    label = row.team.name if row.is_outside else ""
    return Mark(x, height, row.place, label, ends=x > LEFT + (RIGHT - LEFT) * _HALF)


def _ticks(most: float) -> list[int]:
    """Return some round numbers from nought to the most that a team counts."""
    rounds = (base * 10**power for power in range(7) for base in (1, 2, 5))
    step = next((one for one in rounds if most / one <= _MOST_TICKS), int(most))
    return list(range(0, int(most) + 1, step))


def _height(value: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value, 1)


def _description(spread: Spread, drawn: Funnel) -> str:
    every = together([row.ratio for row in spread.rows])
    few = sum(row.place is Place.FEW for row in spread.rows)
    names = [f"{row.team.name}, {row.told}" for row in spread.questions]
    outside = say("chart.outside", names="; ".join(names)) if names else say("chart.nobody")
    within = sum(team.place is Place.WITHIN for team in drawn.teams)
    told = say(
        "chart.description", share=share(every), within=within, n=len(spread.rows), outside=outside
    )
    return f"{told} {say('chart.few', n=few)}" if few else told
