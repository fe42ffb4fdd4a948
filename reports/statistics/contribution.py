"""What a change is made of: an additive decomposition by category, exact to the last digit.

The change of a share or an average is split into what categories did (their rate) and what there
was more or less of (the mix): Kitagawa E M, "Components of a difference between two rates",
J Am Stat Assoc 1955;50:1168-1194. Each is held against the average of the other at both times, so
that nothing is left over and neither time is the standard.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Ratio(NamedTuple):
    """So many of so many, or so many days over so many children."""

    numerator: int
    denominator: int


@dataclass(frozen=True)
class Part:
    """What one category adds to a change, by its rate and by how much of all it is.

    Of a count there is no mix. A category that is met at one time alone has no rate of its own to
    change: all that it adds is mix.
    """

    category: str
    rate: Fraction
    mix: Fraction

    @property
    def change(self) -> Fraction:
        """What it adds to the change; the parts together are the change."""
        return self.rate + self.mix


@dataclass(frozen=True)
class Contribution:
    """A change and its parts, the largest first.

    `rate` is what would have changed had there been as much of each category as before, `mix` what
    the categories' shares of all did.
    """

    before: Fraction
    after: Fraction
    parts: tuple[Part, ...]

    @property
    def change(self) -> Fraction:
        """The change."""
        return self.after - self.before

    @property
    def rate(self) -> Fraction:
        """What the categories' rates add."""
        return sum((part.rate for part in self.parts), Fraction())

    @property
    def mix(self) -> Fraction:
        """What the mix of categories adds."""
        return sum((part.mix for part in self.parts), Fraction())


def of_count(before: Mapping[str, int], after: Mapping[str, int]) -> Contribution:
    """Return what the change of a count is made of; a category that is not named had none."""
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in {*before, *after}}
    parts = [Part(key, Fraction(change), Fraction()) for key, change in changes.items()]
    totals = Fraction(sum(before.values())), Fraction(sum(after.values()))
    return Contribution(*totals, _ordered(parts))


def of_ratio(before: Mapping[str, Ratio], after: Mapping[str, Ratio]) -> Contribution:
    """Return what the change of a share or an average is made of, rate apart from mix.

    ValueError where there was nothing to count at one of the two times: then nothing changed.
    """
    first, last = _sum(before), _sum(after)
    if not first.denominator or not last.denominator:
        raise ValueError("There is nothing to compare with: at one of the two times none counts.")
    overall = Fraction(*first), Fraction(*last)
    middle = (overall[0] + overall[1]) / 2
    totals = first.denominator, last.denominator
    nothing = Ratio(0, 0)
    parts = [
        _part(key, (before.get(key, nothing), after.get(key, nothing)), totals, middle)
        for key in {*before, *after}
    ]
    return Contribution(*overall, _ordered(parts))


def _sum(time: Mapping[str, Ratio]) -> Ratio:
    numerators, denominators = (sum(each[i] for each in time.values()) for i in (0, 1))
    return Ratio(numerators, denominators)


def _part(
    category: str, times: tuple[Ratio, Ratio], totals: tuple[int, int], middle: Fraction
) -> Part:
    known = [time for time in times if time.denominator]
    if not known:
        return Part(category, Fraction(), Fraction())
    # In whole numbers, over one denominator each: of hundreds of categories fractions are slow.
    (n, of), (m, out_of) = known[0], known[-1]
    both = 2 * of * out_of
    weights = [
        time.denominator * other for time, other in zip(times, reversed(totals), strict=True)
    ]
    every = totals[0] * totals[1]
    # Less the average: more of a category below it pulls the whole down.
    above = (n * out_of + m * of) * middle.denominator - middle.numerator * both
    return Part(
        category,
        rate=Fraction((m * of - n * out_of) * sum(weights), both * every),
        mix=Fraction((weights[1] - weights[0]) * above, every * both * middle.denominator),
    )


def _ordered(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda part: (-abs(part.change), part.category)))
