"""How long the supervisions of each month took, of those whose minutes were given."""

from collections.abc import Sequence

from practice.calendar import Month
from reports.casework.amounts import Amounts, Counting, units
from reports.casework.measures import LENGTHS
from reports.casework_view import Amount
from storage.measures import Part


def amounts(counting: Counting) -> dict[str, Amounts]:
    """Return, by measure, what each month comes to."""
    found = counting.parts[LENGTHS.key]
    return {LENGTHS.key: counting.each("", lambda month: _minutes(month, found))}


def _minutes(month: Month, parts: Sequence[Part]) -> Amount:
    """Return the mean: minutes of all for each meeting. Nothing where none was given."""
    held = [part for part in parts if part.month == month]
    meetings = units(held)
    together = sum(int(part.state or 0) * part.units for part in held)
    return Amount(month, together / meetings if meetings else None, together, meetings)
