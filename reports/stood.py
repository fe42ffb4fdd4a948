"""What a measure stands at as a question about it is taken up: two whole numbers, and in words.

A share is so many of so many, a count so many of nothing. Days and ratios are kept in hundredths.
"""

from reports.casework.measures import CASEWORK
from reports.casework.wording import plain
from reports.measures import MEASURES
from reports.tallies import Counted
from reports.view import Summary
from reports.wording import say

_HUNDREDTHS = 100
_UNITS: dict[str, str] = {one.key: one.unit for one in CASEWORK}
TAKEN_UP = (*(one.key for one in MEASURES), *_UNITS)
"""The measures whose questions can be taken up."""


def stands_at(summary: Summary | Counted, key: str) -> tuple[int, int] | None:
    """Return what a figure of a summary stands at; None where it has no value, or is not there."""
    figures = summary.figures.values() if isinstance(summary, Counted) else summary.figures
    point = next((one.now for one in figures if one.key == key), None)
    if point is not None:
        return point.numerator, point.denominator
    amount = next((one.now for one in summary.casework if one.key == key), None)
    if amount is None or amount.value is None:
        return None
    if _UNITS[key] == "share":
        return int(amount.numerator or 0), int(amount.denominator or 0)
    if _UNITS[key] == "count":
        return int(amount.value), 0
    return round(amount.value * _HUNDREDTHS), _HUNDREDTHS


def in_words(key: str, numerator: int, denominator: int) -> str:
    """Return what a measure stood at: "6 of 7", "290", "31 days"."""
    unit = _UNITS.get(key, "share")
    if unit == "share":
        return say("page.numbers", n=numerator, m=denominator)
    return plain(unit, numerator / denominator if denominator else numerator)


def label_of(summary: Summary | Counted, key: str) -> str:
    """Return what a figure of a summary is called."""
    figures = summary.figures.values() if isinstance(summary, Counted) else summary.figures
    labels = {one.key: one.label for one in figures}
    return {one.key: one.label for one in summary.casework}.get(key) or labels[key]
