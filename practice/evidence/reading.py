"""What a version of the reader found in a text: which passages show what, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Bar(StrEnum):
    """The bars that a sentence passes: what it is good enough for.

    What passes `PROPOSE` is right in at least 80 of 100 texts, and is proposed as a claim. What
    passes `SAID` alone finds at least 90 of 100 of what is there: nobody is asked for it again.
    """

    PROPOSE = "propose"
    SAID = "said"


@dataclass(frozen=True)
class Found:
    """A passage that shows an indicator: its positions in the text, and the highest bar it passes.

    `sure` is between 0 and 1: of passages marked so, about that share is right.
    """

    indicator: str
    start: int
    end: int
    bar: Bar
    sure: float


@dataclass(frozen=True)
class Reading:
    """What was found in one text, for each indicator the surest passage first.

    `reader` is the version that read it. `process_share` is the share of its sentences that are
    about process (0 to 1), None where that was not read. It holds no word of the text.
    """

    reader: str
    found: tuple[Found, ...] = ()
    process_share: float | None = None

    def best(self, indicator: str) -> Found | None:
        """Return the surest passage for an indicator; None where nothing passes a bar."""
        return next((found for found in self.found if found.indicator == indicator), None)

    def proposed(self, indicator: str) -> Found | None:
        """Return the passage to propose for an indicator; None where none is sure enough."""
        best = self.best(indicator)
        return best if best and best.bar == Bar.PROPOSE else None

    def perhaps(self, indicator: str) -> Found | None:
        """Return the passage that may show an indicator, where none is sure enough to propose."""
        best = self.best(indicator)
        return best if best and best.bar == Bar.SAID else None

    def as_json(self) -> dict[str, Any]:
        """Return it as a step keeps it."""
        found = [[f.indicator, f.start, f.end, f.bar.value, round(f.sure, 3)] for f in self.found]
        return {"reader": self.reader, "found": found, "process_share": self.process_share}


def reading_in(kept: Mapping[str, Any]) -> Reading:
    """Return the reading that a step kept."""
    return Reading(kept["reader"], _found_in(kept["found"]), kept["process_share"])


def _found_in(kept: Sequence[Sequence[Any]]) -> tuple[Found, ...]:
    return tuple(Found(name, start, end, Bar(bar), sure) for name, start, end, bar, sure in kept)
