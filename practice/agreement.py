"""How far two people who chose for themselves chose the same, as a share and beyond chance.

Krippendorff's alpha for nominal values, two values a unit (Krippendorff K, "Content Analysis", 4th
ed. 2019, ch. 12): it asks for no fixed pair of people, and allows for small numbers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 10
"""Of fewer units than these nothing is said but how many there are."""


@dataclass(frozen=True)
class Agreement:
    """So many alike `of` so many; beyond chance 1 is always, 0 is as often as by chance."""

    alike: int
    of: int
    beyond_chance: float | None


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """Return how far the two of each pair are alike; None under 10 pairs.

    Beyond chance it is None where everybody chose the same: then nothing could have differed.
    """
    if len(pairs) < FEWEST:
        return None
    alike = sum(first == second for first, second in pairs)
    counted = Counter(value for pair in pairs for value in pair)
    total = counted.total()
    by_chance = sum(count * (count - 1) for count in counted.values()) / (total * (total - 1))
    if by_chance == 1:
        return Agreement(alike, len(pairs), None)
    differing = 1 - alike / len(pairs)
    return Agreement(alike, len(pairs), 1 - differing / (1 - by_chance))
