"""The one view model of a summary: every format is rendered from it, and from nothing else."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from practice.calendar import Month, london_day
from reports.casework_view import CaseworkFigure
from reports.finding import Finding, LookedAt
from reports.imported_view import FromNotes
from reports.places import MOST, Enquired, Missing, Question, Where
from reports.spans import Span, span
from reports.two_months_view import TwoMonths


@dataclass(frozen=True)
class Point:
    """One month of a measure; `value` is a share from 0 to 1, None where nothing was counted.

    `since` and `until` are as in Span. Of a month that is `hidden` the counts are left out as 0.
    Nothing is counted before the first supervision is written down: `uncounted` is then how many it
    would be counted from, and None of every other month.
    """

    period: Month
    numerator: int
    denominator: int
    since: date | None = None
    until: date | None = None
    hidden: bool = False
    uncounted: int | None = None

    @property
    def has_begun(self) -> bool:
        """Whether supervisions were written down by the end of it, so that it is counted."""
        return self.uncounted is None

    @property
    def span(self) -> Span:
        """The month, and how much of it is counted."""
        return Span(self.period, self.since, self.until)

    @property
    def is_comparable(self) -> bool:
        """Whether other months may be set beside it: it is whole, and something was counted."""
        return self.span.is_whole and bool(self.denominator)

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, or None where there was nothing to count."""
        return self.numerator / self.denominator if self.denominator else None

    @property
    def rest(self) -> int:
        """How many of those counted from do not count."""
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Behind:
    """How many records stand behind a number, and how many of them open for the reader."""

    count: int
    opens: int


@dataclass(frozen=True)
class Beside:
    """A number that stands beside a measure: "88 in depth"."""

    value: float
    label: str


@dataclass(frozen=True)
class Listed:
    """A list behind a number: of which measure, showing what, and how many are on it.

    `within` is the category that it is narrowed to, where it is, `by` the dimension of that. One of
    another team than the summary's, below it, has its `team_id`, and its name in `within`.
    """

    measure: str
    shows: str
    count: int
    within: str = ""
    by: str = "team"
    team_id: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of the first screen; `measure` is the figure it is about.

    `lists` are the lists behind its numbers, in their order. `question` is the measure whose
    question it puts, `enquiry` the one taken up that it tells of. One that `is_below` the first
    sentences is a finding with its question, or leads to these. `quotation` is the id of the
    child's words that it quotes, `page` the page that tells more.
    """

    text: str
    measure: str | None = None
    behind: Behind | None = None
    lists: tuple[Listed, ...] = ()
    question: str | None = None
    enquiry: str | None = None
    is_below: bool = False
    quotation: str | None = None
    page: str | None = None


@dataclass(frozen=True)
class Figure:
    """A measure of one team, with its months (oldest first, this month last).

    `is_aside` says that nobody asked for what it counts, and that no month has any. `direction` is
    as in Measure.
    """

    key: str
    group: str
    noun: str
    label: str
    count: str
    series: tuple[Point, ...]
    paired_with: tuple[str, ...]
    caution: str
    compared: str
    behind: Behind
    beside: tuple[Beside, ...] = ()
    is_aside: bool = False
    where: Where | None = None
    direction: int = 1

    @property
    def caution_beside(self) -> str:
        """The caution where `count` stands beside it: without what that says already."""
        return self.caution.removeprefix(self.count).lstrip()

    @property
    def now(self) -> Point:
        """The month the summary is about."""
        return self.series[-1]

    @property
    def last(self) -> Point:
        """The month before it."""
        return self.series[-2]

    def sentence(self, *texts: str, lists: tuple[Listed, ...] = ()) -> Sentence:
        """Return the texts that are not empty as one sentence that leads to the lists."""
        return Sentence(" ".join(filter(None, texts)), self.key, self.behind, lists)

    def most(self) -> tuple[Listed, ...]:
        """Return the list of those in the few places where most of what does not count is."""
        return (Listed(self.key, MOST, self.where.count),) if self.where else ()


class Unsaid(StrEnum):
    """Why an estimate is not told of a month: none was made, it is not over, or of too few."""

    NOTHING = "nothing"
    RUNNING = "running"
    FEW = "few"


@dataclass(frozen=True)
class Estimated:
    """A month of an estimate: `of_100`, with its published `error` (of 100 too).

    It is None where `unsaid` says why; `error` is None where none is known of the version of the
    `reader`. `left_out` of 100 sentences were read by another version.
    """

    span: Span
    unsaid: Unsaid | None = None
    of_100: int | None = None
    error: int | None = None
    reader: str | None = None
    left_out: int = 0

    @property
    def value(self) -> float | None:
        """The share from 0 to 1, None where it is not told."""
        return None if self.of_100 is None else self.of_100 / 100

    def is_beside(self, last: "Estimated") -> bool:
        """Say whether another month may be set beside it: both whole, and read alike."""
        told = self.of_100 is not None and last.of_100 is not None
        return told and self.span.is_whole and last.span.is_whole and self.reader == last.reader


@dataclass(frozen=True)
class Estimate:
    """A share of a team's texts that is estimated and not counted: no list stands behind it."""

    key: str
    label: str
    series: tuple[Estimated, ...]
    paired_with: tuple[str, ...]
    caution: str

    @property
    def now(self) -> Estimated:
        """The month the summary is about."""
        return self.series[-1]

    @property
    def last(self) -> Estimated:
        """The month before it."""
        return self.series[-2]


