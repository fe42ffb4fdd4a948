"""What it adds that the value two rows share is rare, or takes away that it is common."""

import numpy as np
from numpy.typing import NDArray

from practice.linkage.levels import Level, Pattern, Rows
from practice.linkage.people import Codes, People
from practice.linkage.weights import Shares, Weights

Gains = NDArray[np.float64]


class Rarity:
    """How common each value is, counted among the other rows: the two in question say nothing."""

    def __init__(self, people: People, weights: Weights) -> None:
        self._people = people
        self._columns = (people.forename, people.surname, people.birth_date, people.postcode)
        lists = (people.names, people.names, people.dates, people.postcodes)
        exact = weights.unrelated[:, Level.EXACT]
        self._gain = [
            _gain(column, len(values), float(chance))
            for column, values, chance in zip(self._columns, lists, exact, strict=True)
        ]

    def gains(self, pattern: Pattern, left: Rows, right: Rows) -> Shares:
        """Return the natural logarithms to add for each kind: (3 kinds, pairs)."""
        forename, surname, born, lives = (
            np.where(levels == Level.EXACT, gain[column[left]], 0)
            for levels, gain, column in zip(pattern[:4], self._gain, self._columns, strict=True)
        )
        # In a household the forename is anybody's, so a rare one says as little as for others.
        shared = surname + born + lives
        gains = np.stack([forename + shared, shared, np.zeros(len(left))])
        at = np.flatnonzero(pattern.swapped).astype(np.int32)
        gains[0, at] = born[at] + lives[at] + self._of_swapped(pattern, left, right, at)
        return gains

    def _of_swapped(self, pattern: Pattern, left: Rows, right: Rows, at: Rows) -> Gains:
        """Return the smaller gain of both orders: the row that is the right way round has it."""
        first, last = self._people.forename, self._people.surname
        crossed, recrossed = pattern.forename[at] == Level.EXACT, pattern.surname[at] == Level.EXACT
        as_left = crossed * self._gain[0][first[left[at]]]
        as_left += recrossed * self._gain[1][last[left[at]]]
        as_right = recrossed * self._gain[0][first[right[at]]]
        as_right += crossed * self._gain[1][last[right[at]]]
        return np.asarray(np.minimum(as_left, as_right))


def _gain(column: Codes, values: int, by_chance: float) -> Gains:
    many = np.bincount(column, minlength=values).astype(np.float64)
    known = max(many[1:].sum(), 1)
    share = (np.maximum(many - 2, 0) + min(1, by_chance * known)) / known
    return np.asarray(np.log(by_chance / np.maximum(share, 1e-12)))
