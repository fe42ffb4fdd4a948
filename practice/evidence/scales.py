"""What a score means: the bars it passes and how surely it is right (`model/scales.json`).

Both models together are one scale, the linear model alone another. Each was set on writers whom the
models had not met (`tools/reader/bars.py`).
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from practice.evidence.reading import Bar

SCALES = Path(__file__).with_name("model") / "scales.json"


@dataclass(frozen=True)
class Scale:
    """The bars of one indicator, and the line from a score to how sure it is."""

    propose: float
    said: float
    slope: float
    constant: float

    def passed(self, score: float) -> Bar | None:
        """Return the highest bar that a score passes; None where it passes none."""
        if score >= self.propose:
            return Bar.PROPOSE
        return Bar.SAID if score >= self.said else None

    @property
    def halfway(self) -> float:
        """The score halfway between both bars."""
        return (self.propose + self.said) / 2

    def sure(self, score: float) -> float:
        """Return the share of texts with this score that are right (0 to 1)."""
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, self.slope * score + self.constant))))


@dataclass(frozen=True)
class Scales:
    """The scales of one way to read, by indicator, and that of a sentence about process."""

    by_indicator: Mapping[str, Scale]
    process: Scale


@dataclass(frozen=True)
class KnownScales:
    """Every scale, and how much the linear model counts beside the tagger."""

    both: Scales
    linear: Scales
    share_of_linear: float


@cache
def known_scales() -> KnownScales:
    """Return the scales that `python -m tools.reader measure` wrote."""
    kept = json.loads(SCALES.read_text(encoding="utf-8"))
    both, linear = (_scales(kept[name]) for name in ("both", "linear"))
    return KnownScales(both, linear, kept["share_of_linear"])


def _scales(kept: Mapping[str, Any]) -> Scales:
    by_indicator = {name: Scale(**scale) for name, scale in kept["by_indicator"].items()}
    return Scales(by_indicator, Scale(**kept["process"]))
