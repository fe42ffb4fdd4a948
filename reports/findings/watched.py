"""A measure as it is looked at: its months, what they are of, and its parts.

Whatever has months can be watched, by the key it has: nothing here knows one measure from another.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from practice.calendar import Month
from reports.statistics.contribution import Ratio
from reports.statistics.kinds import Kind
from reports.statistics.signals import Series

_T = TypeVar("_T")
Parts = Mapping[str, Mapping[str, Ratio]]
"""By dimension and category, what some months come to together; of a count so many over one."""


class Monthly(Protocol):
    """A month of a measure, as figures have it."""

    @property
    def period(self) -> Month:
        """The month."""

    @property
    def value(self) -> float | None:
        """What it comes to."""

    @property
    def numerator(self) -> float | None:
        """How many count."""

    @property
    def denominator(self) -> float | None:
        """Of how many."""

    @property
    def is_comparable(self) -> bool:
        """Whether other months may be set beside it."""


class Remember(Protocol):
    """What is worked out by `make`, or what it was before where it is known still."""

    def __call__(self, what: Hashable, make: Callable[[], _T]) -> _T:
        """Return what `make` returns; `what` tells it from all else that is worked out."""


def _anew(what: Hashable, make: Callable[[], _T]) -> _T:
    del what
    return make()


def _no_parts(_months: Sequence[Month]) -> Parts:
    return {}


@dataclass(frozen=True)
class Watched:
    """A measure to look at, its months oldest first, the month of the summary last.

    `unit` is count, share, days or ratio. `direction` is 1 where more is better, -1 where less is,
    0 where neither is. `parts` gives what months are made of. `teams` are the months of each team,
    where every team is looked at too. `incomplete` has the months whose file, called `source`, ends
    early, each with its last day: they are gaps. `new_versions` has the months in which another
    version of a guide was first used, with what it is called. `remember` keeps what was worked
    out of its parts. `below` are the months of the parts right below, each looked at where all of
    it did not move. `of_one_team` says that the summary is of one, so that one manager is asked.
    """

    key: str
    label: str
    unit: str
    direction: int
    months: tuple[Monthly, ...]
    paired_with: tuple[str, ...] = ()
    caution: str = ""
    parts: Callable[[Sequence[Month]], Parts] = _no_parts
    teams: Mapping[str, tuple[Monthly, ...]] = field(default_factory=dict)
    source: str = ""
    incomplete: Mapping[Month, date] = field(default_factory=dict)
    new_versions: Mapping[Month, str] = field(default_factory=dict)
    remember: Remember = _anew
    below: Mapping[str, tuple[Monthly, ...]] = field(default_factory=dict)
    remember_below: Remember = _anew
    of_one_team: bool = False

    @property
    def now(self) -> Monthly:
        """The month of the summary."""
        return self.months[-1]

    def series(self) -> Series:
        """Return its months as they are looked at."""
        return self._series(self.months)

    def of_team(self, team: str) -> Series:
        """Return a team's months as they are looked at, or those of a part below."""
        return self._series(self.months_of(team))

    def months_of(self, team: str) -> tuple[Monthly, ...]:
        """Return the months of a team or of a part below; of all where it is empty."""
        return {**self.below, **self.teams}[team] if team else self.months

    def known(self, months: Iterable[Monthly]) -> list[Monthly]:
        """Return those of some months that may be set beside others."""
        return [month for month in months if self._is_known(month)]

    def _series(self, months: Sequence[Monthly]) -> Series:
        values = tuple(
            float(month.value or 0) if self._is_known(month) else None for month in months
        )
        of = tuple(float(month.denominator or 0) for month in months)
        kind = {"count": Kind.COUNT, "share": Kind.SHARE}.get(self.unit, Kind.AVERAGE)
        return Series(values, self.direction, kind, None if kind is Kind.COUNT else of)

    def _is_known(self, month: Monthly) -> bool:
        return month.is_comparable and month.period not in self.incomplete
