"""How a summary leads to the lists behind its numbers, wherever it is shown."""

from collections.abc import Callable

Link = Callable[..., str | None]
"""What gives the address of a list behind a number, or None where none opens.

It is asked with a measure's key, a month, the name of one of the measure's lists, and the name of
the team that it is narrowed to, where it is. In the place of the key it may be the name of a page
that tells more.
"""


def no_link(*_of: object) -> None:
    """Return that nothing opens: for a file that stands alone."""
