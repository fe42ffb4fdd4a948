"""Blocking: which pairs of rows are worth comparing, each pair once, a portion at a time.

Rows that share a key stand in one block. Pairs of a block that is too large are left to the
narrower keys, so that the work grows with the rows and not with their square.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from practice.linkage.levels import INWARD, Rows
from practice.linkage.people import People
from practice.linkage.sounds import sound_of

Keys = NDArray[np.int32]
Numbers = NDArray[np.int32] | NDArray[np.int64]

LARGEST_BLOCK = 100
PORTION = 250_000
"""Pairs that are held at once, more or less."""

_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Spreads neighbouring numbers over all of 64 bits (Fibonacci hashing)."""


def portions(people: People, largest: int = LARGEST_BLOCK) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of rows that share a key, the smaller row first, in an order that is fixed."""
    earlier: list[Keys] = []
    for key in _keys(people):
        blocks = _blocks(key, people.second, largest)
        for left, right in blocks.pairs(people.second):
            new = _not_of(earlier, left, right)
            if len(new[0]):
                yield new
        earlier.append(key)


def _not_of(keys: list[Keys], left: Rows, right: Rows) -> tuple[Rows, Rows]:
    """Return the pairs that share none of the keys."""
    for key in keys:
        keep = (key[left] != key[right]) | (key[left] == 0)
        left, right = left[keep], right[keep]
    return left, right


def _keys(people: People) -> Iterator[Keys]:
    """Yield the numbers of each key, 0 where a row lacks a part of it."""
    forename, surname, born, lives = (
        people.forename,
        people.surname,
        people.birth_date,
        people.postcode,
    )
    sounds_of, initials_of = _by_name(people.names, sound_of), _by_name(people.names, _initial)
    turned_of = _turned(people.dates)
    year_of, months_of = turned_of // 10_000, turned_of % 10_000
    turned = turned_of[born]
    both = _in_any_order(forename, surname)
    sounds = _in_any_order(sounds_of[forename], sounds_of[surname])
    initials = _in_any_order(initials_of[forename], initials_of[surname])
    yield _joined(both, turned)
    yield _joined(forename, turned)
    yield _joined(surname, turned)
    yield _joined(surname, lives)
    yield _joined(forename, lives)
    yield _joined(born, lives)
    yield _joined(both)
    yield _joined(both, year_of[born])
    yield _joined(both, months_of[born])
    yield _joined(both, lives)
    yield _joined(initials, turned)
    yield _joined(initials, lives)
    yield _joined(sounds)
    yield _joined(sounds, year_of[born])
    yield _joined(sounds, months_of[born])
    yield _joined(sounds_of[forename], turned)
    yield _joined(sounds_of[surname], turned)
    yield _joined(sounds, _by_name(people.postcodes, _district)[lives])


def _joined(*parts: Numbers) -> Keys:
    """Return a number of 31 bits for each combination of parts, 0 where one of them is 0.

    Two combinations may have one number, about one in a thousand of two million: their rows are
    compared for nothing.
    """
    mixed, known = np.zeros(len(parts[0]), np.uint64), np.ones(len(parts[0]), np.bool_)
    for part in parts:
        known &= part > 0
        mixed = (mixed ^ part.astype(np.uint64)) * _ODD
        mixed ^= mixed >> np.uint64(29)
    number = (mixed >> np.uint64(33)).astype(np.int32)
    return np.where(known, np.maximum(number, 1), 0).astype(np.int32)


def _in_any_order(one: Numbers, other: Numbers) -> Keys:
    return _joined(np.minimum(one, other), np.maximum(one, other))


def _by_name(names: list[str], part: Callable[[str], str]) -> Keys:
    known: dict[str, int] = {"": 0}
    return np.fromiter((known.setdefault(part(n), len(known)) for n in names), np.int32, len(names))


def _initial(name: str) -> str:
    return name[:1]


def _district(postcode: str) -> str:
    return postcode[:-INWARD] or postcode


def _turned(dates: list[str]) -> Keys:
    """Return one number for a date and the one with its day and month changed."""
    numbers = ((d[:4], *sorted((d[4:6], d[6:]))) for d in dates)
    return np.fromiter((int("".join(n) or 0) for n in numbers), np.int32, len(dates))


class _Blocks(NamedTuple):
    """Rows in the order of their blocks, and for each the place at which its block ends."""

    order: Rows
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    def pairs(self, second: int | None) -> Iterator[tuple[Rows, Rows]]:
        """Yield each row with those after it in its block; in two lists, with the second's."""
        place = np.arange(len(self.order), dtype=np.int64)
        if second is None:
            yield from self._spelt_out(place + 1, self.ends)
        else:
            of_second = _counted(self.order >= second)
            seconds = of_second[self.ends] - of_second[self.begins]
            first = self.order < second
            yield from self._spelt_out(np.where(first, self.ends - seconds, self.ends), self.ends)

    def _spelt_out(
        self, begins: NDArray[np.int64], ends: NDArray[np.int64]
    ) -> Iterator[tuple[Rows, Rows]]:
        counts = ends - begins
        upto = np.cumsum(counts)
        start = 0
        while start < len(self.order):
            done = int(upto[start - 1]) if start else 0
            stop = max(start + 1, int(np.searchsorted(upto, done + PORTION, side="right")))
            many = counts[start:stop]
            left = np.repeat(self.order[start:stop], many)
            within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
            right = self.order[np.repeat(begins[start:stop], many) + within]
            yield np.minimum(left, right), np.maximum(left, right)
            start = stop


def _blocks(key: Keys, second: int | None, largest: int) -> _Blocks:
    """Return the blocks of a key; where one is too large, the key is made 0."""
    order = np.argsort(key, kind="stable").astype(np.int32)
    ordered = key[order]
    edges = np.flatnonzero(np.diff(ordered, prepend=-1, append=-1))
    sizes = np.diff(edges)
    too_many = sizes > largest
    if second is not None:
        of_second = np.diff(_counted(order >= second)[edges])
        too_many = of_second * (sizes - of_second) > largest * largest // 2
    key[order[np.repeat(too_many, sizes)]] = 0
    paired = (sizes > 1) & ~too_many & (ordered[edges[:-1]] > 0)
    kept = sizes[paired]
    ends = np.cumsum(kept)
    rows = order[np.repeat(paired, sizes)]
    return _Blocks(rows, np.repeat(ends - kept, kept), np.repeat(ends, kept))


def _counted(chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return how many were chosen before each place, and before the end."""
    return np.concatenate([[0], np.cumsum(chosen)]).astype(np.int64)
