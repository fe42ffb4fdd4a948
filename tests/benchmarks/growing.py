"""How the processor's time of one piece of work grows while what was there before grows."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from tests.benchmarks.figures import FIGURES, Figure, exponent

SIZES = (1, 4) if os.environ.get("UNDERSTORY_BENCHMARKS") == "quick" else (1, 4, 16)
ROUNDS = 5


@dataclass(frozen=True)
class Growth:
    """What a piece of work costs at each of some sizes: milliseconds, or steps of a database."""

    work: str
    sizes: Sequence[int]
    costs: Sequence[float]

    @property
    def exponent(self) -> float:
        """How the cost grows with the size: 0 is flat, 1 is as fast as the size."""
        return exponent(self.sizes, self.costs)

    @override
    def __str__(self) -> str:
        """One line: the work, its time at each size, the exponent."""
        return self.told("ms")

    def told(self, unit: str) -> str:
        """Return the line, where the cost is counted in another unit."""
        costs = " / ".join(f"{one:.3g}" if unit == "ms" else f"{one:.0f}" for one in self.costs)
        return f"{self.work}: {costs} {unit}, exponent {self.exponent:.2f}"


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median of the processor's time that `work` takes, once it is warm."""
    work()
    return statistics.median(_once(work) for _ in range(rounds))


def _once(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


def growths(
    measured: Iterable[dict[str, float]], sizes: Sequence[int], while_: str
) -> list[Growth]:
    """Return the growth of each piece of work, from its milliseconds by name at each size.

    It is among the figures of this run, with `while_` what there is more of.
    """
    found = list(measured)
    grown = [Growth(work, sizes, [at[work] for at in found]) for work in found[0]]
    FIGURES.extend(Figure(f"{one.work}, {while_}", exponent=one.exponent) for one in grown)
    return grown


def new_folder(parent: Path, size: int) -> Path:
    """Return a new folder for the records of one size."""
    folder = parent / str(size)
    folder.mkdir()
    return folder
