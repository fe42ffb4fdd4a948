"""What only a terminal shows: a progress bar and a table, both with rich."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

_WORTH_SHOWING = 5000


@contextmanager
def bar(doing: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Give the function to call with the number of rows just done; `total` may be unknown.

    There is no bar for short work, nor where standard error is no terminal.
    """
    short = total is not None and total < _WORTH_SHOWING
    if short or not sys.stderr.isatty():
        yield lambda _rows: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        yield lambda rows: progress.advance(task, rows)


def print_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    title: str | None = None,
    *,
    lines: bool = False,
) -> None:
    """Print a table; `lines` draws one between rows."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*headings, title=title, title_justify="left", show_lines=lines)
    for row in rows:
        # Text, since a cell may hold what rich would read as markup.
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
