"""Councils whose notes show what is known: how often an estimate's interval holds the truth.

The notes of each supervisor show each thing as often as was drawn, and are read as well as those
of one of the writers whom the shipped reader was measured on.
"""

import random
from collections import Counter
from datetime import date
from typing import NamedTuple

import pytest

from practice import estimates
from practice.estimates import ErrorCounts, published_error_rates
from practice.evidence import INDICATORS
from reports import imported_notes
from reports.imported_notes import told
from storage.measures import NotesRead

HELD_ON = date(2025, 9, 1)
SEED = 20261129
COUNCILS, FEWER = 100, 10
OFTEN_ENOUGH = 0.9
WEIGHT = 2
"""So many texts of everybody's stand beside those of a writer who is drawn."""


class Tried(NamedTuple):
    """Of one indicator: in how many councils it was said, and held the truth, and how widely."""

    said: int
    held: int
    width: float


class Planted(NamedTuple):
    """What was read of a council's notes, and the share that shows each indicator in truth."""

    read: NotesRead
    truth: dict[str, float]


def planted(chance: random.Random) -> Planted:
    """Return 40 to 400 notes by 5 to 25 supervisors; how usual each thing is varies freely."""
    busy = [chance.uniform(0.5, 2) for _ in range(chance.randint(5, 25))]
    chosen = chance.choices(range(len(busy)), busy, k=chance.randint(40, 400))
    written = Counter(f"w{number:02}" for number in chosen)
    rates = published_error_rates()
    assert isinstance(rates, dict)
    found, truth = dict[str, Counter[str]](), dict[str, float]()
    for name in INDICATORS:
        usual, shown = chance.uniform(0.02, 0.98), 0
        everybody = ErrorCounts(*map(sum, zip(*rates[name], strict=True)))
        found[name] = Counter()
        for writer, notes in written.items():
            own = chance.betavariate(usual * 8, (1 - usual) * 8)
            showing = sum(chance.random() < own for _ in range(notes))
            rightly, wrongly = read_like(chance, chance.choice(rates[name]), everybody)
            found[name][writer] = times(chance, rightly, showing)
            found[name][writer] += times(chance, wrongly, notes - showing)
            shown += showing
        truth[name] = shown / written.total()
    return Planted(NotesRead(written, written, found, HELD_ON, HELD_ON), truth)


def times(chance: random.Random, share: float, of: int) -> int:
    return sum(chance.random() < share for _ in range(of))


def read_like(
    chance: random.Random, writer: ErrorCounts, everybody: ErrorCounts
) -> tuple[float, float]:
    """Return how often what a writer's notes show is found, and what they do not show.

    Drawn around that writer's own rates, drawn in to everybody's by as much as few texts tell: on
    average over writers it is what was published.
    """
    found, missed, wrongly, left = writer
    rightly = _around(chance, found, missed, everybody.found, everybody.missed)
    return rightly, _around(chance, wrongly, left, everybody.found_wrongly, everybody.rightly_left)


def _around(chance: random.Random, yes: int, no: int, all_yes: int, all_no: int) -> float:
    usual = all_yes / (all_yes + all_no)
    return chance.betavariate(yes + WEIGHT * usual, no + WEIGHT * (1 - usual))


def tried(councils: int, seed: int) -> dict[str, Tried]:
    chance = random.Random(seed)  # noqa: S311 - a simulation
    tries = dict.fromkeys(INDICATORS, Tried(0, 0, 0))
    for _ in range(councils):
        council = planted(chance)
        for one in told(council.read).estimates:
            if one.low is not None and one.high is not None:
                name = one.key.removeprefix("records.")
                said, held, width = tries[name]
                held += one.low <= council.truth[name] * 100 <= one.high
                tries[name] = Tried(said + 1, held, width + one.high - one.low)
    return tries


def test_the_interval_holds_the_truth_of_most_planted_councils(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(estimates, "REPLICATES", 200)
    imported_notes._estimated.cache_clear()
    tries = tried(FEWER, SEED)
    imported_notes._estimated.cache_clear()
    said = sum(one.said for one in tries.values())
    assert said > FEWER * len(INDICATORS) / 2
    assert sum(one.held for one in tries.values()) >= OFTEN_ENOUGH * said


@pytest.mark.thorough
@pytest.mark.parametrize("seed", [SEED, SEED + 1])
def test_the_interval_holds_the_truth_for_90_of_100_planted_councils(seed: int) -> None:
    tries = tried(COUNCILS, seed)
    for name, one in tries.items():
        width = one.width / one.said
        print(f"{name}: held {one.held} of {one.said} said, mean width {width:.0f} of 100")  # noqa: T201 - the figures to publish
    assert all(one.held >= OFTEN_ENOUGH * one.said for one in tries.values())
    assert all(one.said >= COUNCILS / 2 for one in tries.values())
