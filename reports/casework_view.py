"""What a summary says of the council's own files: figures of four units, each with its meaning."""

from dataclasses import dataclass
from datetime import date

from practice.calendar import Month


@dataclass(frozen=True)
class Amount:
    """What a month comes to; `value` is None where nothing can be said.

    `left_out` is how many were not counted because nobody knows yet, or because the file does not
    say; None where that is not to be told. `until` is the day the month runs to, where that is not
    over.
    `missing` is the file that has no row of it, where it lacks one. Of a month that is `hidden`
    nothing is told; one whose counts alone are left out has a value and no counts. One that looks a
    year back `is_short` where the file does not go back so far. `ends` is the day of the last row
    that was brought in, where that file ends before the month, `begins` that of the first where
    it begins late. `surely` are the ends of the 95% interval of a middle value, where there are
    enough to tell.
    """

    period: Month
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    left_out: int | None = 0
    until: date | None = None
    is_early: bool = False
    missing: str = ""
    hidden: bool = False
    is_short: bool = False
    ends: date | None = None
    surely: tuple[float, float] | None = None
    begins: date | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is over, all of it is counted, and its file goes as far as it looks."""
        has_gap = self.is_short or self.ends is not None or self.begins is not None
        return self.until is None and not self.is_early and not has_gap

    @property
    def is_comparable(self) -> bool:
        """Whether other months may be set beside it: it is known, and whole.

        `is_early` says that some of it is too recent.
        """
        return self.value is not None and self.is_whole


@dataclass(frozen=True)
class Meaning:
    """What a figure counts, of what, from which files, and what it leaves out."""

    numerator: str
    denominator: str
    source: str
    leaves_out: str


@dataclass(frozen=True)
class Range:
    """How far a count could still go down: to `low`, were every doubt about it confirmed.

    So many doubts nobody looked at, and so many nobody could tell.
    """

    low: int
    high: int
    unlooked: int
    untold: int


@dataclass(frozen=True)
class OfEngland:
    """England's figure beside a council's: `value` of the year up to `at` or of that day.

    `here` is the council's own over as long a time, `text` both in words, with the source;
    `counts` says what England counts.
    """

    value: float
    here: float
    at: date
    text: str
    counts: str
    source: str
    address: str


@dataclass(frozen=True)
class CaseworkFigure:
    """A measure of the council's own files, with its months, the oldest first.

    `told` is this month's figure in words, `pairs` what it must be read beside, said in full.
    `direction` says whether less (-1) or more (1) is better, or neither. `range` is of this month,
    where the count rests on what is still in doubt. `england` stands beside the whole council's
    alone.
    """

    key: str
    group: str
    unit: str
    label: str
    told: str
    series: tuple[Amount, ...]
    paired_with: tuple[str, ...]
    pairs: str
    caution: str
    meaning: Meaning
    direction: int = 0
    range: Range | None = None
    england: OfEngland | None = None

    @property
    def caution_beside(self) -> str:
        """The caution where `told` stands beside it: without what that says already."""
        return self.caution.removeprefix(self.told).lstrip()

    @property
    def now(self) -> Amount:
        """The month the summary is about."""
        return self.series[-1]

    @property
    def last(self) -> Amount:
        """The month before it."""
        return self.series[-2]

    @property
    def is_known(self) -> bool:
        """Whether any of the months has a value."""
        return any(amount.value is not None for amount in self.series)
