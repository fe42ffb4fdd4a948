"""The lowest and the highest of the months of a measure."""

from collections.abc import Iterable

from reports.view import Point


def extremes(points: Iterable[Point]) -> tuple[Point, Point] | None:
    """Return the points of the lowest and the highest share of whole months.

    None where no whole month had anything to count.
    """
    shown = [point for point in points if point.is_comparable]
    ordered = sorted(shown, key=lambda point: point.numerator / point.denominator)
    return (ordered[0], ordered[-1]) if ordered else None
