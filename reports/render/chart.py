"""Where the line of a small chart runs: coordinates only, the template draws them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from practice.calendar import Month
from reports.extremes import extremes
from reports.statistics.limits import FEWEST
from reports.statistics.xmr import XmR
from reports.usual_range import drawn_range
from reports.view import Figure, Point
from reports.wording import say, share, shares, short_month, short_span

WIDTH, HEIGHT = 300, 124
LEFT, RIGHT, TOP, BOTTOM = 42, 254, 12, 98


@dataclass(frozen=True)
class Dot:
    """A month that had something to count, at its place; one that is not whole stands alone."""

    x: float
    y: float
    label: str
    is_latest: bool
    is_whole: bool
    is_flagged: bool = False


@dataclass(frozen=True)
class Band:
    """The usual range: where its upper and lower limit and its mean lie on the axis, and its words.

    A limit beyond 0% or 100% is drawn there. `flags` are the words for each month that is flagged.
    """

    top: float
    bottom: float
    mean: float
    words: str
    flags: Mapping[Month, str]


@dataclass(frozen=True)
class Chart:
    """A figure's months as a line on an axis from 0% to 100%; a month without data is a gap.

    `lines` are the unbroken stretches as SVG point lists; a month alone between gaps has only its
    dot, and so has one that is not whole. `name` is unique within a page.
    """

    name: str
    title: str
    description: str
    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    levels: tuple[tuple[float, str], ...]
    first: str
    last: str
    band: Band | None


def chart(figure: Figure) -> Chart:
    """Return the chart of a figure's months."""
    usual = drawn_range(figure)
    band = _band(figure.series, usual) if usual else None
    dots = [_dot(figure.series, index, band) for index in range(len(figure.series))]
    first, last = short_month(figure.series[0].period), short_month(figure.now.period)
    running = figure.now.until is not None
    return Chart(
        name="chart-" + figure.key.replace(".", "-").replace("_", "-"),
        title=say(
            "page.chart_title", label=figure.label, first=first, last=short_span(figure.now.span)
        ),
        description=" ".join([_description(figure.series), *_described(band)]),
        lines=tuple(_stretches(dots)),
        dots=tuple(dot for dot in dots if dot),
        levels=tuple((_height(share), f"{share:.0%}") for share in (0.0, 0.5, 1.0)),
        first=first,
        last=say("span.share", now=last) if running else last,
        band=band,
    )


def _band(series: Sequence[Point], usual: XmR) -> Band:
    upper, lower, mean = (
        min(max(end or 0.0, 0.0), 1.0) for end in (usual.upper, usual.lower, usual.mean)
    )
    words = say("usual.range", lower=f"{lower:.0%}", upper=f"{upper:.0%}", mean=f"{mean:.0%}")
    if usual.trial:
        words = f"{words} {say('usual.trial', n=usual.now.points, m=FEWEST)}"
    flags = zip(series, usual.flags, usual.ways, strict=True)
    told = {
        point.period: say(f"usual.{flag.name.lower()}_{'up' if way > 0 else 'down'}")
        for point, flag, way in flags
        if flag
    }
    return Band(_height(upper), _height(lower), _height(mean), words, told)


def _described(band: Band | None) -> Iterable[str]:
    if band:
        yield band.words
        yield from (
            say("usual.month", month=short_month(month), flag=flag)
            for month, flag in band.flags.items()
        )


def _dot(series: Sequence[Point], index: int, band: Band | None) -> Dot | None:
    point = series[index]
    if point.value is None or not point.span.has_records:
        return None
    x = LEFT + (RIGHT - LEFT) * index / (len(series) - 1)
    latest = index == len(series) - 1
    flagged = band is not None and point.period in band.flags
    whole = point.span.is_whole
    return Dot(round(x, 1), _height(point.value), share(point), latest, whole, flagged)


def _height(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)


def _stretches(dots: Iterable[Dot | None]) -> Iterable[str]:
    for is_joined, stretch in groupby(dots, key=lambda dot: dot is not None and dot.is_whole):
        points = [f"{dot.x},{dot.y}" for dot in stretch if dot]
        if is_joined and len(points) > 1:
            yield " ".join(points)


def _description(series: Sequence[Point]) -> str:
    parts = [*_told(series[-1])]
    if found := extremes(series):
        for what, point, value in zip(("low", "high"), found, shares(*found), strict=True):
            parts.append(say(f"page.chart_{what}", month=short_span(point.span), value=value))
    if not any(point.denominator or point.hidden for point in series):
        return say("page.chart_empty" if series[-1].has_begun else "page.chart_not_begun")
    if hidden := sum(point.hidden for point in series):
        parts.append(say("page.chart_hidden", n=hidden, m=len(series)))
    if gaps := sum(_is_empty(point) for point in series):
        parts.append(say("page.chart_gap", n=gaps, m=len(series)))
    if early := sum(not point.span.has_records for point in series):
        parts.append(say("page.chart_early", n=early, m=len(series)))
    return " ".join(parts)


def _is_empty(point: Point) -> bool:
    return not point.denominator and point.span.has_records and not point.hidden


def _told(latest: Point) -> Iterable[str]:
    if latest.span.has_records:
        yield say("page.chart_latest", month=short_span(latest.span), value=share(latest))
