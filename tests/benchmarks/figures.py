"""What a run of the benchmarks found: figures, the machine they are of, and what became slower.

A time says little on its own, for machines and their load differ: a figure is a ratio to other work
of the same run, or the power by which a cost grows with the size of what was there before.
"""

import json
import math
import os
import platform
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlcipher3 import dbapi2

FLAT, GROWING = 0.1, 1.1
"""The highest exponents: of what must not grow, and of work that must."""

SLOWER = 1.5
"""A ratio that grew by this factor since the run before is told: less is the machine's weather."""

STEEPER = 0.3
"""So is an exponent that grew by so much."""


@dataclass(frozen=True)
class Figure:
    """What a piece of work costs: beside other work, and as what was there before grows.

    `ratio` is its time over that of `beside`; `exponent` is 0 for what is flat, 1 for what grows as
    fast as the size; `floor` is what it could not be under, or may not be above, in words. One of
    many that a line says together `is_detail`: written, and compared, but not shown.
    """

    work: str
    beside: str = ""
    ratio: float | None = None
    exponent: float | None = None
    floor: str = ""
    is_detail: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether it has a line of the table: a detail has none while it is flat."""
        return not self.is_detail or (self.exponent or 0) > FLAT


@dataclass(frozen=True)
class Run:
    """The figures of one run, and what they were measured on."""

    figures: list[Figure]
    at: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    python: str = field(default_factory=platform.python_version)
    sqlite: str = dbapi2.sqlite_version
    machine: str = field(default_factory=lambda: f"{platform.machine()}, {os.cpu_count()} cores")
    load: float = field(default_factory=lambda: os.getloadavg()[0])
    million_additions_ms: float = field(default_factory=lambda: _million_additions())

    def write(self, path: Path) -> None:
        """Write the run as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Run":
        """Return a run that was written."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(**(kept | {"figures": [Figure(**one) for one in kept["figures"]]}))


FIGURES: list[Figure] = []
"""What this process has measured so far; each benchmark adds its own."""


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size by which the costs grow (the slope between their logs)."""
    logs = [[math.log(one) for one in some] for some in (sizes, costs)]
    return statistics.linear_regression(*logs).slope


def slower(before: Iterable[Figure], now: Iterable[Figure]) -> Iterator[str]:
    """Yield a line for each figure that became worse by more than a machine's weather explains."""
    known = {(one.work, one.beside): one for one in before}
    for figure in now:
        old = known.get((figure.work, figure.beside))
        if old is None:
            continue
        if old.ratio and figure.ratio and figure.ratio > SLOWER * old.ratio:
            yield f"{figure.work}: {old.ratio:.3g} became {figure.ratio:.3g} times {figure.beside}"
        if None not in (old.exponent, figure.exponent) and _steeper(old, figure):
            yield f"{figure.work}: the exponent {old.exponent:.2f} became {figure.exponent:.2f}"


def _steeper(old: Figure, new: Figure) -> bool:
    assert old.exponent is not None
    assert new.exponent is not None
    return new.exponent > old.exponent + STEEPER


def show(run: Run) -> None:
    """Print the figures as one table."""
    title = f"{run.at} · {run.machine} · load {run.load:.1f} · {run.million_additions_ms:.0f} ms"
    table = Table(title=f"{title} for a million additions")
    for name in ("work", "beside", "ratio", "exponent", "floor"):
        table.add_column(name)
    for one in filter(lambda figure: figure.is_shown, run.figures):
        cells = ["" if x is None else f"{x:.2f}" for x in (one.ratio, one.exponent)]
        table.add_row(one.work, one.beside, *cells, one.floor)
    Console(width=150).print(table)


def _million_additions() -> float:
    """Return how fast this processor is now, in milliseconds of its time."""
    begun, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - begun) * 1e3
