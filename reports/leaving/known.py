"""Which figures of which months may be told outside, so that no small count can be worked out.

A figure is told whole (its counts and its share) or not at all; where only the number that it
leaves out is small, the share alone is told, of enough that it narrows nothing, and where nothing
else says how many count.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from practice.calendar import Month
from reports.casework.measures import ADDED, CASEWORK, LENGTHS
from reports.casework_view import Amount, CaseworkFigure
from reports.statistics.suppression import Audience, Sum, counts_for, is_small
from reports.view import Figure, Point, Summary
from reports.wording import SMALL

ENOUGH = 100
"""A whole per cent of so many or more fits every number that may have been left out of them."""


class Told(Enum):
    """What is told of a figure's month."""

    WHOLE = "whole"
    SHARE = "share"
    NOTHING = "nothing"


class Cell(NamedTuple):
    """A number that stands behind a figure: how many count, do not, or are counted from."""

    key: str
    part: str


Numbers = Mapping[Cell, float]
Apart = frozenset[tuple[str, Month]]
"""Figures of months of which nothing is told, by key."""
_N, _REST, _OF = "n", "rest", "of"

_RECORDED, _TRUE, _OPEN = (
    Cell(f"contacts.{name}", _N) for name in ("recorded", "true", "on_open_cases")
)
_ABUSE, _REFERRALS = Cell("contacts.domestic_abuse_share", _N), Cell("referrals.count", _N)
_ENQUIRIES, _DONE = Cell("section47.count", _N), Cell("assessments.child_seen_share", _OF)
_IN_TIME = Cell("assessments.within_45_working_days", _OF)
_CHANGED = Cell("children.changed_worker_share", _N)
_RATED, _ACTIONS = "outcomes.rated_share", "actions.done_share"

# What a reader knows to be part of something else. What is left over is a number as well: the
# contacts that do not tell their outcome, the children who were only looked at.
_WITHIN: tuple[tuple[Cell, tuple[Cell, ...]], ...] = (
    (_RECORDED, (_TRUE, _OPEN)),
    (_RECORDED, (Cell("contacts.nfa_share", _OF),)),
    (_RECORDED, (Cell(_ABUSE.key, _OF),)),
    (_ABUSE, (Cell("contacts.triaged_share", _OF),)),
    (_TRUE, (Cell("contacts.repeat_share", _OF),)),
    (_REFERRALS, (Cell("referrals.repeat_share", _OF),)),
    (_ENQUIRIES, (Cell("section47.to_conference", _OF),)),
    (_DONE, (_IN_TIME,)),
    (_IN_TIME, (Cell("assessments.days", _OF),)),
    (_CHANGED, (Cell("children.changed_twice_share", _N),)),
    (Cell("children.discussed_share", _N), (Cell(_RATED, _OF),)),
    (Cell(_RATED, _N), (Cell("outcomes.improving_share", _OF),)),
    (Cell(_ACTIONS, _OF), (Cell(_ACTIONS, _N), Cell("actions.carried_over", _N))),
)
_NO_SHARES = frozenset(one.key for one in CASEWORK if one.unit != "share")
# Two names of one number.
_SAME = {
    Cell(_TRUE.key, _OF): _RECORDED,
    Cell(_OPEN.key, _OF): _RECORDED,
    Cell("children.changed_twice_share", _OF): Cell(_CHANGED.key, _OF),
    Cell("actions.carried_over", _OF): Cell(_ACTIONS, _OF),
}


def told(summary: Summary, apart: Apart = frozenset()) -> dict[tuple[str, Month], Told]:
    """Return what may be told of each figure's months.

    Of `apart` nothing is: with what other files tell, it would give a small count of theirs away.
    """
    every: tuple[Figure | CaseworkFigure, ...] = (*summary.figures, *summary.casework)
    found: dict[tuple[str, Month], Told] = {}
    for month in (point.period for point in summary.figures[0].series):
        figures = {
            figure.key: numbers(one)
            for figure in every
            for one in figure.series
            if one.period == month
        }
        aside = {key for key, of in apart if of == month}
        hidden = _hidden(_cells(figures), aside)
        for key, one in figures.items():
            found[key, month] = Told.NOTHING if key in aside else _of(key, one, hidden)
    return found


