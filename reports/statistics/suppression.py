"""Small counts that leave the service: 1 to 5 are left out, and whatever would give them away.

Cell suppression with complementary cells (Willenborg L, de Waal T, "Elements of Statistical
Disclosure Control", Springer 2001). What hides and what helps to hide look alike. From all that is
shown nobody can tell that a small count is below 5, nor narrow it to fewer than five numbers; that
is checked by linear programming, for several sums together can tell what none of them tells.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from reports.statistics.contribution import Ratio

SMALLEST, LARGEST = 1, 5
"""Counts that are suppressed; the Department for Education's, as it publishes children in need."""

Key = Hashable


class Audience(Enum):
    """Who reads: people inside the service see every count, what leaves it shows no small one."""

    INSIDE = "inside"
    SCRUTINY = "scrutiny"
    FILE = "file"

    @property
    def sees_small_counts(self) -> bool:
        """Whether counts of 1 to 5 are theirs to see."""
        return self is Audience.INSIDE


class Sum(NamedTuple):
    """A count that is the sum of others: a row's total, a service of its teams."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Shown:
    """A share as somebody is shown it; what is None is suppressed. `percent` is whole."""

    numerator: int | None
    denominator: int | None
    percent: int | None


def counts_for(
    audience: Audience,
    counts: Mapping[Key, int],
    sums: Sequence[Sum],
    also: Collection[Key] = (),
) -> dict[Key, int | None]:
    """Return the counts as an audience is shown them, None where one is suppressed.

    `sums` are all the sums among them that a reader knows of, `also` counts that are suppressed
    whatever they are, and can be told no more than a small one. ValueError where a sum is not
    right: then nothing can be told of what it gives away.
    """
    for total, parts in sums:
        if counts[total] != sum(counts[part] for part in parts):
            raise ValueError(f"{total} is not the sum of its parts.")
    hidden = set() if audience.sees_small_counts else _hidden(counts, sums, also)
    return {key: None if key in hidden else count for key, count in counts.items()}


def share_for(audience: Audience, ratio: Ratio) -> Shown:
    """Return a share as an audience is shown it, in whole per cent.

    Where so few count, or so few do not, that their number is suppressed, the share is too: with
    its denominator it would give the number away.
    """
    rest = ratio.denominator - ratio.numerator
    if audience.sees_small_counts or not any(map(is_small, (*ratio, rest))):
        return Shown(*ratio, _percent(ratio))
    shown = None if is_small(ratio.denominator) else ratio.denominator
    return Shown(None, shown, None)


def is_small(count: float) -> bool:
    """Return whether a count is suppressed; of parts of posts, whatever would be if it were whole.

    None that is 0 is.
    """
    return 0 < count < LARGEST + 1


def table_sums(rows: Sequence[Key], columns: Sequence[Key], total: Key) -> list[Sum]:
    """Return the sums of a table with totals; its counts are keyed (row, column).

    `total` stands for all rows, and for all columns.
    """
    across = [Sum((row, total), tuple((row, c) for c in columns)) for row in (*rows, total)]
    down = [Sum((total, column), tuple((r, column) for r in rows)) for column in (*columns, total)]
    return [*across, *down]


def _percent(ratio: Ratio) -> int | None:
    """Return whole per cent: none where nothing counts, all where nothing does not."""
    if not ratio.denominator:
        return None
    percent = round(100 * ratio.numerator / ratio.denominator)
    return min(99, max(1, percent)) if 0 < ratio.numerator < ratio.denominator else percent


def _hidden(counts: Mapping[Key, int], sums: Sequence[Sum], also: Collection[Key] = ()) -> set[Key]:
    small = [key for key, count in counts.items() if is_small(count) or key in also]
    hidden = set(small)
    while (exposed := _exposed(counts, sums, hidden, small)) is not None:
        helps = _complement(counts, sums, hidden, exposed)
        if helps is None:
            # Nothing but zeros is left to hide it with.
            return set(counts)
        hidden.add(helps)
    return hidden


def _exposed(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: set[Key], small: Sequence[Key]
) -> Key | None:
    """Return a hidden count that can be told, or told too closely; None where there is none."""
    for line in _lines(sums):
        unknown = [key for key in line if key in hidden]
        if len(unknown) == 1:
            return unknown[0]
    told = _Attack(counts, sums, hidden)
    return next((key for key in small if told.is_narrow(key)), None)


def _complement(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: set[Key], exposed: Key
) -> Key | None:
    """Return the count to hide next: beside the exposed one, no total, crossing others, small.

    A zero hides nothing, and is nothing to hide. None where no other is left.
    """
    totals = {total for total, _ in sums}
    lines = [line for line in _lines(sums) if exposed in line]
    alone = [line for line in lines if sum(key in hidden for key in line) == 1]
    candidates = _open(counts, hidden, alone or lines) or _open(counts, hidden, _lines(sums))
    return min(
        candidates,
        key=lambda key: (key in totals, not _crosses(sums, hidden, key, exposed), counts[key]),
        default=None,
    )


def _open(
    counts: Mapping[Key, int], hidden: set[Key], lines: Sequence[tuple[Key, ...]]
) -> list[Key]:
    return [key for line in lines for key in line if key not in hidden and counts[key]]


def _crosses(sums: Sequence[Sum], hidden: set[Key], key: Key, exposed: Key) -> bool:
    """Return whether a line of `key` that the exposed one is not on has hidden counts already."""
    return any(
        hidden.intersection(line) for line in _lines(sums) if key in line and exposed not in line
    )


def _lines(sums: Sequence[Sum]) -> list[tuple[Key, ...]]:
    return [(*parts, total) for total, parts in sums]


class _Attack:
    """What somebody can work out of hidden counts from those that are shown, and the sums.

    They know that no zero is hidden, unless one was asked to be.
    """

    def __init__(self, counts: Mapping[Key, int], sums: Sequence[Sum], hidden: set[Key]) -> None:
        self._place = {key: place for place, key in enumerate(k for k in counts if k in hidden)}
        self._rows = list(self._equations(counts, sums))
        self._least = SMALLEST if all(counts[key] for key in hidden) else 0

    def is_narrow(self, key: Key) -> bool:
        """Return whether it can be told that a count is below 5, or one of fewer than five."""
        most = self._end(key, -1)
        return most < LARGEST or most - self._end(key, 1) < LARGEST - SMALLEST

    def _equations(
        self, counts: Mapping[Key, int], sums: Sequence[Sum]
    ) -> Iterator[tuple[list[int], int]]:
        """Yield each sum as its hidden counts' signs, and what they come to."""
        for total, parts in sums:
            signs, known = [0] * len(self._place), 0
            for key, sign in (*((part, 1) for part in parts), (total, -1)):
                if key in self._place:
                    signs[self._place[key]] += sign
                else:
                    known -= sign * counts[key]
            if any(signs):
                yield signs, known

    def _end(self, key: Key, way: int) -> float:
        """Return the least that a hidden count can be, or with `way` -1 the most."""
        from scipy.optimize import linprog

        aim = [0] * len(self._place)
        aim[self._place[key]] = way
        signs, known = zip(*self._rows, strict=True) if self._rows else ((), ())
        found = linprog(
            aim, A_eq=signs or None, b_eq=known or None, bounds=(self._least, None), method="highs"
        )
        # Unbounded: it can be any number.
        return round(way * found.fun, 6) if found.status == 0 else way * float("-inf")
