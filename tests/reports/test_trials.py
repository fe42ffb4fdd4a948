"""A guide's new version with a planted effect is found and dated; one without stays quiet."""

from collections.abc import Iterable

import pytest

from reports import trials
from reports.trials import Trial
from storage.session import Session
from tests.reports.conftest import Scratch
from tests.reports.tried import EFFECT, PLANTED, Invented, invented

SEEDS, UNSEEN = range(1, 6), range(52_001, 52_101)
LEAST_FOUND, MOST_FALSE = 0.95, 0.1
"""Of the planted effects so many are found, and of quiet councils so many told of one at most."""


def tried(session: Session, council: Invented) -> Trial:
    (trial,) = trials.tried(session, trials.every(session, council.later), council.later)
    return trial


def found(scratch: Scratch, seed: int, effect: float) -> tuple[set[str], bool]:
    """Return what is found of a council, and whether it is dated to the day."""
    with scratch() as session:
        council = invented(session, seed, effect)
        trial = tried(session, council)
        return {one.key for one in trial.found}, trial.days.day == council.day


def share(of: Iterable[bool]) -> float:
    told = list(of)
    return sum(told) / len(told)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_planted_effect_is_found_and_dated_to_the_day(scratch: Scratch, seed: int) -> None:
    keys, is_dated = found(scratch, seed, EFFECT)
    assert f"records.{PLANTED}" in keys
    assert is_dated


@pytest.mark.parametrize("seed", SEEDS)
def test_without_an_effect_nothing_is_said(scratch: Scratch, seed: int) -> None:
    assert found(scratch, seed, 0.0) == (set(), True)


@pytest.mark.benchmark
def test_what_is_found_of_a_hundred_versions_with_an_effect_and_of_a_hundred_without(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = [found(scratch, seed, EFFECT) for seed in UNSEEN]
    quiet = [found(scratch, seed, 0.0)[0] for seed in UNSEEN]
    right = share(f"records.{PLANTED}" in keys and is_dated for keys, is_dated in planted)
    false = share(bool(keys) for keys in quiet)
    joined = share(bool(keys) for seed, keys in zip(UNSEEN, quiet, strict=True) if seed % 2)
    with capsys.disabled():
        print(f"\nfound and dated to the day: {right:.2f} of {len(UNSEEN)}")  # noqa: T201
        print(f"something said of no effect: {false:.2f}; where somebody came: {joined:.2f}")  # noqa: T201
    assert right >= LEAST_FOUND
    assert false <= MOST_FALSE
