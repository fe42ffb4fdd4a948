"""Everything a summary rests on: each measure's months, and what this month's units are."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from statistics import median

from practice.access import Viewer, manages, may_read, oversees
from practice.calendar import Month, london_day, months_between
from practice.terms import RecordKind
from reports import kept, not_held
from reports.asked import asked_for
from reports.casework.added_days import Pair
from reports.casework.amounts import Amounts
from reports.casework.figures import figures as casework_figures
from reports.casework.measures import LENGTHS
from reports.casework_view import CaseworkFigure
from reports.findings import where
from reports.history import of_records, point, spans_of
from reports.imported_notes import from_notes
from reports.imported_view import FromNotes
from reports.kept import MONTHS_BEFORE
from reports.measures import MEASURES, Measure
from reports.missing import missing
from reports.not_held import NotHeld
from reports.places import Missing
from reports.process import estimate
from reports.selection import ALL, CHILDREN, CLAIMS, REST, UNHEARD, how_many
from reports.spans import Span, span
from reports.view import Behind, Beside, Estimate, Figure, Listed, Point
from reports.wording import SMALL, compared, of_measure, say
from storage import measures as queries
from storage.measures import Part, Scope, Session, Tally
from storage.people import paths_of, topmost

_DISCUSSED, _HELD, _AGREED = (
    "children.discussed_share",
    "supervision.held_share",
    "records.agreed",
)
TRIED_IN = 6
"""In one month a team tries some ten actions: in so many together there is something to say."""
_PAIRED = frozenset(key for known in MEASURES for key in known.paired_with)
_NEVER_ASIDE = frozenset(known.indicator for known in MEASURES if known.key in _PAIRED)
"""The indicators beside which another figure is read, whoever asked for them."""


@dataclass(frozen=True)
class Counted:
    """What was counted for one team and month, and how it stood in the 12 months before.

    `parts` are this month's, by measure; `history` are up to 24 months of each, in which findings
    look for a change. `unseen` are the children rated this month and before whom nobody saw since
    last time, `waiting_before` the records of earlier months that wait to be agreed, `added` the
    assessments behind the days that a change of worker adds. `tried` are the actions of `TRIED_IN`
    months of which it is known how likely their change was called and what they did.
    """

    teams: tuple[str, ...]
    period: Month
    as_of: datetime
    begins: date | None
    figures: dict[str, Figure]
    parts: dict[str, tuple[Part, ...]]
    unconfirmed: tuple[Point, ...]
    struck: tuple[Point, ...]
    unseen: Tally
    waiting_before: int
    process: Estimate
    not_held: NotHeld
    history: Mapping[str, tuple[Point, ...]]
    casework: tuple[CaseworkFigure, ...] = ()
    casework_history: Mapping[str, Amounts] = field(default_factory=dict)
    missing: tuple[Missing, ...] = ()
    from_notes: FromNotes | None = None
    added: tuple[Pair, ...] = ()
    tried: tuple[Part, ...] = ()

    @property
    def has_begun(self) -> bool:
        """Whether any supervision of the teams is written down here."""
        return self.begins is not None

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
        if show in {CHILDREN, UNHEARD}:
            heard = self.parts[kept.HEARD.key]
            return Listed(key, show, how_many(key, heard, ALL if show == CHILDREN else REST))
        return Listed(key, show, how_many(key, self.parts[key], show))

    def lists(self, key: str, *names: str) -> tuple[Listed, ...]:
        """Return those of a measure's lists that anything is on."""
        found = (self.listed(key, show) for show in names)
        return tuple(one for one in found if one.count)

    def states(self, key: str) -> Counter[str | None]:
        """Return how many of this month's units of a measure are in each state."""
        return _states(self.parts[key])


def _states(parts: Iterable[Part]) -> Counter[str | None]:
    states = Counter[str | None]()
    for part in parts:
        states[part.state] += part.units
    return states


