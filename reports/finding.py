"""What a finding is, as it is shown and kept: no more than words and numbers."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from practice.calendar import Month


class Verdict(StrEnum):
    """What is said of a measure that was looked at."""

    SIGNAL = "signal"
    NOISE = "noise"
    TOO_LITTLE = "too little data"


class Direction(StrEnum):
    """What a change means for children; of demand, and where nobody decided, neither."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEITHER = "neither"


@dataclass(frozen=True)
class MadeOf:
    """What one category adds to a change: `rate` by what it did, `mix` by how much there is of it.

    The changes of a dimension's categories add up to the change.
    """

    dimension: str
    value: str
    change: float
    rate: float
    mix: float


@dataclass(frozen=True)
class Finding:
    """What came of looking at a measure, as it is told, and the question it leads to.

    `rule` is what was flagged, empty where nothing was. `before` and `after` are what the measure
    came to before `since` and from then on; all three are None where too little is known. `part` is
    the team that it is told of, empty where that is everybody. `records` is how many units of the
    month stand behind it, and `also` are the other measures that moved in those months.
    `most` has the parts that most of the change is, one a dimension at most.
    `told_with` is the measure whose finding tells of this one too, empty where it stands alone.
    A `gradual` change came little by little, and `after` is then what its latest months came to.
    """

    id: str
    measure: str
    verdict: Verdict
    rule: str
    direction: Direction
    sentence: str
    question: str
    ask: str
    caution: str
    records: int
    since: Month | None = None
    before: float | None = None
    after: float | None = None
    made_of: tuple[MadeOf, ...] = ()
    most: tuple[MadeOf, ...] = ()
    part: str = ""
    also: tuple[str, ...] = ()
    told_with: str = ""
    gradual: bool = False

    @property
    def is_signal(self) -> bool:
        """Whether it is more than chance, of all that was looked at."""
        return self.verdict is Verdict.SIGNAL


@dataclass(frozen=True)
class LookedAt:
    """What was looked at: the measures found quiet, and those of which too little is known.

    `flags` of the charts have their latest month flagged; `by_chance` is how many would be on
    average if nothing had moved.
    """

    quiet: tuple[str, ...] = ()
    too_little: tuple[str, ...] = ()
    flags: int = 0
    by_chance: float = 0.0

    def with_key(self, key: str, *, known: bool) -> "LookedAt":
        """Return the same with one more that was found quiet, or of which too little is known."""
        if known:
            return replace(self, quiet=(*self.quiet, key))
        return replace(self, too_little=(*self.too_little, key))


@dataclass(frozen=True)
class Found:
    """The findings of a month, those nearest to the children first, and what was looked at."""

    findings: tuple[Finding, ...] = ()
    looked: LookedAt = field(default_factory=LookedAt)

    @property
    def signals(self) -> tuple[Finding, ...]:
        """The findings that are more than chance."""
        return tuple(one for one in self.findings if one.is_signal)
