"""What is counted for each month of a summary, and of which months there is a file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from practice.calendar import Month
from reports.casework_view import Amount
from storage.measures import Part, Scope, Session

Amounts = tuple[Amount, ...]
Covered = Mapping[str, Mapping[Month, date]]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Stands:
    """A row of a file, by its reference, as a measure counts it.

    `counts` is None where it is left out of what is counted. `state` is as what a contact is set
    aside, or how often a child's worker changed. `days` are working days, where the measure is
    about these; `others` is what comparable ones took. `since` is when the enquiry of a conference
    began. A child's row has `child_id`.
    """

    ref: str
    team_id: str
    counts: bool | None
    days: int | None = None
    state: str | None = None
    others: float | None = None
    since: date | None = None
    child_id: str | None = None


@dataclass(frozen=True)
class Counting:
    """Where and of when something is counted, with what is kept of it.

    `covered` has, by file, the months of which the council has a row, with the day of the newest:
    of any other month nobody knows anything, whatever team is asked about.
    """

    session: Session
    scope: Scope
    parts: Mapping[str, Sequence[Part]]
    covered: Covered

    def each(self, source: str, amount: Callable[[Month], Amount]) -> Amounts:
        """Return what every month comes to; without a value where no file has the month.

        Without a `source` it is of what is always here, people and their cases: of every month that
        has begun.
        """
        covered = self.covered[source] if source else self.scope.begun
        return tuple(
            self._dated(amount(month) if month in covered else Amount(month, missing=source))
            for month in self.scope.months
        )

    def _dated(self, amount: Amount) -> Amount:
        today = self.scope.today
        running = amount.period.first <= today <= amount.period.last
        return replace(amount, until=today) if running else amount


def units(parts: Iterable[Part]) -> int:
    """Return how many units parts have together."""
    return sum(part.units for part in parts)


def share(month: Month, numerator: int, denominator: int, left_out: int = 0) -> Amount:
    """Return a month's share; without a value where there is nothing to count."""
    value = numerator / denominator if denominator else None
    return Amount(month, value, numerator, denominator, left_out)


def share_of(month: Month, counts: Iterable[tuple[bool | None, int]]) -> Amount:
    """Return the share of those that count, each with how many it is; None is left out."""
    many = Counter[bool | None]()
    for counted, n in counts:
        many[counted] += n
    return share(month, many[True], many[True] + many[False], many[None])


def by_month(rows: Iterable[_T], of: Callable[[_T], Month]) -> Mapping[Month, list[_T]]:
    """Return rows by the month that each is of."""
    found = defaultdict[Month, list[_T]](list)
    for row in rows:
        found[of(row)].append(row)
    return found


@lru_cache(maxsize=8192)  # twenty years of days: many rows are of each
def month_of(day: date) -> Month:
    """Return the month that a day lies in: one for all rows of a day."""
    return Month.of(day)
