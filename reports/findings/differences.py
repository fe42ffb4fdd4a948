"""Two groups set beside each other: what it adds where something happened, and how surely."""

from dataclasses import dataclass

from practice.calendar import Month
from reports.finding import Direction, Finding, Verdict
from reports.findings import telling
from reports.statistics.intervals import Interval, of_means, of_pairs
from reports.wording import SMALL

SURE = 0.001
"""A difference is called a signal where chance brings it in fewer than so many."""
RULE = "difference"


@dataclass(frozen=True)
class Compared:
    """Days of those to whom something happened, and of comparable ones to whom it did not.

    Where each stands beside others of its own, `others` are their averages, in the same order, and
    `beside` is how many there are in all; else it is 0. `direction` is -1 where fewer days are
    better. `since` is the first month they are of.
    """

    key: str
    label: str
    period: Month
    since: Month
    affected: tuple[float, ...]
    others: tuple[float, ...]
    direction: int = -1
    caution: str = ""
    beside: int = 0
    of_one_team: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether there are enough in both groups to say anything."""
        return min(len(self.affected), self.beside or len(self.others)) >= SMALL


def difference(compared: Compared) -> Finding | None:
    """Return what the difference of two groups is where it is more than chance."""
    told = of_pairs if compared.beside else of_means
    found = told(compared.others, compared.affected)
    if found is None or found[1] >= SURE:
        return None
    return _finding(compared, found[0])


def _finding(compared: Compared, interval: Interval) -> Finding:
    before, after = (sum(days) / len(days) for days in (compared.others, compared.affected))
    means = (1 if interval.value > 0 else -1) * compared.direction
    key = compared.key.replace(".", "_")
    return Finding(
        id=f"{compared.period}:{compared.key}",
        measure=compared.key,
        verdict=Verdict.SIGNAL,
        rule=RULE,
        direction=_direction(means),
        sentence=_sentence(compared, interval),
        question=telling.say(f"questions.measure.{key}"),
        ask=telling.ask(compared.key, of_one=compared.of_one_team),
        caution=compared.caution,
        records=len(compared.affected),
        since=compared.since,
        before=before,
        after=after,
    )


def _direction(means: int) -> Direction:
    if not means:
        return Direction.NEITHER
    return Direction.IMPROVEMENT if means > 0 else Direction.CONCERN


def _sentence(compared: Compared, interval: Interval) -> str:
    days = interval.value
    low, high = sorted(abs(end or 0) for end in (interval.low, interval.high))
    named: dict[str, str | int] = {
        "label": compared.label,
        "days": f"{abs(days):.0f}",
        "low": f"{low:.0f}",
        "high": f"{high:.0f}",
        "n": len(compared.affected),
    }
    way = "more" if days > 0 else "less"
    # Those beside one may have had a change of their own, later: how many had none is not known.
    if compared.beside:
        words = telling.say(f"difference.{way}_beside", **named)
    else:
        words = telling.say(f"difference.{way}", **named, m=len(compared.others))
    return f"{words} {telling.say('difference.signal')}"