def numbers(one: Point | Amount) -> dict[str, float]:
    """Return the numbers behind a figure's month, by their part; none of what is not known."""
    parts = {_N: one.numerator, _OF: one.denominator}
    if one.numerator is not None and one.denominator is not None:
        parts[_REST] = max(0.0, one.denominator - one.numerator)
    return {part: n for part, n in parts.items() if n is not None}


def _cells(figures: Mapping[str, Mapping[str, float]]) -> dict[Cell, float]:
    return {
        _SAME.get(Cell(key, part), Cell(key, part)): n
        for key, parts in figures.items()
        for part, n in parts.items()
    }


def _hidden(cells: Mapping[Cell, float], aside: Collection[str]) -> set[Cell]:
    """Return the numbers that nobody may learn: small ones, and what would give them away.

    So with all numbers of the figures that are set aside.
    """
    also = {_same(Cell(key, part)) for key in aside for part in (_N, _REST, _OF)} & cells.keys()
    hidden = also | {cell for cell, n in cells.items() if is_small(n)}
    for group in _groups(_sums(cells)):
        if len(group) == 1:
            continue
        named = {cell for total, parts in group for cell in (total, *parts)}
        counts: dict[Hashable, int] = {cell: int(_value(cells, group, cell)) for cell in named}
        if also & named or any(map(is_small, counts.values())):
            shown = counts_for(Audience.FILE, counts, [Sum(*one) for one in group], also & named)
            hidden |= {cell for cell in named if shown[cell] is None}
    return hidden


Line = tuple[Cell, tuple[Cell, ...]]


def _sums(cells: Mapping[Cell, float]) -> Iterator[Line]:
    """Yield each sum of numbers that are known, with what is left over as a part."""
    for number, (total, parts) in enumerate(_WITHIN):
        if all(cell in cells for cell in (total, *parts)):
            over = cells[total] - sum(cells[part] for part in parts)
            if over >= 0:
                yield total, (*parts, Cell(f"left over {number}", _N))
    for cell in cells:
        of, rest = _same(Cell(cell.key, _OF)), Cell(cell.key, _REST)
        if cell.part == _N and of in cells and rest in cells and of != cell:
            yield of, (cell, rest)


def _same(cell: Cell) -> Cell:
    return _SAME.get(cell, cell)


def _value(cells: Mapping[Cell, float], group: Iterable[Line], cell: Cell) -> float:
    if cell in cells:
        return cells[cell]
    total, parts = next(line for line in group if cell in line[1])
    return cells[total] - sum(cells[part] for part in parts if part in cells)


def _groups(sums: Iterable[Line]) -> list[list[Line]]:
    """Return the sums, those together that share a number; none of posts and of minutes."""
    groups: list[tuple[set[Cell], list[Line]]] = []
    for total, parts in sums:
        if total.key.startswith(("workforce.", LENGTHS.key)):
            continue
        named, lines = {total, *parts}, [(total, parts)]
        apart = []
        for other in groups:
            if other[0] & named:
                named, lines = named | other[0], [*other[1], *lines]
            else:
                apart.append(other)
        groups = [*apart, (named, lines)]
    return [lines for _, lines in groups]


def _of(key: str, parts: Mapping[str, float], hidden: set[Cell]) -> Told:
    if key == ADDED and parts.get(_OF, 0) < SMALL:
        return Told.NOTHING
    out = {part for part in parts if _same(Cell(key, part)) in hidden}
    if not out:
        return Told.WHOLE
    of = parts.get(_OF, 0)
    small = any(map(is_small, parts.values()))
    alone = key not in _NO_SHARES and all(Cell(key, _N) != total for total, _ in _WITHIN)
    told_share = _OF in out and _REST in parts and not small and of >= ENOUGH and alone
    return Told.SHARE if told_share else Told.NOTHING
