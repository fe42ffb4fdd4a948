"""The figures of a summary as rows, one for each figure and month: what a table is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from practice.calendar import Month
from reports.casework import wording as casework
from reports.casework_view import CaseworkFigure
from reports.view import Estimate, Figure, Summary
from reports.wording import in_whole_per_cent, say


@dataclass(frozen=True)
class Row:
    """A month of a figure; without a value nothing is known, or it is left out as `hidden`.

    A count that can still go down has what it is at least, and of how many nobody looked at it.
    Before supervisions `have_begun` to be written down, what they come to is not counted.
    """

    month: Month
    measure: str
    label: str
    group: str
    unit: str
    value: float | None
    numerator: float | None
    denominator: float | None
    left_out: int | None
    is_whole: bool
    hidden: bool = False
    at_least: int | None = None
    not_looked_at: int | None = None
    have_begun: bool = True


def rows(summary: Summary) -> Iterator[Row]:
    """Yield a row for each figure and month, in the summary's order, the oldest month first.

    What leaves the service has its shares in whole per cent.
    """
    for row in _rows(summary):
        yield _rounded(row) if summary.leaves and row.unit == "share" else row


def _rounded(row: Row) -> Row:
    return Row(**{**row.__dict__, "value": in_whole_per_cent(row.value)})


def _rows(summary: Summary) -> Iterator[Row]:
    for figure in summary.figures:
        yield from _of_records(figure)
    if summary.process:
        yield from _estimated(summary.process)
    for one in summary.casework:
        yield from _of_files(one)


def _of_records(figure: Figure) -> Iterator[Row]:
    group = say(f"headings.{figure.group}")
    for point in figure.series:
        is_told = point.has_begun and not point.hidden
        counts = (point.numerator, point.denominator) if is_told else (None, None)
        yield Row(
            point.period,
            figure.key,
            figure.label,
            group,
            "share",
            point.value,
            counts[0],
            counts[1],
            left_out=0,
            is_whole=point.span.is_whole and point.has_begun,
            hidden=point.hidden,
            have_begun=point.has_begun,
        )


def _estimated(made: Estimate) -> Iterator[Row]:
    group = say("headings.process")
    for one in made.series:
        of = (one.span.month, made.key, made.label, group, "share", one.value, None, None, 0)
        yield Row(*of, is_whole=one.span.is_whole)


def _of_files(figure: CaseworkFigure) -> Iterator[Row]:
    group = casework.say(f"page.{figure.group}")
    for one in figure.series:
        within = figure.range if one is figure.now else None
        yield Row(
            one.period,
            figure.key,
            figure.label,
            group,
            figure.unit,
            one.value,
            one.numerator,
            one.denominator,
            left_out=one.left_out,
            is_whole=one.is_whole,
            hidden=one.hidden,
            at_least=within.low if within else None,
            not_looked_at=within.unlooked if within else None,
        )
