"""How alike two people are, column by column: to be told to whoever compares them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from practice.linkage.levels import COLUMNS, Comparison, Level
from practice.linkage.people import Person, people


@dataclass(frozen=True)
class Likeness:
    """The level of each column; `swapped` where forename and surname changed places."""

    levels: Mapping[str, Level]
    swapped: bool


def likeness(one: Person, other: Person) -> Likeness:
    """Return how alike two people are, as proposals are made of it."""
    rows = people([one], [other])
    left, right = np.zeros(1, np.int32), np.ones(1, np.int32)
    pattern = Comparison(rows).pattern(left, right)
    levels = {name: Level(int(pattern[at][0])) for at, name in enumerate(COLUMNS)}
    return Likeness(levels, bool(pattern.swapped[0]))
