"""Where the line of a small chart runs: coordinates only, the template draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.view import Figure, Point, extremes
from reports.wording import percent, say, short_month

WIDTH, HEIGHT = 300, 124
LEFT, RIGHT, TOP, BOTTOM = 42, 254, 12, 98


@dataclass(frozen=True)
class Dot:
    """A month that had something to count, at its place."""

    x: float
    y: float
    label: str
    is_latest: bool


@dataclass(frozen=True)
class Chart:
    """A figure's months as a line on an axis from 0% to 100%; a month without data is a gap.

    `lines` are the unbroken stretches as SVG point lists; a month alone between gaps has only its
    dot. `name` is unique within a page.
    """

    name: str
    title: str
    description: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    levels: tuple[tuple[float, str], ...]
    first: str
    last: str


def chart(figure: Figure) -> Chart:
    """Return the chart of a figure's months."""
    dots = [_dot(figure.series, index) for index in range(len(figure.series))]
    first, last = short_month(figure.series[0].period), short_month(figure.now.period)
    return Chart(
        name="chart-" + figure.key.replace(".", "-").replace("_", "-"),
        title=say("page.chart_title", label=figure.label, first=first, last=last),
        description=_description(figure.series),
        lines=tuple(_stretches(dots)),
        dots=tuple(dot for dot in dots if dot),
        levels=tuple((_height(share), f"{share:.0%}") for share in (0.0, 0.5, 1.0)),
        first=first,
        last=last,
    )


def _dot(series: Sequence[Point], index: int) -> Dot | None:
    value = series[index].value
    if value is None:
        return None
    x = LEFT + (RIGHT - LEFT) * index / (len(series) - 1)
    return Dot(round(x, 1), _height(value), percent(series[index]), index == len(series) - 1)


def _height(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _stretches(dots: Iterable[Dot | None]) -> Iterable[str]:
    for has_data, stretch in groupby(dots, key=lambda dot: dot is not None):
        points = [f"{dot.x},{dot.y}" for dot in stretch if dot]
        if has_data and len(points) > 1:
            yield " ".join(points)


def _description(series: Sequence[Point]) -> str:
    found = extremes(series)
    if found is None:
        return say("page.chart_empty")
    told = zip(("latest", "low", "high"), (series[-1], *found), strict=True)
    parts = [
        say(f"page.chart_{what}", month=short_month(point.period), value=percent(point))
        for what, point in told
    ]
    if gaps := sum(not point.denominator for point in series):
        parts.append(say("page.chart_gap", n=gaps, m=len(series)))
    return " ".join(parts)
