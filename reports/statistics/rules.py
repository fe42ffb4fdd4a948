"""The four rules by which a point of an XmR chart is flagged, as NHS Making Data Count has them."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from reports.statistics.limits import Limits, compared

RUN = 7
"""So many points one after another make a trend, or a shift."""
WINDOW, OF_WINDOW = 3, 2
"""Two in three."""


class Rule(StrEnum):
    """Why a point is flagged, in the order in which the rules are tried; NONE where it is not."""

    ASTRONOMICAL = "astronomical"
    TREND = "trend"
    TWO_IN_THREE = "two in three"
    SHIFT = "shift"
    NONE = ""


class Flag(NamedTuple):
    """A rule, and the way it points: 1 above or rising, -1 below or falling, 0 without a rule."""

    rule: Rule = Rule.NONE
    way: int = 0


Values = Sequence[float | None]


def flags_of(values: Values, limits: Limits, *, beyond_counts: bool) -> list[Flag]:
    """Return the flag of each of the values that `limits` are about; the first rule that fits.

    A gap has no flag and breaks every run. `beyond_counts` says whether a point beyond an outer
    limit is one of the two in three.
    """
    sides = [0 if value is None else limits.side(value) for value in values]
    outside = [value is not None and limits.is_outside(value) for value in values]
    close = [
        value is not None and limits.is_near(value) and (beyond_counts or not out)
        for value, out in zip(values, outside, strict=True)
    ]
    found: dict[Rule, Mapping[int, int]] = {
        Rule.ASTRONOMICAL: {index: sides[index] for index, out in enumerate(outside) if out},
        Rule.TREND: _trends(values),
        Rule.TWO_IN_THREE: {index: sides[index] for index in _two_in_three(sides, close)},
        Rule.SHIFT: {index: sides[index] for index in _shifts(sides)},
    }
    return [
        next((Flag(rule, ways[index]) for rule, ways in found.items() if index in ways), Flag())
        for index in range(len(values))
    ]


def _trends(values: Values) -> dict[int, int]:
    """Return the way of each point in a trend; of one in two of them, that of the later."""
    steps = [_step(values, index) for index in range(len(values) - 1)]
    return {
        index: way
        for start, end, way in _runs(steps)
        if end - start >= RUN - 1
        for index in range(start, end + 1)
    }


def _step(values: Values, index: int) -> int:
    before, after = values[index : index + 2]
    return 0 if before is None or after is None else compared(after, before)


def _shifts(sides: Sequence[int]) -> set[int]:
    runs = (range(start, end) for start, end, _ in _runs(sides) if end - start >= RUN)
    return {index for run in runs for index in run}


def _runs(signs: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and sign of each stretch of one sign; 0 belongs to none."""
    start = 0
    for index in range(1, len(signs) + 1):
        if index == len(signs) or signs[index] != signs[start]:
            if signs[start]:
                yield start, index, signs[start]
            start = index


def _two_in_three(sides: Sequence[int], close: Sequence[bool]) -> set[int]:
    return {
        index
        for start in range(len(sides) - WINDOW + 1)
        if abs(sum(sides[start : start + WINDOW])) == WINDOW
        and sum(close[start : start + WINDOW]) >= OF_WINDOW
        for index in range(start, start + WINDOW)
        if close[index]
    }
