"""Months whose file ends before they do, or begins after: they are set beside no other.

A file that came late, or was made from the middle of a month on, would pass for a fall.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from practice.calendar import Month
from reports.casework.amounts import Amounts, Counting
from reports.casework.measures import CASEWORK
from reports.statistics.gaps import incomplete, late_to_begin, may_begin_late, may_end_early
from storage import measures as queries
from storage.measures import Session

FILE_OF = {one.key: one.files[0] for one in CASEWORK}
"""By figure, the file whose rows are of its month."""
_A_HABIT = 3
"""So many months that end early, or begin late, and more than half of all, are how it is kept."""


def marked(counting: Counting, found: Mapping[str, Amounts]) -> dict[str, Amounts]:
    """Return what every figure comes to, with the months marked whose file ends early."""
    session, today = counting.session, counting.scope.today
    ends, begins = {}, {}
    for file in queries.CASEWORK_FILES:
        ends[file] = ends_early(session, file, counting.covered[file], today)
        begins[file] = begins_late(session, file, tuple(counting.covered[file]), today)
    return {
        key: _marked(amounts, ends.get(FILE_OF[key], {}), begins.get(FILE_OF[key], {}))
        for key, amounts in found.items()
    }


def _marked(amounts: Amounts, ends: Mapping[Month, date], begins: Mapping[Month, date]) -> Amounts:
    if not ends and not begins:
        return amounts
    return tuple(
        replace(one, ends=ends.get(one.period), begins=begins.get(one.period)) for one in amounts
    )


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
    return _unless_habit(found, len(newest))


def begins_late(
    session: Session, file: str, months: Sequence[Month], today: date
) -> Mapping[Month, date]:
    """Return those of a file's months that begin late, each with the day of its first row.

    None where most of them do: so the file is kept.
    """
    found: dict[Month, date] = {}
    for month, day in queries.oldest_days(session, file, months, today).items():
        if month.last < today and may_begin_late(month, day):
            found |= late_to_begin(queries.days_of(session, file, month))
    return _unless_habit(found, len(months))


def _unless_habit(found: Mapping[Month, date], months: int) -> Mapping[Month, date]:
    return {} if len(found) >= _A_HABIT and 2 * len(found) > months else found
