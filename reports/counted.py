"""Everything a summary rests on: each measure's months, and this month's units behind it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from practice.access import Reader, may_read
from practice.calendar import Month, london_day, months_back
from reports.measures.measure import Measure
from reports.measures.registry import MEASURES
from reports.view import Behind, Beside, Figure, Point
from reports.wording import compared
from reports.words import of_measure, say
from storage import oversight
from storage.oversight import Asked, Session, Unit

MONTHS_BEFORE = 12
# Fewer than this and one child more or less moves a share by over ten points (a house rule).
FEW = 10


@dataclass(frozen=True)
class Counted:
    """What was counted for one team and month, and how it stood in the 12 months before."""

    period: Month
    as_of: datetime
    figures: dict[str, Figure]
    units: dict[str, tuple[Unit, ...]]
    unconfirmed: tuple[Point, ...]
    struck: tuple[Point, ...]

    @property
    def today(self) -> date:
        """The day it is in London at `as_of`."""
        return london_day(self.as_of)

    @property
    def is_running(self) -> bool:
        """Whether the month has begun and is not over."""
        return self.period.first <= self.today <= self.period.last

    def states(self, key: str) -> Counter[str | None]:
        """Return how many of this month's units of a measure are in each state."""
        return Counter(unit.state for unit in self.units[key])


def count(
    session: Session, teams: tuple[str, ...], period: Month, as_of: datetime, reader: Reader | None
) -> Counted:
    """Return what was counted for these teams; `reader` decides which records open."""
    asked = Asked(teams, months_back(period, MONTHS_BEFORE + 1), as_of)
    this_month = Asked(teams, (period,), as_of)
    units = {measure.key: measure.behind(session, this_month) for measure in MEASURES}
    opening = _opening(session, this_month, reader)
    beside = _beside(session, this_month, units)
    figures = {
        measure.key: _figure(
            measure,
            _series(measure, session, asked),
            _behind(units[measure.key], opening),
            beside.get(measure.key, ()),
        )
        for measure in MEASURES
    }
    proposals = oversight.proposals(session, asked)
    return Counted(
        period=period,
        as_of=as_of,
        figures=figures,
        units=units,
        unconfirmed=tuple(
            Point(month, made.proposed - made.confirmed, made.proposed)
            for month, made in proposals.items()
        ),
        struck=tuple(
            Point(month, made.struck, made.confirmed) for month, made in proposals.items()
        ),
    )


def _series(measure: Measure, session: Session, asked: Asked) -> tuple[Point, ...]:
    tallies = measure.tallies(session, asked)
    return tuple(
        Point(month, tallies[month].numerator, tallies[month].denominator) for month in asked.months
    )


def _opening(session: Session, asked: Asked, reader: Reader | None) -> frozenset[str]:
    """Return the ids of this month's records that open for `reader`; all for the key's holder."""
    facts = oversight.facts(session, asked)
    return frozenset(
        record for record, fact in facts.items() if reader is None or may_read(reader, fact)
    )


def _behind(units: tuple[Unit, ...], opening: frozenset[str]) -> Behind:
    records = {unit.record_id for unit in units if unit.record_id}
    return Behind(len(records), len(records & opening))


def _beside(
    session: Session, asked: Asked, units: dict[str, tuple[Unit, ...]]
) -> dict[str, tuple[Beside, ...]]:
    """Return, by measure, the numbers that stand beside it."""
    discussed, held = "children.discussed_share", "supervision.held_share"
    depth = sum(unit.state == "in depth" for unit in units[discussed])
    lengths = oversight.minutes(session, asked)[asked.months[0]]
    beside: dict[str, tuple[Beside, ...]] = {
        discussed: (Beside(depth, of_measure(discussed, "in_depth")),)
    }
    if lengths:
        words = of_measure(held, "minutes", m=len(lengths))
        beside[held] = (Beside(median(lengths), words),)
    return beside


def _figure(
    measure: Measure, series: tuple[Point, ...], behind: Behind, beside: tuple[Beside, ...]
) -> Figure:
    now, key = series[-1], measure.key
    name = "count" if now.denominator else "none"
    return Figure(
        key=key,
        group=measure.group,
        noun=measure.noun,
        label=of_measure(key, "label"),
        count=of_measure(key, name, n=now.numerator, m=now.denominator),
        series=series,
        paired_with=measure.paired_with,
        caution=_caution(key, now),
        compared=compared(series),
        behind=behind,
        beside=beside,
    )


def _caution(key: str, now: Point) -> str:
    """Return what the figure cannot tell; first of all, why it has no value or rests on little."""
    usual = of_measure(key, "caution")
    if not now.denominator:
        return f"{of_measure(key, 'none')} {usual}"
    if now.denominator < FEW:
        return f"{say('caution.few', m=now.denominator)} {usual}"
    return usual
