"""How alike two rows are, column by column: a level each, and the pattern they make together.

A level is found once for each pair of different values, whatever the number of rows that bear it.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from practice.linkage.nicknames import groups_of
from practice.linkage.people import Codes, People
from practice.linkage.sounds import sound_of

Levels = NDArray[np.int8]
Rows = NDArray[np.int32]

ALIKE = 0.87
"""Names at least so alike, by Jaro and Winkler, are near."""

_SHORTEST_SLIP = 3
_FIRST_OF_JANUARY = 101
INWARD = 3
"""The last three of a British postcode are its inward code."""


class Level(IntEnum):
    """How alike two values are. What the middle three are differs by column."""

    MISSING = 0
    EXACT = 1
    VARIANT = 2
    SLIP = 3
    NEAR = 4
    DIFFERENT = 5


LEVELS = len(Level)


class Pattern(NamedTuple):
    """The levels of a pair of rows; `swapped` where forename and surname changed places."""

    forename: Levels
    surname: Levels
    birth_date: Levels
    postcode: Levels
    swapped: NDArray[np.bool_]


COLUMNS = Pattern._fields[:4]
PATTERNS = 2 * LEVELS ** len(COLUMNS)


def encoded(pattern: Pattern) -> NDArray[np.int16]:
    """Return one number a pattern, below `PATTERNS`."""
    number = pattern.swapped.astype(np.int16)
    for levels in pattern[:4]:
        number = number * LEVELS + levels
    return number


def decoded(number: NDArray[np.int16]) -> Pattern:
    """Return the pattern that was encoded."""
    one, two, three, four = (
        (number // LEVELS**power % LEVELS).astype(np.int8) for power in (3, 2, 1, 0)
    )
    return Pattern(one, two, three, four, number >= LEVELS**4)


class Comparison:
    """Compares rows of `people` in any number of portions."""

    def __init__(self, people: People) -> None:
        self.people = people
        self._name = _Names(people.names)
        self._date = _Dates(people.dates)
        self._postcode = _Postcodes(people.postcodes)

    def pattern(self, left: Rows, right: Rows) -> Pattern:
        """Return how alike each row of `left` is to that of `right`."""
        p = self.people
        first, last = p.forename, p.surname
        forename = self._once(self._name, first[left], first[right])
        surname = self._once(self._name, last[left], last[right])
        swapped = np.zeros(len(left), np.bool_)
        maybe = np.flatnonzero((forename >= Level.NEAR) & (surname >= Level.NEAR))
        here, there = left[maybe], right[maybe]
        crossed = self._once(self._name, first[here], last[there])
        recrossed = self._once(self._name, last[here], first[there])
        is_swap = _agrees(crossed) & _agrees(recrossed)
        at = maybe[is_swap]
        forename[at], surname[at], swapped[at] = crossed[is_swap], recrossed[is_swap], True
        born = self._once(self._date, p.birth_date[left], p.birth_date[right])
        lives = self._once(self._postcode, p.postcode[left], p.postcode[right])
        return Pattern(forename, surname, born, lives, swapped)

    @staticmethod
    def _once(compare: Callable[[Codes, Codes], Levels], left: Codes, right: Codes) -> Levels:
        """Return the levels of pairs of values, comparing each pair of different ones once."""
        levels = np.where(left == right, Level.EXACT, Level.MISSING).astype(np.int8)
        levels[(left == 0) | (right == 0)] = Level.MISSING
        rest = np.flatnonzero((left != right) & (left != 0) & (right != 0))
        low, high = np.minimum(left[rest], right[rest]), np.maximum(left[rest], right[rest])
        key = low.astype(np.int64) << 32 | high
        different, where = np.unique(key, return_inverse=True)
        pairs = (different >> 32).astype(np.int32), (different & 0xFFFFFFFF).astype(np.int32)
        levels[rest] = compare(*pairs)[where]
        return levels


def _agrees(levels: Levels) -> NDArray[np.bool_]:
    return (levels >= Level.EXACT) & (levels <= Level.SLIP)


def _slips(values: list[str], left: Codes, right: Codes) -> NDArray[np.bool_]:
    """Return where one letter too many, too few, wrong or changed with the next is all."""
    one, other = [values[at] for at in left], [values[at] for at in right]
    found = process.cpdist(one, other, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    return np.asarray(found <= 1, np.bool_)


class _Names:
    """VARIANT is a nickname or a part of a longer name, NEAR the same sound or initial too."""

    def __init__(self, values: list[str]) -> None:
        self._values = values
        self._length = np.fromiter(map(len, values), np.int32, len(values))
        self._sound = np.array([sound_of(v) for v in values])
        self._parts = np.fromiter((" " in name for name in values), np.bool_, len(values))
        self._groups = [groups_of(name) for name in values]
        self._nicked = np.fromiter(map(bool, self._groups), np.bool_, len(values))

    def __call__(self, left: Codes, right: Codes) -> Levels:
        one, other = [self._values[at] for at in left], [self._values[at] for at in right]
        alike = process.cpdist(one, other, scorer=JaroWinkler.similarity, dtype=np.float32)
        sounds = self._sound[left] == self._sound[right]
        levels = np.where((alike >= ALIKE) | sounds, Level.NEAR, Level.DIFFERENT).astype(np.int8)
        short = np.minimum(self._length[left], self._length[right])
        slips = _slips(self._values, left, right) & (short >= _SHORTEST_SLIP)
        levels[slips] = Level.SLIP
        for at in np.flatnonzero(short == 1):
            levels[at] = Level.NEAR if one[at][0] == other[at][0] else Level.DIFFERENT
        for at in np.flatnonzero(self._nicked[left] & self._nicked[right]):
            if self._groups[left[at]] & self._groups[right[at]]:
                levels[at] = Level.VARIANT
        for at in np.flatnonzero(self._parts[left] | self._parts[right]):
            if _share_a_part(one[at], other[at]):
                levels[at] = Level.VARIANT
        return levels


def _share_a_part(one: str, other: str) -> bool:
    shared = set(one.split()) & set(other.split())
    together = one.replace(" ", "") == other.replace(" ", "")
    return together or any(len(part) >= _SHORTEST_SLIP for part in shared)


class _Dates:
    """VARIANT is day and month changed; NEAR two of year, month and day the same.

    NEAR is the year alone too where one is 1 January, which people write for no more than a year.
    """

    def __init__(self, values: list[str]) -> None:
        self._values = values
        whole = np.fromiter((int(value or 0) for value in values), np.int32, len(values))
        self._year, self._month, self._day = whole // 10_000, whole // 100 % 100, whole % 100
        self._first_day = whole % 10_000 == _FIRST_OF_JANUARY

    def __call__(self, left: Codes, right: Codes) -> Levels:
        year = self._year[left] == self._year[right]
        month = self._month[left] == self._month[right]
        day = self._day[left] == self._day[right]
        turned = (self._month[left] == self._day[right]) & (self._day[left] == self._month[right])
        two = year.astype(np.int8) + month + day >= 2  # noqa: PLR2004
        guessed = year & (self._first_day[left] | self._first_day[right])
        levels = np.where(two | guessed, Level.NEAR, Level.DIFFERENT).astype(np.int8)
        levels[_slips(self._values, left, right)] = Level.SLIP
        levels[year & turned] = Level.VARIANT
        return levels


class _Postcodes:
    """NEAR is the same district; VARIANT does not occur."""

    def __init__(self, values: list[str]) -> None:
        self._values = values
        districts: dict[str, int] = {}
        outward = (v[:-INWARD] if len(v) > INWARD + 1 else "" for v in values)
        numbers = (districts.setdefault(o, len(districts) + 1) if o else 0 for o in outward)
        self._district = np.fromiter(numbers, np.int32, len(values))

    def __call__(self, left: Codes, right: Codes) -> Levels:
        same = self._district[left] == self._district[right]
        near = same & (self._district[left] > 0)
        levels = np.where(near, Level.NEAR, Level.DIFFERENT).astype(np.int8)
        levels[_slips(self._values, left, right)] = Level.SLIP
        return levels
