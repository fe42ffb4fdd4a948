"""Doubts: what was typed may mean several things, which stand on the card until one is chosen.

The step that asks anew freezes what was typed and its readings, so that a better reader moves no
open draft. One tap chooses a reading; whatever is typed instead takes their place.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from prompts.buttons import packed
from prompts.card import Tap
from prompts.options import Reading
from prompts.readings import DoubtError
from prompts.steps import Json


@dataclass(frozen=True)
class Doubt:
    """What was typed, the sentence that asks what it means, and what it may mean."""

    typed: str
    why: str
    readings: tuple[Json, ...]

    def rows(self, shown: Callable[[Json], str]) -> list[tuple[Tap, ...]]:
        """Return the readings as buttons, in words."""
        return packed(
            [Tap(shown(one), Reading(number)) for number, one in enumerate(self.readings)]
        )


def frozen(doubt: DoubtError) -> dict[str, Json]:
    """Return what the step that asks about a doubt freezes."""
    return {"typed": str(doubt), "why": doubt.why, "readings": list(doubt.readings)}


def doubt_in(detail: Mapping[str, Json]) -> Doubt | None:
    """Return the doubt that an asking froze, if it did."""
    readings = detail.get("readings")
    if not isinstance(readings, list | tuple):
        return None
    return Doubt(str(detail["typed"]), str(detail["why"]), tuple(readings))
