"""What a change is made of, by each dimension that a measure has, and the category most of it is.

Most of it is one category's where that makes two thirds of the change or more, and 30 in 100 more
of it than it is of all that was counted before. Where one makes half of it, and 15 in 100 more, it
is told and not asked about. The change is spread where none makes half of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from practice.calendar import Month
from practice.letters import alike
from reports.finding import MadeOf
from reports.findings.watched import Parts, Watched
from reports.statistics.contribution import Contribution, Part, Ratio, of_count, of_ratio

TEAM, AREA = "team", "area"
"""A team, and a part of the service with teams below it."""
MOST, FAR_MORE = Fraction(2, 3), Fraction(3, 10)
HALF, MORE = Fraction(1, 2), Fraction(15, 100)


@dataclass(frozen=True)
class Made:
    """The parts of a change, the dimension that tells most first.

    `most` are those that most of it is, one a dimension at most, and `told` those that make half of
    it or more; `is_spread` where none does of the first dimension. `mix` is how much of the change
    comes from how many there are of each category of that.
    """

    parts: tuple[MadeOf, ...] = ()
    most: tuple[MadeOf, ...] = ()
    told: tuple[MadeOf, ...] = ()
    is_spread: bool = False
    mix: float = 0.0

    @property
    def team(self) -> str:
        """The team that most of it is in, or the area; empty where there is none."""
        return next((part.value for part in self.most if part.dimension in {TEAM, AREA}), "")


def made_of(watched: Watched, before: Sequence[Month], after: Sequence[Month]) -> Made:
    """Return what the change of a measure between some months and later ones is made of."""
    last = watched.parts(after)
    first = _spelt_alike(watched.parts(before), last)
    of_each = {
        dimension: (_contribution(watched, first, last, dimension, (len(before), len(after))))
        for dimension in last
        if dimension in first and len({*first[dimension], *last[dimension]}) > 1
    }
    found = {key: each for key, each in of_each.items() if each and each.change}
    largest = {key: _largest(watched, each, first[key]) for key, each in found.items()}
    ordered = sorted(found, key=lambda key: -largest[key].more)
    parts = tuple(part for key in ordered for part in _told(key, found[key]))
    if not ordered:
        return Made()
    top = ordered[0]
    return Made(
        parts=parts,
        most=_named(parts, largest, MOST, FAR_MORE),
        told=_named(parts, largest, HALF, MORE),
        is_spread=largest[top].share < HALF,
        mix=float(found[top].mix),
    )


def _spelt_alike(first: Parts, last: Parts) -> Parts:
    """Return the parts before with their categories as the parts after write them."""
    now = {key: {alike(name): name for name in of} for key, of in last.items()}
    return {
        key: {
            name if name in last.get(key, {}) else now.get(key, {}).get(alike(name), name): ratio
            for name, ratio in of.items()
        }
        for key, of in first.items()
    }


@dataclass(frozen=True)
class _Largest:
    """The category that most of a change is, its share, and how much more than of all there was."""

    category: str
    share: Fraction
    more: Fraction


def _named(
    parts: Sequence[MadeOf], largest: Mapping[str, _Largest], least: Fraction, more: Fraction
) -> tuple[MadeOf, ...]:
    fit = [(key, one) for key, one in largest.items() if one.share >= least and one.more >= more]
    names = {(key, one.category) for key, one in fit}
    if any(key == TEAM for key, _ in names):
        names = {(key, name) for key, name in names if key != AREA}
    return tuple(part for part in parts if (part.dimension, part.value) in names)


def _contribution(
    watched: Watched, first: Parts, last: Parts, dimension: str, months: tuple[int, int]
) -> Contribution | None:
    before, after = first.get(dimension, {}), last[dimension]
    if watched.unit == "count":
        return _a_month(before, after, months)
    if not _of(before) or not _of(after):
        return None
    return of_ratio(before, after)


def _a_month(
    before: Mapping[str, Ratio], after: Mapping[str, Ratio], months: tuple[int, int]
) -> Contribution:
    """Return what the change of a monthly count is made of, exactly, whatever months are many."""
    n, m = months
    whole = of_count(
        {key: ratio.numerator * m for key, ratio in before.items()},
        {key: ratio.numerator * n for key, ratio in after.items()},
    )
    parts = tuple(Part(part.category, part.rate / (n * m), part.mix) for part in whole.parts)
    return Contribution(whole.before / (n * m), whole.after / (n * m), parts)


def _of(parts: Mapping[str, Ratio]) -> int:
    return sum(ratio.denominator for ratio in parts.values())


def _largest(watched: Watched, change: Contribution, before: Mapping[str, Ratio]) -> _Largest:
    """Return the category that most of a change is."""
    weight = {key: _weight(watched, ratio) for key, ratio in before.items()}
    every = sum(weight.values())
    shares = [(part.category, part.rate / change.change) for part in change.parts]
    name, share = max(shares, key=lambda each: each[1])
    return _Largest(name, share, share - (Fraction(weight.get(name, 0), every) if every else 0))


def _weight(watched: Watched, ratio: Ratio) -> int:
    return ratio.numerator if watched.unit == "count" else ratio.denominator


def _told(dimension: str, change: Contribution) -> Iterator[MadeOf]:
    for part in change.parts:
        rate, mix = float(part.rate), float(part.mix)
        yield MadeOf(dimension, part.category, float(part.change), rate, mix)
