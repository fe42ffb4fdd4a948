"""The months of every figure of the records, as they count for some teams."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from practice.calendar import Month
from reports import kept
from reports.measures import MEASURES
from reports.spans import Span, span
from reports.view import Point
from storage.measures import Part, Scope

Months = dict[str, tuple[Point, ...]]
"""By measure, every month of a scope."""


def of_records(found: Mapping[str, Sequence[Part]], scope: Scope, begins: date | None) -> Months:
    """Return the months of each measure, from what is kept; `begins` is the first supervision."""
    spans = spans_of(scope, begins)
    return {
        measure.key: tuple(
            _since(begins, point(spans[month], tally.numerator, tally.denominator))
            for month, tally in kept.tallies(found[measure.key], scope.months).items()
        )
        for measure in MEASURES
    }


def spans_of(scope: Scope, begins: date | None) -> dict[Month, Span]:
    """Return how much of each month of `scope` is counted."""
    return {month: span(month, begins, scope.today) for month in scope.months}


def point(covers: Span, numerator: int, denominator: int) -> Point:
    """Return a month of which so many count of so many."""
    return Point(covers.month, numerator, denominator, covers.since, covers.until)


def _since(begins: date | None, point: Point) -> Point:
    """Return a month with nothing counted where no supervision was written down by its end.

    What was not written down then is nobody's supervision that was not held.
    """
    if begins is not None and begins <= point.period.last:
        return point
    return replace(point, numerator=0, denominator=0, uncounted=point.denominator)
