"""A dated trial of a guide's version in words: in a summary, and for those who tend the guides."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.between_teams import share
from reports.statistics.contribution import Ratio
from reports.statistics.intervals import Interval
from reports.trials import Days, Moved, Trial, say
from reports.wording import DASH, SMALL, full_day

_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Row:
    """What records show of one indicator, before and since, as a table has it."""

    label: str
    before: str
    after: str
    change: str
    found: str

    @property
    def line(self) -> str:
        """The same on one line."""
        found = say("page.found") if self.found == say("page.is_found") else ""
        told = say("page.line", label=self.label, before=self.before, after=self.after)
        return " · ".join(filter(None, (told, self.change, found.lower())))


def found(trial: Trial, title: str) -> Iterator[tuple[str, str]]:
    """Yield the measure of all that moved more than chance, and what is said of it."""
    days, m = trial.days, len(trial.looked)
    used = say("trial.used", title=title, version=days.version, day=full_day(days.day))
    rest = (say("trial.chance", m=m), say("trial.caution"))
    for one in trial.found:
        yield one.key, " ".join((used, *_moved(one, days), *rest))


def _moved(one: Moved, days: Days) -> Iterator[str]:
    change = one.change
    assert change is not None  # noqa: S101  # nosec B101 - what was found has one
    before, after = _share(one.before), _share(one.after)
    yield say("trial.moved", label=one.label, before=before, after=after, days=days.length)
    low, high = sorted(abs(end or 0.0) for end in (change.low, change.high))
    said = {"size": _in_100(abs(change.value)), "low": _in_100(low), "high": _in_100(high)}
    yield say(f"trial.{'more' if change.value > 0 else 'fewer'}", **said)


def of_page(trial: Trial, least_people: int) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return the sentences about a trial that is over, and its rows, none where few took part."""
    days, (first, last) = trial.days, trial.of
    day = full_day(days.day)
    beside = say("page.beside", day=day, days=days.length, former=days.former)
    if not trial.looked:
        return (beside, say("page.few", n=first, m=last, least=SMALL)), ()
    if trial.people < least_people:
        return (beside, say("page.people", least=least_people)), ()
    quiet = () if trial.found else (say("page.quiet", m=len(trial.looked)),)
    return (beside, *quiet, say("trial.caution")), tuple(map(_row, trial.looked))


def to_come(days: Days) -> str:
    """Return when a trial that is not over will be."""
    return say("page.until", day=full_day(days.ends))


def _row(one: Moved) -> Row:
    found = say(f"page.{'is_found' if one.is_found else 'is_quiet'}")
    return Row(one.label, _share(one.before), _share(one.after), _change(one.change), found)


def _change(change: Interval | None) -> str:
    if change is None or change.low is None or change.high is None:
        return DASH
    ends = (change.value, change.low, change.high)
    size, low, high = (f"{100 * one:+.0f}".replace("-", _MINUS) for one in ends)
    return say("page.change", size=size, low=low, high=high)


def _share(ratio: Ratio) -> str:
    return say("trial.share", n=ratio.numerator, m=ratio.denominator, share=share(ratio))


def _in_100(part: float) -> str:
    """Return a part in hundredths, and of less than one its first decimal."""
    in_100 = 100 * part
    return f"{in_100:.0f}" if in_100 >= 1 else f"{in_100:.1f}"
