"""The figures of the council's own files as plain text, for a terminal and for a chat."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import fill

from reports.casework import wording
from reports.casework.measures import MEETINGS, WORKERS
from reports.casework.wording import say
from reports.casework_view import CaseworkFigure

WIDTH = 78
_INDENT = "  "


def blocks(figures: Sequence[CaseworkFigure]) -> Iterator[str]:
    """Yield a block for each group of which anything is known, with what each figure means."""
    for group, found in groupby(known(figures), key=lambda figure: figure.group):
        heading = say(f"page.{group}")
        yield "\n".join([heading, "-" * len(heading), *map(_detail, found)])


def lines(figures: Sequence[CaseworkFigure]) -> Iterator[str]:
    """Yield a line for each figure of files with a value this month, with what it is read beside.

    None where the council imported no file of its casework: a chat is short, and who works with the
    children is read beside that.
    """
    files = [figure for figure in known(figures) if figure.group != MEETINGS]
    if any(figure.group != WORKERS for figure in files):
        yield from (wording.line(figure) for figure in files if figure.now.value is not None)


def known(figures: Sequence[CaseworkFigure]) -> Sequence[CaseworkFigure]:
    """Return the figures of which any month is known."""
    return [figure for figure in figures if figure.is_known]


def _detail(figure: CaseworkFigure) -> str:
    england = figure.england.text if figure.england else ""
    words = (figure.told, wording.compared(figure), england, figure.pairs, figure.caution_beside)
    text = " ".join(filter(None, words))
    return f"{figure.label}\n{fill(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)}"