def count(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime, viewer: Viewer | None
) -> Counted:
    """Return what was counted for these teams; `viewer` decides which records open."""
    begins = queries.first_meeting(session, Scope(teams, (period,), as_of))
    scope = Scope(teams, kept.months_read(session, period, begins), as_of)
    found = kept.of_months(session, scope)
    year = replace(scope, months=scope.months[-MONTHS_BEFORE - 1 :])
    now = {
        key: tuple(part for part in parts if part.month == period) for key, parts in found.items()
    }
    before = months_between(Month.of(begins), period) if begins else ()
    spans = spans_of(scope, begins)
    opens = _opens(session, replace(scope, months=(period,)), viewer)
    guides = (part for part in found[kept.GUIDES.key] if part.month in year.months)
    asked = asked_for(session, guides) | _NEVER_ASIDE
    beside, sits = _beside(now), where.find(session, teams, period, as_of)
    figures, history = {}, of_records(found, scope, begins)
    for measure in MEASURES:
        key = measure.key
        series = history[key][-MONTHS_BEFORE - 1 :]
        records = sum(part.records for part in now[key])
        behind = Behind(records, records if opens is None else opens[key])
        figure = _figure(measure, series, behind, beside.get(key, ()))
        aside = _is_aside(measure, series, asked)
        figures[key] = replace(figure, is_aside=aside, where=sits.get(key) if begins else None)
    files = casework_figures(session, scope, found, figures, MONTHS_BEFORE + 1)
    return Counted(
        teams=teams,
        period=period,
        as_of=as_of,
        begins=begins,
        figures=figures,
        parts=now,
        unconfirmed=_claims(found[CLAIMS.key], spans, "unconfirmed", ALL),
        struck=_claims(found[CLAIMS.key], spans, "struck", "confirmed"),
        unseen=kept.tallies(found[kept.UNSEEN.key], scope.months)[period],
        waiting_before=sum(_waiting(session, replace(scope, months=before)).values()),
        not_held=not_held.count(session, replace(scope, months=(period,)), begins),
        process=estimate(queries.process_texts(found[kept.PROCESS.key]), year, begins),
        history=history,
        casework=files.figures,
        casework_history=files.history,
        missing=missing(session, year, files.figures),
        from_notes=from_notes(session, year, begins),
        added=files.added,
        tried=tuple(one for one in found[kept.TRIED.key] if one.month in scope.months[-TRIED_IN:]),
    )


def _claims(
    parts: Iterable[Part], spans: Mapping[Month, Span], shows: str, out_of: str
) -> tuple[Point, ...]:
    """Return, for each month, how many claims one list shows of those that another does."""
    months = {month: [part for part in parts if part.month == month] for month in spans}
    return tuple(
        point(covers, *(how_many(CLAIMS.key, months[month], show) for show in (shows, out_of)))
        for month, covers in spans.items()
    )


def _opens(session: Session, scope: Scope, viewer: Viewer | None) -> dict[str, int] | None:
    """Return, by measure, how many of the month's records open for a viewer; None where all do."""
    if viewer is None or manages(viewer, scope.teams):
        return None
    # Whoever oversees a team oversees those below it.
    top = topmost(session, scope.teams)
    paths = paths_of(session, top)
    if oversees(viewer, *map(paths.__getitem__, top)):
        return None
    opening = open_records(session, scope, viewer)
    return {
        measure.key: len({unit.record_id for unit in measure.units(session, scope)} & opening)
        for measure in MEASURES
    }


def waiting_before(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime
) -> dict[Month, int]:
    """Return how many records of each earlier month wait to be agreed, the oldest month first."""
    begins = queries.first_meeting(session, Scope(teams, (period,), as_of))
    months = months_between(Month.of(begins), period) if begins else ()
    return _waiting(session, Scope(teams, months, as_of))


def _waiting(session: Session, scope: Scope) -> dict[Month, int]:
    waiting = dict.fromkeys(scope.months, 0)
    for part in kept.parts(session, scope, _AGREED)[_AGREED]:
        waiting[part.month] += how_many(_AGREED, (part,), "waiting")
    return {month: n for month, n in waiting.items() if n}


def open_records(session: Session, scope: Scope, viewer: Viewer | None) -> frozenset[str]:
    """Return the ids of the records of its months that open for `viewer`; all where it is None."""
    facts = queries.facts(session, scope)
    return frozenset(
        record for record, fact in facts.items() if viewer is None or may_read(viewer, fact)
    )


def _beside(parts: Mapping[str, Collection[Part]]) -> dict[str, tuple[Beside, ...]]:
    """Return, by measure, the numbers that stand beside it."""
    depth = _states(parts[_DISCUSSED])[RecordKind.IN_DEPTH]
    beside: dict[str, tuple[Beside, ...]] = {
        _DISCUSSED: (Beside(depth, of_measure(f"{_DISCUSSED}.in_depth")),)
    }
    states = _states(parts[LENGTHS.key])
    if lengths := [int(minutes or 0) for minutes in states.elements()]:
        words = of_measure(f"{_HELD}.minutes", m=len(lengths))
        beside[_HELD] = (Beside(median(lengths), words),)
    return beside


def _figure(
    measure: Measure, series: tuple[Point, ...], behind: Behind, beside: tuple[Beside, ...]
) -> Figure:
    now, key = series[-1], measure.key
    none = of_measure(f"{key}.none") if now.has_begun else say("page.not_begun")
    caution = of_measure(f"{key}.caution")
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
        beside=beside if now.has_begun else (),
        direction=measure.direction,
    )


def _is_aside(measure: Measure, series: tuple[Point, ...], asked: frozenset[str]) -> bool:
    if not measure.indicator or measure.indicator in asked:
        return False
    return not any(point.numerator for point in series)


def _count(key: str, now: Point) -> str:
    counted = of_measure(key, n=now.numerator, m=now.denominator)
    return say("span.share", now=counted) if now.until else counted
