"""Where what does not count is: told where it concentrates, and silent where it is spread."""

import random

from reports.findings.concentration import Place, stands_out, where
from tests.each import each


def places(*numbers: tuple[int, int]) -> list[Place]:
    return [Place(f"{nth:03}", rest, of) for nth, (rest, of) in enumerate(numbers)]


def test_seven_practitioners_who_were_not_met_hold_most() -> None:
    of_seven = [(14, 14)] * 5 + [(13, 13)] * 2
    others = [(1, 9)] * 23
    found = where(places(*of_seven, *others))
    assert [place.id for place in found] == [f"{nth:03}" for nth in range(7)]
    assert sum(place.rest for place in found) == 96


def test_of_places_that_are_alike_all_are_named() -> None:
    found = where(places(*[(12, 12)] * 9, *[(0, 12)] * 21))
    assert len(found) == 9


@each(
    "spread",
    [
        [],
        [(4, 4), (0, 60)],  # fewer than five
        [(9, 9), (0, 200)],  # less than a tenth
        [(10, 10)] * 6,  # all of everybody
        [(7, 20)] * 10,  # exactly even
        [(20, 40)],  # one place alone
        [(12, 20), (10, 20), (9, 20), (8, 20), (9, 20)],  # no more than chance
        [(0, 0), (6, 6)],  # nobody else had any
    ],
)
def test_what_is_spread_is_not_told(spread: list[tuple[int, int]]) -> None:
    assert where(places(*spread)) == ()


def test_a_set_that_is_known_for_a_reason_is_held_to_the_same_bars() -> None:
    every = places((14, 14), (13, 14), (2, 14), (1, 14), (2, 14), (1, 14))
    assert stands_out(every[:2], every)
    assert not stands_out(every[2:], every)
    assert not stands_out(every, every)


def test_even_councils_are_silent() -> None:
    """Each unit counts with the same chance, whoever has it: what is found is chance."""
    chance = random.Random(1789)  # noqa: S311
    told = tried = 0
    for _ in range(4000):
        share = chance.uniform(0.1, 0.9)
        sizes = [chance.randint(1, 25) for _ in range(chance.randint(2, 60))]
        drawn = [(sum(chance.random() < share for _ in range(of)), of) for of in sizes]
        tried += 1
        told += bool(where(places(*drawn)))
    assert tried == 4000
    assert told <= 4, f"{told} of {tried} even councils were told of"
