"""A summary's month beside another one: what moved, by how much, whether by more than chance."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from practice.access import Viewer
from practice.calendar import Month, months_between
from prompts.phrases import Phrases
from reports import kept, watching, wording
from reports.casework import wording as casework
from reports.casework.measures import CASEWORK, WORKERS
from reports.casework_view import Amount
from reports.finding import Direction
from reports.findings.watched import Monthly, Watched
from reports.statistics.contribution import Ratio
from reports.statistics.signals import FALSE_AMONG_SIGNALS
from reports.statistics.two_points import by_sampling, by_spread
from reports.tallies import count
from reports.two_months_view import Apart, Pair, TwoMonths
from reports.view import Point, Summary
from reports.wording import SMALL, TEMPLATES, month_name
from storage.measures import Session
from storage.people import team_and_descendants
from storage.session import Store

say = Phrases(TEMPLATES, "two_months").say
_SHARED = frozenset(one.key for one in CASEWORK if one.group == WORKERS)
"""Figures of a year, or of who is there on a day: neighbouring months have the same people.

How far such months usually lie apart says nothing of how far chance sets two others.
"""


def set_beside(
    store: Store, team_id: str, summary: Summary, other: Month, viewer: Viewer | None
) -> Summary:
    """Return a summary with another month beside its own, whose tallies are made again where stale.

    Raises as Store.writing does.
    """
    for month in (summary.period, other):
        kept.bring_up_to_date(store, team_id, month, summary.as_of)
    with store.reading() as session:
        months = (summary.period, other)
        teams = tuple(team_and_descendants(session, team_id))
        return replace(summary, beside=two_months(session, teams, months, summary.as_of, viewer))


def two_months(
    session: Session,
    teams: tuple[str, ...],
    months: tuple[Month, Month],
    as_of: datetime,
    viewer: Viewer | None,
) -> TwoMonths:
    """Return the month of some teams beside another, of every figure that is known.

    `months` is (now, then), as known at `as_of` (aware). Whether somebody may see the summary is
    asked before this.
    """
    found = [
        watching.watched(session, count(session, teams, month, as_of, viewer)) for month in months
    ]
    then = {one.key: one for one in found[1]}
    # What is nearest to the children stands first, as in a summary.
    here = sorted(found[0], key=lambda one: isinstance(one.now, Amount))
    asked = [
        (_pair(one, then[one.key]), _chance(one, then[one.key])) for one in here if one.key in then
    ]
    pairs = _judged(asked)
    return TwoMonths(months[1], tuple(_sentences(pairs)), pairs)


def _pair(now: Watched, then: Watched) -> Pair:
    told = _told(now.unit, now.now, then.now)
    pair = Pair(
        key=now.key,
        label=now.label,
        unit=now.unit,
        now=told[0],
        then=told[1],
        now_value=now.now.value,
        then_value=then.now.value,
    )
    for one in (now, then):
        if not one.known([one.now]):
            return replace(pair, why=say("why.unknown", month=month_name(one.now.period)))
    size = float(now.now.value or 0) - float(then.now.value or 0)
    return replace(
        pair,
        size=size,
        change=_change(now.unit, size, (now.now, then.now)),
        direction=_direction(size * now.direction),
        why=say("why.shared") if now.key in _SHARED else "",
    )


def _told(unit: str, now: Monthly, then: Monthly) -> tuple[str, ...]:
    """Return both months in words, in one form where they stand for shares of the records."""
    if isinstance(now, Point) and isinstance(then, Point):
        return wording.shares(now, then)
    return tuple(casework.told(unit, one) for one in (now, then) if isinstance(one, Amount))


def _change(unit: str, size: float, months: Sequence[Monthly]) -> str:
    """Return by how much it moved; nothing of shares of which one is said in two numbers."""
    if unit == "share":
        if any((month.denominator or 0) < SMALL for month in months):
            return ""
        # As they are said: 74% and 74% are no point apart.
        now, then = (round(100 * (wording.in_whole_per_cent(one.value) or 0)) for one in months)
        way = "points_up" if now > then else "points_down"
        return say(f"change.{way}", n=abs(now - then)) if now != then else say("change.none")
    told = casework.plain(unit, abs(size))
    if not round(size, 2):
        return say("change.none")
    return say("change.up" if size > 0 else "change.down", n=told)


def _direction(means: float) -> Direction:
    if not means:
        return Direction.NEITHER
    return Direction.IMPROVEMENT if means > 0 else Direction.CONCERN


def _chance(now: Watched, then: Watched) -> float | None:
    """Return how often chance sets the two months so far apart; None where it cannot be said."""
    both = now.known([now.now]) and then.known([then.now])
    if now.key in _SHARED or not both:
        return None
    chance = by_spread(_series(now, then), float(then.now.value or 0), float(now.now.value or 0))
    if chance is None or now.unit != "share":
        return chance
    ratios = [
        Ratio(int(one.now.numerator or 0), int(one.now.denominator or 0)) for one in (then, now)
    ]
    drawn = by_sampling(*ratios)
    return None if drawn is None else max(chance, drawn)


def _series(now: Watched, then: Watched) -> list[float | None]:
    """Return the months of both, in order; what lies between two stretches is a gap."""
    known = {
        month.period: float(month.value or 0) for of in (then, now) for month in of.known(of.months)
    }
    periods = [month.period for of in (then, now) for month in of.months]
    return [
        known.get(month) for month in (*months_between(min(periods), max(periods)), max(periods))
    ]


def _judged(asked: Sequence[tuple[Pair, float | None]]) -> tuple[Pair, ...]:
    """Return the pairs with what chance has to do with each, with all the others reckoned in."""
    from reports.statistics.chance import adjusted  # noqa: PLC0415 - it loads numpy

    known = [chance for _, chance in asked if chance is not None]
    judged = iter(adjusted(known) if known else [])
    return tuple(
        pair if chance is None else replace(pair, apart=_apart(next(judged)))
        for pair, chance in asked
    )


def _apart(chance: float) -> Apart:
    return Apart.MORE if chance <= FALSE_AMONG_SIGNALS else Apart.CHANCE


def _sentences(pairs: Sequence[Pair]) -> Iterator[str]:
    both = [pair for pair in pairs if pair.size is not None]
    moved = [pair for pair in both if pair.apart is Apart.MORE]
    if not both:
        yield say("short.nothing")
        return
    asked = [pair for pair in both if pair.apart is not Apart.UNKNOWN]
    if asked:
        yield say("short.moved", n=len(moved), m=len(asked))
    for pair in moved:
        told = say("short.one", label=pair.label, then=pair.then, now=pair.now)
        ways: Mapping[Direction, str] = {
            Direction.IMPROVEMENT: say("short.better"),
            Direction.CONCERN: say("short.worse"),
        }
        yield " ".join(filter(None, [told, ways.get(pair.direction, "")]))
    if unsaid := len(both) - len(asked):
        yield say("short.unsaid", n=unsaid)
    yield say("short.chance")
