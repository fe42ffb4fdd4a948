"""What we cannot say: what is not over, not rated, not agreed, not confirmed, or too little."""

from collections.abc import Iterator

from practice.terms import StepKind
from reports.extremes import extremes
from reports.finding import LookedAt
from reports.selection import CLAIMS
from reports.statistics.limits import FEWEST
from reports.tallies import Counted
from reports.usual_range import drawn_range
from reports.view import Figure, Point, Section, Sentence
from reports.wording import SMALL, compared, day_and_time, full_day, month_name, say

_RATED, _AGREED = "outcomes.rated_share", "records.agreed"


def section(counted: Counted, looked: LookedAt) -> Section:
    """Return the limits of this month's figures, each only where it applies."""
    return Section("cannot_say", say("headings.cannot_say"), tuple(_limits(counted, looked)))


def _limits(counted: Counted, looked: LookedAt) -> Iterator[Sentence]:
    figures = [figure for figure in counted.figures.values() if not figure.is_aside]
    month = month_name(counted.period)
    if counted.period.first > counted.today:
        yield Sentence(say("cannot_say.future", month=month))
        return
    if counted.today <= counted.period.last:
        yield Sentence(say("cannot_say.running", month=month, day=day_and_time(counted.as_of)))
    if begins := counted.span.since:
        which = "begins" if counted.span.has_records else "before"
        yield Sentence(say(f"cannot_say.{which}", month=month, day=full_day(begins)))
    yield from _unrated(counted)
    yield from _waiting(counted)
    yield from _claims(counted, "unconfirmed", counted.unconfirmed, "all")
    yield from _claims(counted, "struck", counted.struck, "confirmed")
    yield from _listed("cannot_say.few", [f for f in figures if 0 < f.now.denominator < SMALL])
    if not counted.has_begun:
        yield Sentence(say("page.not_begun"))
    empty = [f for f in figures if not f.now.denominator and f.now.has_begun]
    yield from _listed("cannot_say.nothing", empty)
    beside = [f for f in figures if f.now.is_comparable and extremes(f.series[:-1])]
    yield from _chance([f for f in beside if f.key in looked.too_little])


def _chance(figures: list[Figure]) -> Iterator[Sentence]:
    """Yield what is compared though too little is known to say whether it moved."""
    charts = [(figure, drawn_range(figure)) for figure in figures]
    if any(chart is None or chart.trial for _, chart in charts):
        yield Sentence(say("cannot_say.chance", m=FEWEST, n=SMALL))
    if flagged := [figure.label for figure, chart in charts if chart and chart.flags[-1]]:
        yield Sentence(say("cannot_say.flagged", labels="; ".join(flagged)))


def _unrated(counted: Counted) -> Iterator[Sentence]:
    figure = counted.figures[_RATED]
    if figure.now.rest:
        text = say("cannot_say.unrated", n=figure.now.rest, m=figure.now.denominator)
        sits = figure.where.text if figure.where else ""
        lists = (*figure.most(), *counted.lists(_RATED, "rest", "all"))
        rated = compared(figure.series, say("cannot_say.rated"))
        yield figure.sentence(text, sits, rated, lists=lists)


def _waiting(counted: Counted) -> Iterator[Sentence]:
    figure, returned = counted.figures[_AGREED], counted.states(_AGREED)[StepKind.RETURNED]
    before = counted.waiting_before
    earlier = say("cannot_say.earlier", n=before) if before else ""
    if before and not figure.now.rest:
        yield figure.sentence(
            say("cannot_say.only_earlier", n=before), lists=counted.lists(_AGREED, "all")
        )
    if figure.now.rest:
        waiting = figure.now.rest - returned
        text = say("cannot_say.waiting", n=waiting, m=figure.now.denominator)
        back = say("cannot_say.returned", n=returned) if returned else ""
        agreed = compared(figure.series, say("cannot_say.agreed"))
        sits = figure.where.text if figure.where else ""
        lists = (*figure.most(), *counted.lists(_AGREED, "waiting", "returned", "all"))
        yield figure.sentence(text, back, sits, earlier, agreed, lists=lists)


def _claims(
    counted: Counted, shows: str, series: tuple[Point, ...], out_of: str
) -> Iterator[Sentence]:
    now = series[-1]
    if now.numerator:
        said = say(f"cannot_say.{shows}", n=now.numerator, m=now.denominator)
        text = " ".join(filter(None, [said, compared(series)]))
        yield Sentence(text, lists=counted.lists(CLAIMS.key, shows, out_of))


def _listed(key: str, figures: list[Figure]) -> Iterator[Sentence]:
    # What the records show is counted from the same records: that they are few is said once.
    labels = dict.fromkeys(
        say("headings.records") if figure.group == "records" else figure.label for figure in figures
    )
    if labels:
        yield Sentence(say(key, labels="; ".join(labels)))
