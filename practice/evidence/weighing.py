"""How much the features of a passage speak for each indicator (`weights.json`)."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from practice.evidence.child_voice import CHILD_NAMED
from practice.evidence.features import Features, together

WEIGHED: tuple[str, ...] = ("child_voice", "why", "own_practice", "impact")
WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Weights:
    """For each indicator in `WEIGHED` order: the weight of each feature, and what to pass."""

    by_feature: dict[str, tuple[float, ...]]
    bars: tuple[float, ...]

    def weigh(self, passage: Sequence[Features]) -> list[tuple[float, int]]:
        """Return for each indicator how far above its bar a passage is, below 0 if not shown.

        With it goes which of the sentences of the passage speaks most for the indicator.
        """
        whole = together(passage)
        totals = self._totals(whole)
        beside = sum(wording in self.by_feature for wording in whole.wordings)
        parts = [self._totals(part, beside) for part in passage]
        if CHILD_NAMED not in whole.deeds:
            # A change in an adult alone is no impact, whatever its total.
            totals[WEIGHED.index("impact")] = -math.inf
        return [
            (total - bar, max(range(len(parts)), key=lambda part: parts[part][at]))
            for at, (total, bar) in enumerate(zip(totals, self.bars, strict=True))
        ]

    def total(self, features: Features, indicator: str) -> float:
        """Return how much a single piece of text speaks for an indicator."""
        return self._totals(features)[WEIGHED.index(indicator)]

    def _totals(self, features: Features, beside: int | None = None) -> list[float]:
        totals = [0.0] * len(WEIGHED)
        for name, value in features.values(self.by_feature, beside).items():
            for indicator, weight in enumerate(self.by_feature.get(name, ())):
                totals[indicator] += weight * value
        return totals


@cache
def weights() -> Weights:
    """Return the weights made by `tests/practice/train.py`."""
    written = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    by_feature = {name: tuple(row) for name, row in written["weights"].items()}
    return Weights(by_feature, tuple(written["bars"][name] for name in WEIGHED))
