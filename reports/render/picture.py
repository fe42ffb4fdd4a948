"""A figure's chart as a picture, for a channel that shows no drawing: the same lines and marks.

Pillow is loaded by whoever asks for a picture; its own font stands in the package, so nothing is
fetched. The ink is dark on white, whatever the screen, and no mark is told by colour alone.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reports.render.chart import HEIGHT, LEFT, RIGHT, WIDTH, Chart, Dot, chart
from reports.view import Figure, Summary

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_SCALE = 3
# A value such as "12 of 17" stands beside the last month.
_BESIDE = 40
_PAPER, _INK, _QUIET, _LINE = "#ffffff", "#0b0c0c", "#4a524d", "#cdd5cf"
_ACCENT, _SIGNAL, _RANGE = "#0b5c3e", "#9a3412", "#d9e3dc"
_COLOURS = 32
_DASH = 3
_FEWEST = 2
_FIRST = ("outcomes.improving_share", "outcomes.rated_share", "children.discussed_share")


@dataclass(frozen=True)
class Picture:
    """A chart as PNG, what it is of, and what it shows in words."""

    png: bytes
    title: str
    words: str


def of_summary(summary: Summary) -> Picture | None:
    """Return the chart that goes with a summary's first sentences; None where there is none.

    Of the first figure that a question is about, else of who is better, rated or discussed: the
    first of these that has two months to draw.
    """
    keys = [*(one.about for one in summary.questions), *_FIRST]
    figures = [figure for key in keys for figure in summary.figures if figure.key == key]
    drawn = next((figure for figure in figures if _has_a_line(figure)), None)
    return None if drawn is None else of_figure(drawn)


def _has_a_line(figure: Figure) -> bool:
    counted = (point for point in figure.series if point.denominator and point.span.has_records)
    return sum(1 for _ in counted) >= _FEWEST


def of_figure(figure: Figure) -> Picture:
    """Return the chart of a figure as a picture."""
    drawn = chart(figure)
    return Picture(_png(drawn), drawn.title, f"{drawn.title}. {drawn.description}")


def _png(drawn: Chart) -> bytes:
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loaded where a picture is made

    image = Image.new("RGB", ((WIDTH + _BESIDE) * _SCALE, HEIGHT * _SCALE), _PAPER)
    pen = _Pen(ImageDraw.Draw(image))
    _draw_band(pen, drawn)
    for y, label in drawn.levels:
        pen.line([(LEFT, y), (RIGHT, y)], _LINE, 1)
        pen.text((LEFT - 6, y), label, "rm")
    pen.text((LEFT, HEIGHT - 10), drawn.first, "lm")
    pen.text((RIGHT, HEIGHT - 10), drawn.last, "rm")
    for line in drawn.lines:
        pairs = (pair.split(",") for pair in line.split())
        pen.line([(float(x), float(y)) for x, y in pairs], _ACCENT, 2)
    for dot in drawn.dots:
        _draw_dot(pen, dot)
    written = BytesIO()
    image.quantize(_COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()


class _Pen:
    """Draws at the chart's own coordinates."""

    def __init__(self, draw: "ImageDraw") -> None:
        self._draw = draw

    def line(self, points: list[tuple[float, float]], colour: str, width: int) -> None:
        """Draw a line through points."""
        self._draw.line(_scaled(points), colour, width * _SCALE, joint="curve")

    def shape(self, points: list[tuple[float, float]], fill: str, edge: str) -> None:
        """Draw a shape with these corners."""
        self._draw.polygon(_scaled(points), fill, edge, _SCALE)

    def circle(self, x: float, y: float, r: float, fill: str) -> None:
        """Draw a circle with an edge in the accent's colour."""
        corners = _scaled([(x - r, y - r), (x + r, y + r)])
        self._draw.ellipse(corners, fill, _ACCENT, _SCALE)

    def text(
        self, at: tuple[float, float], words: str, anchor: str, size: int = 12, colour: str = _QUIET
    ) -> None:
        """Write words at a place; `anchor` says which of their corners lies there."""
        self._draw.text(_scaled([at])[0], words, colour, _font(size * _SCALE), anchor)


def _scaled(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(x * _SCALE, y * _SCALE) for x, y in points]


@cache
def _font(size: int) -> Any:  # noqa: ANN401 - one of two kinds, as Pillow was built
    from PIL import ImageFont  # noqa: PLC0415 - loaded where a picture is made

    return ImageFont.load_default(size)


def _draw_band(pen: _Pen, drawn: Chart) -> None:
    band = drawn.band
    if band is None:
        return
    pen.shape(_box(LEFT, band.top, RIGHT, band.bottom), _RANGE, _QUIET)
    for x in range(LEFT, RIGHT, 2 * _DASH):
        pen.line([(x, band.mean), (min(x + _DASH, RIGHT), band.mean)], _QUIET, 1)


def _draw_dot(pen: _Pen, dot: Dot) -> None:
    inside = _ACCENT if dot.is_whole else _PAPER
    if dot.is_flagged:
        x, y = dot.x, dot.y
        pen.shape([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], _SIGNAL, _PAPER)
    elif dot.is_latest:
        pen.shape(_box(dot.x - 4.5, dot.y - 4.5, dot.x + 4.5, dot.y + 4.5), inside, _ACCENT)
    else:
        pen.circle(dot.x, dot.y, 2.5, _PAPER)
    if dot.is_latest:
        pen.text((dot.x + 9, dot.y), dot.label, "lm", 15, _INK)


def _box(left: float, top: float, right: float, bottom: float) -> list[tuple[float, float]]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
