"""Everything a summary rests on: each measure's months, and this month's units behind it."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from statistics import median

from practice.access import Viewer, may_read
from practice.calendar import Month, london_day, months_back, months_between
from practice.terms import RecordKind
from reports.asked import asked_for
from reports.measures import MEASURES, Measure
from reports.process import estimate
from reports.selection import LISTED, choose
from reports.view import Behind, Beside, Estimate, Figure, Listed, Point, Span, span
from reports.wording import SMALL, compared, of_measure, say
from storage import measures as queries
from storage.measures import Scope, Session, Tally, Unit

MONTHS_BEFORE = 12
_PAIRED = frozenset(key for known in MEASURES for key in known.paired_with)
_NEVER_ASIDE = frozenset(known.indicator for known in MEASURES if known.key in _PAIRED)
"""The indicators beside which another figure is read, whoever asked for them."""


@dataclass(frozen=True)
class Counted:
    """What was counted for one team and month, and how it stood in the 12 months before.

    `unseen` are the children rated this month and before whom nobody saw since last time,
    `waiting_before` the records of earlier months that wait to be agreed.
    """

    period: Month
    as_of: datetime
    begins: date | None
    figures: dict[str, Figure]
    units: dict[str, tuple[Unit, ...]]
    unconfirmed: tuple[Point, ...]
    struck: tuple[Point, ...]
    unseen: Tally
    waiting_before: int
    process: Estimate

    @property
    def today(self) -> date:
        """The day it is in London at `as_of`."""
        return london_day(self.as_of)

    @property
    def span(self) -> Span:
        """The month, and how much of it is counted."""
        return span(self.period, self.begins, self.today)

    def listed(self, key: str, show: str) -> Listed:
        """Return the list behind a number, with as many as are on it."""
        return Listed(key, show, len(choose(key, self.units[key], show)))

    def lists(self, key: str, *names: str) -> tuple[Listed, ...]:
        """Return those of a measure's lists that anything is on."""
        found = (self.listed(key, show) for show in names)
        return tuple(one for one in found if one.count)

    def states(self, key: str) -> Counter[str | None]:
        """Return how many of this month's units of a measure are in each state."""
        return Counter(unit.state for unit in self.units[key])


def count(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime, viewer: Viewer | None
) -> Counted:
    """Return what was counted for these teams; `viewer` decides which records open."""
    scope = Scope(teams, months_back(period, MONTHS_BEFORE + 1), as_of)
    this_month = Scope(teams, (period,), as_of)
    units = {measure.key: measure.units(session, this_month) for measure in LISTED}
    opening = open_records(session, this_month, viewer)
    beside = _beside(session, this_month, units)
    begins = queries.first_meeting(session, scope)
    spans = {month: span(month, begins, scope.today) for month in scope.months}
    asked = asked_for(session, scope) | _NEVER_ASIDE
    figures = {}
    for measure in MEASURES:
        tallies = measure.tallies(session, scope).items()
        series = tuple(_point(spans[month], of.numerator, of.denominator) for month, of in tallies)
        records = {unit.record_id for unit in units[measure.key] if unit.record_id}
        behind = Behind(len(records), len(records & opening))
        figure = _figure(measure, series, behind, beside.get(measure.key, ()))
        figures[measure.key] = replace(figure, is_aside=_is_aside(measure, series, asked))
    proposals = queries.proposals(session, scope).items()
    return Counted(
        period=period,
        as_of=as_of,
        begins=begins,
        figures=figures,
        units=units,
        unconfirmed=tuple(
            _point(spans[month], made.proposed - made.confirmed, made.proposed)
            for month, made in proposals
        ),
        struck=tuple(
            _point(spans[month], made.struck, made.confirmed) for month, made in proposals
        ),
        unseen=queries.tally(session, queries.improving_unseen, this_month)[period],
        waiting_before=sum(waiting_before(session, teams, period, as_of).values()),
        process=estimate(session, scope, begins),
    )


def waiting_before(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime
) -> dict[Month, int]:
    """Return how many records of each earlier month wait to be agreed, the oldest month first."""
    begins = queries.first_meeting(session, Scope(teams, (period,), as_of))
    months = months_between(Month.of(begins), period) if begins else ()
    if not months:
        return {}
    found = queries.waiting(session, Scope(teams, months, as_of))
    return {month: found[month] for month in months if month in found}


def _point(covers: Span, numerator: int, denominator: int) -> Point:
    return Point(covers.month, numerator, denominator, covers.since, covers.until)


def open_records(session: Session, scope: Scope, viewer: Viewer | None) -> frozenset[str]:
    """Return the ids of the records of its months that open for `viewer`; all where it is None."""
    facts = queries.facts(session, scope)
    return frozenset(
        record for record, fact in facts.items() if viewer is None or may_read(viewer, fact)
    )


def _beside(
    session: Session, scope: Scope, units: dict[str, tuple[Unit, ...]]
) -> dict[str, tuple[Beside, ...]]:
    """Return, by measure, the numbers that stand beside it."""
    discussed, held = "children.discussed_share", "supervision.held_share"
    depth = sum(unit.state == RecordKind.IN_DEPTH for unit in units[discussed])
    beside: dict[str, tuple[Beside, ...]] = {
        discussed: (Beside(depth, of_measure(f"{discussed}.in_depth")),)
    }
    if lengths := queries.minutes(session, scope)[scope.months[0]]:
        words = of_measure(f"{held}.minutes", m=len(lengths))
        beside[held] = (Beside(median(lengths), words),)
    return beside


def _figure(
    measure: Measure, series: tuple[Point, ...], behind: Behind, beside: tuple[Beside, ...]
) -> Figure:
    now, key = series[-1], measure.key
    none, caution = of_measure(f"{key}.none"), of_measure(f"{key}.caution")
    if not now.denominator:
        caution = f"{none} {caution}"
    elif now.denominator < SMALL:
        caution = f"{say('caution.few', m=now.denominator)} {caution}"
    return Figure(
        key=key,
        group=measure.group,
        noun=measure.noun,
        label=of_measure(f"{key}.label"),
        count=_count(f"{key}.count", now) if now.denominator else none,
        series=series,
        paired_with=measure.paired_with,
        caution=caution,
        compared=compared(series),
        behind=behind,
        beside=beside,
    )


def _is_aside(measure: Measure, series: tuple[Point, ...], asked: frozenset[str]) -> bool:
    if not measure.indicator or measure.indicator in asked:
        return False
    return not any(point.numerator for point in series)


def _count(key: str, now: Point) -> str:
    counted = of_measure(key, n=now.numerator, m=now.denominator)
    return say("span.share", now=counted) if now.until else counted
