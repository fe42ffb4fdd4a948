"""A guide's new version as a dated trial: what records show before it and since, and how surely.

As many days before its first use, written with the version before it, as days from then on,
written with it. They are fixed beforehand, so that nobody looks again and again until something
shows (docs/decisions/0088-a-new-version-is-a-dated-trial.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, pairwise

from practice.calendar import london_day, start_of
from prompts.phrases import Phrases, phrases
from reports.statistics.contribution import Ratio
from reports.statistics.intervals import Interval, is_few, of_difference
from reports.statistics.matched import Matched, matched, more_than_chance
from reports.wording import TEMPLATES, of_measure
from storage.guide_trials import FirstUse, Wanted, Written, first_uses, written
from storage.session import Session

say = Phrases(TEMPLATES, "trials").say
LONGEST, SHORTEST = 91, 28
"""So many days on either side, fewer where a version was in use for fewer, and never fewer than."""


@dataclass(frozen=True)
class Moved:
    """What records show of one indicator, by the key of its measure: before, since, the change.

    `matched` compares each writer with themself. `is_found`: it moved more than chance brings, of
    all that was looked at.
    """

    key: str
    before: Ratio
    after: Ratio
    change: Interval | None
    matched: Matched
    is_found: bool = False

    @property
    def label(self) -> str:
        """What its measure is called."""
        return of_measure(f"{self.key}.label")


@dataclass(frozen=True)
class Days:
    """A version, the one before it, its first day, and how many days on either side count."""

    guide: str
    version: int
    former: int
    day: date
    length: int

    @property
    def ends(self) -> date:
        """The first day that does not count any more."""
        return self.day + timedelta(days=self.length)


@dataclass(frozen=True)
class Trial:
    """What came of the records of these days: `of` so many before and since, by so many `people`.

    `people` are those of the side that has fewer. Nothing is `looked` at where there are few.
    """

    days: Days
    of: tuple[int, int]
    people: int
    looked: tuple[Moved, ...] = ()

    @property
    def found(self) -> tuple[Moved, ...]:
        """What moved more than chance."""
        return tuple(one for one in self.looked if one.is_found)


def every(session: Session, as_of: datetime) -> tuple[Days, ...]:
    """Return the days of every version that followed another and was long enough in use."""
    used = first_uses(session, as_of.astimezone(UTC))
    by_guide = groupby(used, lambda one: one.guide)
    return tuple(days for _, versions in by_guide for days in _of_guide(list(versions)))


def _of_guide(versions: Sequence[FirstUse]) -> Iterator[Days]:
    firsts = [london_day(one.at) for one in versions]
    lasted = [*((after - first).days for first, after in pairwise(firsts)), LONGEST]
    for n, (former, new) in enumerate(pairwise(versions)):
        length = min(LONGEST, lasted[n], lasted[n + 1])
        if length >= SHORTEST:
            yield Days(new.guide, new.version, former.version, firsts[n + 1], length)


def tried(
    session: Session, days: Sequence[Days], as_of: datetime, teams: tuple[str, ...] | None = None
) -> tuple[Trial, ...]:
    """Return what came of those that are over by `as_of`, of some teams, or of all without them.

    All that is looked at in them is reckoned in together.
    """
    over = [one for one in days if one.ends <= london_day(as_of)]
    found = [_trial(session, one, as_of.astimezone(UTC), teams) for one in over]
    return tuple(_told_apart([one for one in found if any(one.of)]))


def _trial(session: Session, days: Days, as_of: datetime, teams: tuple[str, ...] | None) -> Trial:
    first, day, ends = map(start_of, (days.day - timedelta(days=days.length), days.day, days.ends))
    before = written(session, Wanted(days.guide, days.former, first, day, as_of, teams))
    after = written(session, Wanted(days.guide, days.version, day, ends, as_of, teams))
    of = (sum(before.records.values()), sum(after.records.values()))
    people = min(len(before.records), len(after.records))
    if is_few(min(of)):
        return Trial(days, of, people)
    shown = [one for one in phrases("indicators") if one in before.showing or one in after.showing]
    return Trial(days, of, people, tuple(_moved(one, before, after) for one in shown))


def _moved(indicator: str, before: Written, after: Written) -> Moved:
    first, last = _by_writer(indicator, before), _by_writer(indicator, after)
    whole = [_together(one) for one in (first, last)]
    change = of_difference(whole[0], whole[1])
    return Moved(f"records.{indicator}", whole[0], whole[1], change, matched(first, last))


def _by_writer(indicator: str, of: Written) -> Mapping[str, Ratio]:
    showing = of.showing.get(indicator, {})
    return {writer: Ratio(showing.get(writer, 0), n) for writer, n in of.records.items()}


def _together(by_writer: Mapping[str, Ratio]) -> Ratio:
    return Ratio(*(sum(of) for of in zip(*by_writer.values(), strict=True)))


def _told_apart(trials: Sequence[Trial]) -> Iterator[Trial]:
    """Yield the trials with what moved more than chance, of everything that was looked at."""
    surely = iter(more_than_chance([one.matched.chance for each in trials for one in each.looked]))
    for trial in trials:
        looked = [replace(one, is_found=next(surely) and _is_told(one)) for one in trial.looked]
        yield replace(trial, looked=tuple(looked))


def _is_told(one: Moved) -> bool:
    """Say whether the shares that people read say the same as each writer beside themself."""
    change = one.change
    return change is not None and change.is_beside_zero and change.value * one.matched.more > 0
