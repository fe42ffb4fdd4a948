"""How a summary leads to the lists behind its numbers, wherever it is shown."""

from collections.abc import Callable

from practice.calendar import Month
from reports.view import Listed

Link = Callable[..., str | None]
"""What gives the address of a list behind a number, or None where none opens.

It is asked with a measure's key, a month, the name of one of the measure's lists, and what it
is narrowed to, where it is (a team, unless `by` says otherwise; `team_id` is a team's below). In
the place of the key it may be the name of a page that tells more.
"""


def no_link(*_of: object, **_by: object) -> None:
    """Return that nothing opens: for a file that stands alone."""


def to_list(link: Link, of: Listed, month: Month) -> str | None:
    """Return the address of a list of a month; None where it does not open."""
    if of.team_id:
        return link(of.measure, month, of.shows, team_id=of.team_id)
    if of.within:
        return link(of.measure, month, of.shows, of.within, by=of.by)
    return link(of.measure, month, of.shows)
