"""The usual range of a figure: the limits of its control chart, from its whole months."""

from reports.statistics.rules import RUN
from reports.statistics.xmr import XmR, analyse
from reports.view import Figure
from reports.wording import SMALL


def usual_range(figure: Figure) -> XmR | None:
    """Return the control chart of a figure's months; None where no two neighbours are known.

    A month that is not whole, or had nothing to count, is a gap.
    """
    values = [point.value if point.is_comparable else None for point in figure.series]
    chart = analyse(values, figure.direction)
    return None if chart.upper is None else chart


def drawn_range(figure: Figure) -> XmR | None:
    """Return the chart whose range is shown to people; None where it would say too little.

    That is of fewer than seven months, which no run fits in; with a month of fewer than twenty, for
    no per cent is said of those, nor of what they vary by; or where months are so alike that no
    range is left.
    """
    chart = usual_range(figure)
    compared = [point for point in figure.series if point.is_comparable]
    if chart is None or not chart.now.average_range or len(compared) < RUN:
        return None
    return None if any(point.denominator < SMALL for point in compared) else chart
