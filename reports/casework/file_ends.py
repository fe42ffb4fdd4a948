"""Months whose file ends before they do: what they come to is set beside no other.

A file that came late, or was made in the middle of a month, would pass for a fall.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from practice.calendar import Month
from reports.casework.amounts import Amounts, Counting
from reports.casework.measures import CASEWORK
from reports.statistics.gaps import incomplete, may_end_early
from storage import measures as queries
from storage.measures import Session

FILE_OF = {one.key: one.files[0] for one in CASEWORK}
"""By figure, the file whose rows are of its month."""
_A_HABIT = 3
"""So many months that end early, and more than half of all, are how a file is kept."""


def marked(counting: Counting, found: Mapping[str, Amounts]) -> dict[str, Amounts]:
    """Return what every figure comes to, with the months marked whose file ends early."""
    session, today = counting.session, counting.scope.today
    ends = {
        file: ends_early(session, file, counting.covered[file], today)
        for file in queries.CASEWORK_FILES
    }
    return {key: _marked(amounts, ends.get(FILE_OF[key], {})) for key, amounts in found.items()}


def _marked(amounts: Amounts, ends: Mapping[Month, date]) -> Amounts:
    if not ends:
        return amounts
    return tuple(replace(one, ends=ends.get(one.period)) for one in amounts)


def ends_early(
    session: Session, file: str, newest: Mapping[Month, date], today: date
) -> Mapping[Month, date]:
    """Return the months of a file that end early, each with the day of its last row.

    `newest` has that day for each of the months to look at. None where most of them end early: so
    the file is kept.
    """
    found: dict[Month, date] = {}
    for month, day in newest.items():
        if month.last < today and may_end_early(month, day):
            found |= incomplete(queries.days_of(session, file, month), today)
    return {} if len(found) >= _A_HABIT and 2 * len(found) > len(newest) else found
