"""Where most of what does not count is: a few of many places, or nowhere in particular.

A place is a practitioner or a team. An even share is what a place would hold if everybody had the
same share that does not count. The places are the fewest that hold nine tenths of all that lies
above an even share. They are named only where all of this is so:

- at least five do not count, and they are a tenth of all or more;
- the places hold two thirds of them or more;
- and 30 in 100 more of them than of everything that was counted;
- and an even spread would look so uneven in fewer than one of 1,000 (chi-square over all places).

tests/reports/test_concentration.py draws even councils, of which none is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

LEAST, LEAST_SHARE = 5, 0.1
MOST, MORE_THAN_THEIRS = 2 / 3, 0.3
_OF_THE_EXCESS = 0.9
_SURE = 3.09
"""The normal deviate that one of 1,000 lie beyond."""
_NEARLY = 1e-9


@dataclass(frozen=True)
class Place:
    """A practitioner or a team: how many of theirs do not count, of how many."""

    id: str
    rest: int
    of: int


def where(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the fewest places that most of what does not count is in; none where it is spread."""
    every = [place for place in places if place.of]
    found = _most_above_even(every)
    return found if stands_out(found, every) else ()


def stands_out(some: Sequence[Place], places: Iterable[Place]) -> bool:
    """Say whether so much of what does not count is in `some` of the places that it is told."""
    every = [place for place in places if place.of]
    rest, of = _sums(every)
    if rest < LEAST or rest < LEAST_SHARE * of or not some or len(some) == len(every):
        return False
    here, theirs = _sums(some)
    more = here / rest - theirs / of
    return here >= MOST * rest and more >= MORE_THAN_THEIRS and _unevenness(every) > _SURE


def _sums(places: Iterable[Place]) -> tuple[int, int]:
    found = list(places)
    return sum(place.rest for place in found), sum(place.of for place in found)


def _most_above_even(every: Sequence[Place]) -> tuple[Place, ...]:
    rest, of = _sums(every)
    above = {p.id: p.rest - p.of * rest / of for p in every}
    worst = sorted((p for p in every if above[p.id] > 0), key=lambda p: (-above[p.id], p.id))
    wanted = _OF_THE_EXCESS * sum(above[place.id] for place in worst)
    found: list[Place] = []
    held = 0.0
    for place in worst:
        # Two alike are not parted: which of them were named would be chance.
        is_alike = bool(found) and abs(above[found[-1].id] - above[place.id]) < _NEARLY
        if held >= wanted - _NEARLY and not is_alike:
            break
        found.append(place)
        held += above[place.id]
    return tuple(found)


def _unevenness(every: Sequence[Place]) -> float:
    """Return how far from even it is, as a normal deviate (chi-square by Wilson and Hilferty)."""
    rest, of = _sums(every)
    share, freedom = rest / of, len(every) - 1
    if not 0 < share < 1 or not freedom:
        return 0.0
    away = (
        (place.rest - place.of * share) ** 2 / (place.of * share * (1 - share)) for place in every
    )
    spread = 2 / (9 * freedom)
    return float(((sum(away) / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread))
