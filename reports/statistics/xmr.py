"""XmR charts (statistical process control), as NHS Making Data Count defines them.

The definition is that of the R package NHSRplotthedots; docs/statistics.md tells it in words. The
NHS's spreadsheet does not screen moving ranges: `screen=False` gives its limits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reports.statistics.limits import Limits, compared, limits_of
from reports.statistics.rules import Flag, Rule, flags_of

Icon = Literal["improvement", "concern", "neither", "common"]
Assurance = Literal["passes", "fails", "inconsistent"]


@dataclass(frozen=True)
class XmR:
    """A chart: each point's flag, the way it points and what that means; the limits that hold now.

    `ways[i]` is 1 where a flagged point is high or rising, -1 where it is low or falling.
    `stretches` are the limits of each stretch between two rebases, the last of which hold now.
    `latest` is the index of the last point that is known, None where there is none; `icon` is what
    it means.
    `assurance` says of a target whether it is met whatever chance does; None without a target or
    a direction. `screened` says whether large moving ranges were left out of the average.
    """

    values: tuple[float | None, ...]
    flags: tuple[Rule, ...]
    ways: tuple[int, ...]
    meanings: tuple[Icon, ...]
    stretches: tuple[Limits, ...]
    latest: int | None
    assurance: Assurance | None
    screened: bool

    @property
    def now(self) -> Limits:
        """The limits that hold now."""
        return self.stretches[-1]

    @property
    def mean(self) -> float | None:
        """The mean; None where no point is known."""
        return self.now.mean

    @property
    def lower(self) -> float | None:
        """The lower limit; None where no two neighbouring points are known."""
        return self.now.lower

    @property
    def upper(self) -> float | None:
        """The upper limit; None where no two neighbouring points are known."""
        return self.now.upper

    @property
    def trial(self) -> bool:
        """Whether the limits are on trial: fewer than 13 points."""
        return self.now.trial

    @property
    def icon(self) -> Icon:
        """What the latest point means."""
        return "common" if self.latest is None else self.meanings[self.latest]


def analyse(  # noqa: PLR0913 - the first four are a fixed format, the others are settings of the chart
    values: Sequence[float | None],
    direction: int,
    baseline: int | None = None,
    screen: bool = True,
    *,
    rebases: Sequence[int] = (),
    target: float | None = None,
    beyond_counts: bool = False,
) -> XmR:
    """Return the XmR chart of values in the order of time; None is a gap.

    `direction` is 1 where more is better, -1 where less is, 0 where neither. `baseline` takes the
    limits from the first so many points of each stretch, `screen` leaves moving ranges of 3.267
    times their average out, `rebases` are the indices at which a new stretch begins, `target` is
    what was promised, and `beyond_counts` lets a point beyond the outer limit be one of two in
    three, as newer spreadsheets do.

    A gap is no zero: it enters no mean, no moving range spans it, and it breaks every run.

    ValueError where the direction, the baseline, a rebase or a value can be no such thing.
    """
    _check(values, direction, baseline, rebases)
    known = tuple(None if value is None else float(value) for value in values)
    edges = [0, *sorted(set(rebases) - {0}), len(known)]
    stretches = [limits_of(known, *edge, baseline, screen=screen) for edge in pairwise(edges)]
    flags = [
        flag
        for each in stretches
        for flag in flags_of(known[each.start : each.end], each, beyond_counts=beyond_counts)
    ]
    return XmR(
        values=known,
        flags=tuple(flag.rule for flag in flags),
        ways=tuple(flag.way for flag in flags),
        meanings=tuple(_meaning(flag, direction) for flag in flags),
        stretches=tuple(stretches),
        latest=max((i for i, value in enumerate(known) if value is not None), default=None),
        assurance=_assurance(target, stretches[-1], direction),
        screened=screen,
    )


def _check(
    values: Sequence[float | None], direction: int, baseline: int | None, rebases: Sequence[int]
) -> None:
    if direction not in {1, 0, -1}:
        raise ValueError(f"A direction is 1, 0 or -1, and not {direction}.")
    if baseline is not None and baseline <= 1:
        raise ValueError(f"A baseline has two points or more, and not {baseline}.")
    if wrong := [index for index in rebases if not 0 <= index < len(values)]:
        raise ValueError(f"There is no point {wrong[0]} to begin a stretch at.")
    if not all(value is None or math.isfinite(value) for value in values):
        raise ValueError("A value is a number, or None where there is a gap.")


def _meaning(flag: Flag, direction: int) -> Icon:
    if flag.rule is Rule.NONE:
        return "common"
    if direction == 0:
        return "neither"
    return "improvement" if flag.way * direction > 0 else "concern"


def _assurance(target: float | None, limits: Limits, direction: int) -> Assurance | None:
    """Return whether a target lies beyond the limits, on the better side or on the worse."""
    if target is None or direction == 0 or limits.upper is None:
        return None
    above, below = compared(target, limits.upper) > 0, compared(target, limits.lower) < 0
    if not above and not below:
        return "inconsistent"
    return "fails" if above == (direction > 0) else "passes"
