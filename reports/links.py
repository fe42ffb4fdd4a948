"""How a summary leads to the lists behind its numbers, wherever it is shown."""

from collections.abc import Callable

Link = Callable[..., str | None]
"""What gives the address of a list behind a number, or None where none opens.

It is asked with a measure's key, a month, the name of one of the measure's lists, and what it
is narrowed to, where it is (a team, unless `by` says otherwise). In the place of the key it may be
the name of a page that tells more.
"""


def no_link(*_of: object, **_by: object) -> None:
    """Return that nothing opens: for a file that stands alone."""
