"""A bar for long work, on a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORTH_SHOWING = 5000


@contextmanager
def bar(doing: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give the function to call with the number of rows just done; `total` may be unknown."""
    short = total is not None and total < _WORTH_SHOWING
    if short or not sys.stderr.isatty():
        yield _unseen
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        yield lambda rows: progress.advance(task, rows)


def _unseen(_rows: int) -> None:
    """Let the rows pass: nobody watches."""
