"""How a summary leads to the lists behind its numbers, wherever it is shown."""

from typing import Protocol

from practice.calendar import Month
from reports.selection import ALL


class Link(Protocol):
    """What gives the address of a list behind a number, or None where none opens."""

    def __call__(
        self, measure_key: str, month: Month, shows: str = ALL, within: str = "", /
    ) -> str | None:
        """Return the address of a measure's list for a month, of one team if one is named."""


def no_link(_measure_key: str, _month: Month, _shows: str = ALL, _within: str = "", /) -> None:
    """Return that nothing opens: for a file that stands alone."""
