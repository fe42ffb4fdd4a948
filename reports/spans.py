"""The part of a month that figures hold: all of it, or since and until which day."""

from dataclasses import dataclass
from datetime import date

from practice.calendar import Month, first_working_day_of_month


@dataclass(frozen=True)
class Span:
    """A month, and how much of it the figures cover.

    `until` is the day they run to, where the month is not over. `since` is the day the records
    begin, where that is later than the month's first working day; it may lie after the month.
    """

    month: Month
    since: date | None = None
    until: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the month is over and the records cover all of it."""
        return self.since is None and self.until is None

    @property
    def has_records(self) -> bool:
        """Whether the records begin in the month or before it."""
        return self.since is None or self.since <= self.month.last


def span(month: Month, begins: date | None, today: date) -> Span:
    """Return how much of a month is covered by records that begin on a day, as seen `today`.

    A month is not over until the day after its last. `begins` is None where there are no records.
    """
    until = today if month.first <= today <= month.last else None
    return Span(month, begins if begins and _begins_late(month, begins) else None, until)


def _begins_late(month: Month, begins: date) -> bool:
    # Asked of the calendar for the month itself alone: it does not know every year before it.
    return begins > month.last or (
        begins > month.first and begins > first_working_day_of_month(month.first)
    )
