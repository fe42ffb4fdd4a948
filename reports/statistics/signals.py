"""Which of many measures moved more than chance makes one of them move: a correction for looking.

A chart's rules look at one series. Of fifty quiet ones a flag or two stand on the latest month.
Here each series is asked once: how often would chance make so large a change in such a series
(reports.statistics.chance)? The answers are then taken together: Benjamini Y, Hochberg Y,
"Controlling the false discovery rate", J R Stat Soc B 1995;57:289-300.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.finding import Verdict
from reports.statistics.kinds import Kind
from reports.statistics.limits import FEWEST
from reports.statistics.rules import Rule
from reports.statistics.xmr import XmR, analyse

if TYPE_CHECKING:
    from reports.statistics.chance import Change

FALSE_AMONG_SIGNALS = 0.05
"""Of what is called a signal, at most so many are chance; where nothing moved, one in so many."""
FEWEST_CASES, FEWEST_OF_A_SORT = 20, 5
"""A count or an average has so many cases in all; a share, so many that count and that do not."""
QUIET_SERIES = 10
"""A chance is found from so many quiet series for each that would make it the smallest."""
KEPT = 2048
"""So many charts are kept: after a change most months are what they were."""


@dataclass(frozen=True)
class Series:
    """A measure's months, oldest first; None is a gap.

    `of` is what each share or average is of, so that a month with few counts for less; a count has
    none. Where a month is of nothing its value is None.
    """

    values: tuple[float | None, ...]
    direction: int
    kind: Kind
    of: tuple[float, ...] | None = None


@dataclass(frozen=True)
class Look:
    """What came of looking at a series.

    `rule` is the latest flag since the change that points its way, empty where there is none: a
    change of many months can be clear though each of them is usual. `change` is the change that
    fits best, `way` 1 where it went up and -1 down. `chance` is how often chance makes so large a
    change in such a series, `adjusted` the same with all the others that were looked at reckoned
    in.
    """

    verdict: Verdict
    rule: Rule = Rule.NONE
    way: int = 0
    change: "Change | None" = None
    chance: float = 1.0
    adjusted: float = 1.0


@dataclass(frozen=True)
class Looked:
    """What came of looking at many: each by its key, and the flags that chance alone would bring.

    `flags` counts the series whose latest month is flagged, `by_chance` how many would be on
    average if no series had moved: the share of orders of its own months in which it is.
    """

    series: Mapping[str, Look]
    flags: int
    by_chance: float

    @property
    def signals(self) -> tuple[str, ...]:
        """The keys of the series that moved more than chance."""
        return tuple(key for key, look in self.series.items() if look.verdict is Verdict.SIGNAL)


def look(
    series: Mapping[str, Series],
    charted: Collection[str] | None = None,
    false: float = FALSE_AMONG_SIGNALS,
) -> Looked:
    """Return what came of looking at all these series at once; the same of the same series.

    Of what is called a signal at most the share `false` is chance.

    Flags are counted of those whose charts are shown: `charted`, or all.

    Too little data is a series of fewer than 13 known months, or without the latest one, or of so
    few cases in all of them that one more or less would be the finding.
    """
    charts = {key: _charted(each.values, each.direction) for key, each in series.items()}
    asked = {key: each for key, each in series.items() if _is_enough(each, charts[key])}
    shown = [key for key in asked if charted is None or key in charted]
    if not asked:
        return Looked(dict.fromkeys(series, Look(Verdict.TOO_LITTLE)), 0, 0.0)
    quiet = round(QUIET_SERIES * len(asked) / false)
    looks = {key: _alone(each, charts[key], quiet) for key, each in asked.items()}
    return Looked(
        series={**dict.fromkeys(series, Look(Verdict.TOO_LITTLE)), **_adjusted(looks, false)},
        flags=sum(charts[key].flags[-1] is not Rule.NONE for key in shown),
        by_chance=_by_chance(asked[key] for key in shown),
    )


@lru_cache(maxsize=KEPT)
def _charted(values: tuple[float | None, ...], direction: int) -> XmR:
    return analyse(values, direction)


def _by_chance(series: Iterable[Series]) -> float:
    # Loaded where a series is known well enough: it takes the numbers libraries a while.
    from reports.statistics.chance import chance_of_a_flag

    return sum((chance_of_a_flag(each.values) for each in series), 0.0)


def _is_enough(series: Series, chart: XmR) -> bool:
    is_known = chart.now.points >= FEWEST and chart.latest == len(chart.values) - 1
    return is_known and not _has_few_cases(series)


def _has_few_cases(series: Series) -> bool:
    """Return whether something happened, and so rarely; what never does is quiet."""
    of = series.of or (1.0,) * len(series.values)
    known = [(value, n) for value, n in zip(series.values, of, strict=True) if value is not None]
    cases = sum(value * n for value, n in known)
    if series.kind == "count":
        return 0 < cases < FEWEST_CASES
    if series.kind == "share":
        return 0 < min(cases, sum(n for _, n in known) - cases) < FEWEST_OF_A_SORT
    return sum(n for _, n in known) < FEWEST_CASES


def _alone(series: Series, chart: XmR, quiet: int) -> Look:
    """Return what a series shows by itself, and the latest flag that points its way.

    Of `quiet` series the smallest chance there can be survives among all that are asked.
    """
    from reports.statistics.chance import Known, chance_of

    known = Known(series.values, series.kind, series.of)
    change = known.change()
    if not change.size:
        return Look(Verdict.NOISE)
    way = 1 if change.size > 0 else -1
    flags = zip(chart.flags[change.since :], chart.ways[change.since :], strict=True)
    rules = [rule for rule, points in flags if rule is not Rule.NONE and points == way]
    chance = chance_of(series.values, series.kind, series.of, change.size, quiet)
    return Look(Verdict.NOISE, rules[-1] if rules else Rule.NONE, way, change, chance)


def _adjusted(looks: Mapping[str, Look], false: float) -> dict[str, Look]:
    """Return the looks with their chances among all of them, and the verdict by that."""
    from reports.statistics.chance import adjusted

    if not looks:
        return {}
    chances = adjusted([each.chance for each in looks.values()])
    return {
        key: replace(
            each,
            adjusted=chance,
            verdict=Verdict.SIGNAL if chance <= false else Verdict.NOISE,
        )
        for (key, each), chance in zip(looks.items(), chances, strict=True)
    }
