"""A build that became slower is noticed: by its own work, done twice, and by what was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.figures import Figure, Run, exponent, slower
from tests.benchmarks.growing import milliseconds

WORDS = ["She hid behind the sofa when he came in."] * 40_000


def work() -> int:
    return sum(len(word.split()) for word in WORDS)


def four_times() -> int:
    return work() + work() + work() + work()


def beside_itself(build: Callable[[], int]) -> Figure:
    return Figure("reading", "reading once", milliseconds(build) / milliseconds(work))


def test_a_build_that_does_its_work_four_times_is_noticed() -> None:
    assert beside_itself(four_times).work in next(
        slower([beside_itself(work)], [beside_itself(four_times)])
    )


def test_a_cost_that_began_to_grow_is_noticed() -> None:
    sizes = (1, 4, 16)
    flat = Figure("claiming", exponent=exponent(sizes, (2.0, 2.1, 2.0)))
    linear = Figure("claiming", exponent=exponent(sizes, (2.0, 8.1, 33.0)))
    assert flat.exponent == pytest.approx(0, abs=0.02)
    assert linear.exponent == pytest.approx(1, abs=0.02)
    assert len(list(slower([flat], [linear]))) == 1
    assert list(slower([linear], [flat])) == []


def test_what_was_written_is_what_is_compared(tmp_path: Path) -> None:
    run = Run([Figure("an update", "a bare row", 6.0, floor="3.7 raw"), Figure("new", "x", 1.0)])
    run.write(tmp_path / "run.json")
    again = Run.read(tmp_path / "run.json")
    assert again == run
    worse = [Figure("an update", "a bare row", 9.5), Figure("another", "x", 50.0)]
    assert list(slower(again.figures, worse)) == ["an update: 6 became 9.5 times a bare row"]
