"""The figures of a summary as they are told outside: what is left out has no number any more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from practice.calendar import Month
from reports.casework import wording as casework
from reports.casework.measures import measure_of
from reports.casework_view import Amount, CaseworkFigure, Range
from reports.leaving.known import Told
from reports.statistics.suppression import is_small
from reports.view import Behind, Figure, Point
from reports.wording import SMALL, in_whole_per_cent, of_measure, percent, say

Known = Mapping[tuple[str, Month], Told]


def of_records(figure: Figure, told: Known) -> Figure:
    """Return a figure of the records: its words are made anew from what is told of it."""
    series = tuple(_point(point, told[figure.key, point.period]) for point in figure.series)
    now = series[-1]
    changed = series != figure.series
    caution = of_measure(f"{figure.key}.caution") if now.hidden else figure.caution
    return replace(
        figure,
        series=series,
        count=say("page.hidden_figure") if now.hidden else figure.count,
        compared="" if changed else figure.compared,
        caution=caution,
        behind=Behind(0, 0),
        beside=(),
        where=None,
    )


def _point(point: Point, told: Told) -> Point:
    if told is Told.WHOLE:
        return point
    return replace(point, numerator=0, denominator=0, hidden=True)


def of_files(
    figures: Sequence[CaseworkFigure], beside: Sequence[Figure], told: Known
) -> tuple[CaseworkFigure, ...]:
    """Return the figures of the council's own files; `beside` are the summary's others, as told."""
    return read_beside([_of_file(figure, told) for figure in figures], beside)


def read_beside(
    files: Sequence[CaseworkFigure], beside: Sequence[Figure]
) -> tuple[CaseworkFigure, ...]:
    """Return figures of the council's own files with what each is read beside, of both kinds."""
    labels = {one.key: f"{one.label} {percent(one.now)}" for one in beside}
    labels |= {one.key: f"{one.label} {casework.told(one.unit, one.now)}" for one in files}
    return tuple(replace(one, pairs=_pairs(one, labels)) for one in files)


def _of_file(figure: CaseworkFigure, told: Known) -> CaseworkFigure:
    series = tuple(_amount(one, told[figure.key, one.period]) for one in figure.series)
    within = _range(figure.range, series[-1])
    return replace(
        figure,
        series=series,
        range=within,
        told=_words(figure, series[-1], within),
        caution=_caution(figure, series[-1]),
        # Of twelve months together, one that is hidden could be told by it.
        england=figure.england if all(one.value is not None for one in series) else None,
    )


def _amount(amount: Amount, told: Told) -> Amount:
    left_out = None if is_small(amount.left_out or 0) else amount.left_out
    if told is Told.WHOLE:
        return replace(amount, left_out=left_out)
    share = in_whole_per_cent(amount.value) if told is Told.SHARE else None
    return replace(
        amount,
        value=share,
        numerator=None,
        denominator=None,
        left_out=None,
        hidden=told is Told.NOTHING,
    )


def _range(within: Range | None, now: Amount) -> Range | None:
    """Return how far a count can go down, where none of the numbers is small or gives one away."""
    if within is None or now.numerator is None:
        return None
    numbers = (within.low, within.unlooked, within.untold)
    return None if any(map(is_small, numbers)) else within


def _words(figure: CaseworkFigure, now: Amount, within: Range | None) -> str:
    if now.hidden:
        return say("page.hidden_figure")
    if now == figure.now and within == figure.range:
        return figure.told
    if now.numerator is None and now.value is not None:
        return say("page.hidden_counts", share=casework.told(figure.unit, now))
    return casework.counted(measure_of(figure.key), now, within)


def _caution(figure: CaseworkFigure, now: Amount) -> str:
    cannot_tell = casework.say(f"{figure.key}.cannot_tell")
    if now.value is None and not now.hidden and not figure.now.left_out:
        return figure.caution
    if now.denominator is not None and figure.unit == "share" and now.denominator < SMALL:
        return f"{casework.few(now.denominator)} {cannot_tell}"
    return cannot_tell


def _pairs(figure: CaseworkFigure, labels: Mapping[str, str]) -> str:
    listed = "; ".join(labels[key] for key in figure.paired_with if key in labels)
    return casework.say("page.pairs", listed=listed) if listed else ""
