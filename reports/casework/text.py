"""The figures of the council's own files as plain text, for a terminal and for a chat."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import fill

from reports.casework import wording
from reports.casework.wording import say
from reports.casework_view import CaseworkFigure

WIDTH = 78
_INDENT = "  "


def blocks(figures: Sequence[CaseworkFigure]) -> Iterator[str]:
    """Yield a block for each group of which anything is known, with what each figure means."""
    for group, found in groupby(known(figures), key=lambda figure: figure.group):
        heading = say(f"page.{group}")
        yield "\n".join([heading, "-" * len(heading), *map(_detail, found)])


def known(figures: Sequence[CaseworkFigure]) -> Sequence[CaseworkFigure]:
    """Return the figures of which any month is known."""
    return [figure for figure in figures if figure.is_known]


def _detail(figure: CaseworkFigure) -> str:
    england = figure.england.text if figure.england else ""
    words = (figure.told, wording.compared(figure), england, figure.pairs, figure.caution_beside)
    text = " ".join(filter(None, words))
    return f"{figure.label}\n{fill(text, WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)}"
