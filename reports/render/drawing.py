"""The chart of a figure as a picture that stands alone: the page's own drawing, in ink on paper."""

from dataclasses import dataclass

from reports.render.chart import HEIGHT, WIDTH, chart
from reports.render.html import environment
from reports.view import Figure

_OVER = 36
_INK = """
text { font-family: "Libertinus Serif"; fill: #3d4540; font-size: 11px }
.us-chart__value { fill: #0b0c0c; font-size: 14px; font-weight: bold }
.us-chart__range { fill: #e3ebe5; stroke: #4a524d; stroke-width: .5 }
.us-chart__mean { stroke: #4a524d; stroke-dasharray: 3 3 }
.us-chart__axis { stroke: #cdd5cf }
.us-chart__line { stroke: #0b5c3e; stroke-width: 2; stroke-linejoin: round }
.us-chart__point { fill: #fff; stroke: #0b5c3e; stroke-width: 2 }
.us-chart__point--last { fill: #0b5c3e }
.us-chart__point--signal { fill: #9a3412; stroke: #fff; stroke-width: 1 }
.us-chart__point--part { fill: #fff; stroke-dasharray: 2 1.5 }
"""


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG, and what it shows in words."""

    svg: str
    words: str


def drawing(figure: Figure) -> Drawing | None:
    """Return the chart of a figure; None where no month has anything to draw."""
    drawn = chart(figure)
    if not drawn.dots:
        return None
    svg = environment().get_template("chart.svg").render(drawn=drawn)
    # A page lets the last value run over the edge; a picture would cut it off.
    wide = WIDTH + _OVER
    size = f'width="{wide}" height="{HEIGHT}" viewBox="0 0 {wide} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><style>{_INK}</style>'
    alone = f"{head}{svg.partition('>')[2]}"
    return Drawing(alone, f"{drawn.title}. {drawn.description}")