@dataclass(frozen=True)
class Section:
    """A heading of the first screen and its sentences."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]

    def with_more(self, *more: Sentence) -> "Section":
        """Return the section with more sentences at its end."""
        return replace(self, sentences=(*self.sentences, *more))


@dataclass(frozen=True)
class Doubt:
    """Something that limits what the figures can say; `count` is None where nothing is counted.

    So it is where the number is `hidden`. What is about one of the council's own files has a
    `sort`: missing, late, contradictory or changed.
    """

    source: str
    what: str
    count: int | None
    sort: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Summary:
    """A team's month, as known at `as_of`, for one kind of reader.

    `begins` is the day of the first meeting that is known of the team, None where there is none.

    `questions` are those to ask, `further` those of what else moved, `enquired` those that were
    taken up, `untaken` what of last month nobody took up, `elsewhere` who looks at the same for
    teams below, `somebodys` the measures that anybody looks at so. `findings` are what moved,
    `looked` what was looked at for that. `from_notes` is what imported notes are estimated to show,
    `beside` the month beside another that was asked for.
    `opens` is, by finding, the list of the rows that it is about; a finding without one is about
    all of the month. Of one that `leaves` the service, small counts are left out.
    """

    scope: str
    period: Month
    as_of: datetime
    readers: str
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    data_quality: tuple[Doubt, ...]
    begins: date | None = None
    process: Estimate | None = None
    questions: tuple[Question, ...] = ()
    further: tuple[Question, ...] = ()
    enquired: tuple[Enquired, ...] = ()
    untaken: tuple[str, ...] = ()
    elsewhere: tuple[Sentence, ...] = ()
    somebodys: frozenset[str] = frozenset()
    casework: tuple[CaseworkFigure, ...] = ()
    findings: tuple[Finding, ...] = ()
    looked: LookedAt = field(default_factory=LookedAt)
    missing: tuple[Missing, ...] = ()
    leaves: bool = False
    from_notes: FromNotes | None = None
    beside: TwoMonths | None = None
    opens: dict[str, Listed] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        """The month, and how much of it the figures cover."""
        return span(self.period, self.begins, london_day(self.as_of))

    @property
    def shown(self) -> tuple[Figure, ...]:
        """The figures that people are shown one by one: those that are not aside."""
        return tuple(figure for figure in self.figures if not figure.is_aside)

    @property
    def aside(self) -> tuple[Figure, ...]:
        """The figures that are named together, each with its list."""
        return tuple(figure for figure in self.figures if figure.is_aside)

    def figure(self, key: str) -> Figure:
        """Return the figure with this key, which must be one of the summary's."""
        return next(figure for figure in self.figures if figure.key == key)
