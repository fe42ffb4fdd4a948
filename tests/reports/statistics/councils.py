"""Invented councils whose measures do not move, and one measure that does; all from a seed.

Volumes and sizes of effect were written down here before any was tried. Some fifty measures as a
council of middle size has them, a third of them with few cases. What a month has in common with the
one before it (`ALIKE`), how much months spread beyond chance, and the seasons are as large as such
figures show.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reports.statistics.kinds import Kind
from reports.statistics.signals import Series

Months = NDArray[np.float64]

ALIKE = 0.3
COUNTS = (300, 220, 120, 80, 40, 25, 12, 6, 3, 1.5)
SEASONAL = 80
SEASON = 0.08
"""Counts so large rise and fall by so much in a year."""
SHARES_OF = (200, 120, 60, 40, 25, 15, 8)
SHARES = (0.05, 0.2, 0.5, 0.8, 0.95)
AVERAGES_OF = (60, 30, 12, 6)
SPREAD_OF_COUNTS, SPREAD_OF_ODDS, SPREAD_OF_DAYS = 0.08, 0.15, 0.5
MOVED = 8
"""An effect begins so many months before the last: in month 17 of 24."""


class Council:
    """A council's months, drawn from a seed."""

    def __init__(self, seed: int, months: int = 24, alike: float = ALIKE) -> None:
        self.rng = np.random.default_rng(seed)
        self.months = months
        self.alike = alike

    def quiet(self) -> dict[str, Series]:
        """Return 44 measures, none of which moves."""
        counts = {f"count of {mean}": self.count(self.level(mean)) for mean in COUNTS}
        pairs = [(SHARES[n % 5], SHARES_OF[n % 7]) for n in range(30)]
        shares = {
            f"share {s} of {of}, {n}": self.share(self.level(s), of)
            for n, (s, of) in enumerate(pairs)
        }
        days = {f"days of {of}": self.average(self.level(40), of) for of in AVERAGES_OF}
        return {**counts, **shares, **days}

    def level(self, before: float, after: float | None = None, moved: int = MOVED) -> Months:
        """Return a level a month, another one for the last `moved` of them."""
        level = np.full(self.months, float(before))
        if after is not None:
            level[-moved:] = after
        return level

    def rise(self, before: float, after: float, moved: int) -> Months:
        """Return a level that rises evenly over the last `moved` months."""
        level = np.full(self.months, float(before))
        level[-moved:] = np.linspace(before, after, moved + 1)[1:]
        return level

    def count(self, level: Months) -> Series:
        season = np.sin(2 * np.pi * (np.arange(self.months) + self.rng.integers(12)) / 12)
        season = season * SEASON * (level.mean() >= SEASONAL)
        drawn = self.rng.poisson(level * np.exp(self._drift(SPREAD_OF_COUNTS) + season))
        return Series(tuple(map(float, drawn)), 0, Kind.COUNT)

    def share(self, level: Months, of: float) -> Series:
        counted = self.rng.poisson(of, self.months)
        odds = np.log(level / (1 - level)) + self._drift(SPREAD_OF_ODDS)
        found = self.rng.binomial(counted, 1 / (1 + np.exp(-odds)))
        values = (f / n if n else None for f, n in zip(found, counted, strict=True))
        return Series(tuple(values), 1, Kind.SHARE, tuple(map(float, counted)))

    def average(self, level: Months, of: float) -> Series:
        counted = np.maximum(self.rng.poisson(of, self.months), 1)
        spread = SPREAD_OF_DAYS
        values = (
            float(mean * self.rng.lognormal(-(spread**2) / 2, spread, n).mean())
            for mean, n in zip(level, counted, strict=True)
        )
        return Series(tuple(values), -1, Kind.AVERAGE, tuple(map(float, counted)))

    def _drift(self, spread: float) -> Months:
        drift = np.zeros(self.months + 20)
        for month, noise in enumerate(self.rng.normal(size=len(drift))):
            before = drift[month - 1] if month else 0
            drift[month] = self.alike * before + np.sqrt(1 - self.alike**2) * noise
        return spread * drift[20:]


class Effect(NamedTuple):
    """What moves, in how many months, and the share of councils in which it has to be found."""

    least: float
    moved: int
    draw: Callable[[Council], Series]


EFFECTS: Mapping[str, Effect] = {
    "notifications 40 to 80": Effect(0.95, MOVED, lambda c: c.count(c.level(40, 80))),
    "contacts 250 to 375": Effect(0.75, MOVED, lambda c: c.count(c.level(250, 375))),
    "contacts 250 to 310": Effect(0.0, MOVED, lambda c: c.count(c.level(250, 310))),
    "days 40 to 52, of 40": Effect(0.9, MOVED, lambda c: c.average(c.level(40, 52), 40)),
    "days 40 to 52, of 15": Effect(0.0, MOVED, lambda c: c.average(c.level(40, 52), 15)),
    "share 0.45 to 0.65, of 60": Effect(0.8, MOVED, lambda c: c.share(c.level(0.45, 0.65), 60)),
    "share 0.45 to 0.55, of 60": Effect(0.0, MOVED, lambda c: c.share(c.level(0.45, 0.55), 60)),
    "share 0.4 to 0.2, of 40": Effect(0.6, MOVED, lambda c: c.share(c.level(0.4, 0.2), 40)),
    "share 0.4 to 0.25, of 40": Effect(0.0, MOVED, lambda c: c.share(c.level(0.4, 0.25), 40)),
    "share 0.5 to 0.8, of 12": Effect(0.0, MOVED, lambda c: c.share(c.level(0.5, 0.8), 12)),
    "share rising 0.35 to 0.65 in 24, of 60": Effect(
        0.6, 23, lambda c: c.share(c.rise(0.35, 0.65, 23), 60)
    ),
    "share rising 0.45 to 0.65 in 8, of 60": Effect(
        0.0, MOVED, lambda c: c.share(c.rise(0.45, 0.65, 8), 60)
    ),
    "notifications 40 to 80, two months ago": Effect(0.5, 2, lambda c: c.count(c.level(40, 80, 2))),
    "notifications 40 to 80, this month": Effect(0.0, 1, lambda c: c.count(c.level(40, 80, 1))),
}
"""What moves in one measure of the 45 that are looked at."""
