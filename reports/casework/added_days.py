"""How many days a change of worker adds to an assessment, beside comparable ones without.

Setting those whose worker changed beside all others would blame the change for the length: the
longer an assessment lasts, the more time there is for a change. So each is set beside those that
were open as long as it was on the day of its change and had had none, whatever came after: Suissa
S, "Immortal time bias in pharmacoepidemiology", Am J Epidemiol 2008;167:492-499. Some of those
change later, so what is said is rather too little than too much.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from practice.calendar import Month, months_back, working_days_between
from practice.errors import BeyondCalendarError
from reports.casework import wording
from reports.casework.amounts import Amounts, Counting
from reports.casework.measures import ADDED
from reports.casework_view import Amount
from reports.statistics.intervals import of_pairs
from storage import measures as queries
from storage.measures import Lasted, Scope, Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MONTHS = 12
"""So many months of assessments are set beside each other, the newest the last."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The working days of an assessment whose worker changed, and the average of comparable ones.

    `of` is how many those are; `ref` and `team_id` are the assessment's.
    """

    days: int
    others: float
    of: int
    ref: str = ""
    team_id: str = ""


@dataclass(frozen=True, slots=True)
class Timed:
    """An assessment by its working days: how long it lasted, and when in it the worker changed.

    Where nobody did, it stands for `many` alike.
    """

    month: Month
    days: int
    changed_after: int | None
    ref: str = ""
    team_id: str = ""
    many: int = 1


_Alike = tuple[Month, int, int | None, str, str]


def amounts(counting: Counting, every: Sequence[Timed]) -> dict[str, Amounts]:
    """Return what the 12 months that end with each month come to, of the assessments there are."""
    in_order = InOrder(every)

    def added(month: Month) -> Amount:
        pairs = in_order.pairs(months_back(month, MONTHS)[0], month)
        mean = sum(pair.days - pair.others for pair in pairs) / len(pairs) if pairs else None
        return Amount(month, mean, None, len(pairs))

    return {ADDED: counting.each("assessments", added)}


class InOrder:
    """Assessments in the order of how long each was open without a change, as columns too."""

    def __init__(self, every: Iterable[Timed]) -> None:
        import numpy as np  # noqa: PLC0415 - slow to load, needed for a summary alone

        self._ordered = sorted(every, key=_unchanged_for)
        self._month = np.array([_number(one.month) for one in self._ordered], dtype=np.int64)
        self._days = np.array([one.days for one in self._ordered], dtype=np.int64)
        self._many = np.array([one.many for one in self._ordered], dtype=np.int64)
        self._held = np.array([_unchanged_for(one) for one in self._ordered], dtype=np.int64)
        changed = [one.changed_after is not None for one in self._ordered]
        self._changed = np.array(changed, dtype=bool)

    def pairs(self, first: Month, last: Month) -> list[Pair]:
        """Return each assessment of these months whose worker changed, and those beside it.

        Those are the ones open and unchanged on that day; one beside which nobody stands is left
        out.
        """
        import numpy as np  # noqa: PLC0415 - as above

        here = np.flatnonzero((self._month >= _number(first)) & (self._month <= _number(last)))
        changed = here[self._changed[here]]
        place = np.searchsorted(self._held[here], self._held[changed], side="right")
        many = self._many[here]
        after, of = (_from(numbers)[place].tolist() for numbers in (self._days[here] * many, many))
        found = zip(changed.tolist(), after, of, strict=True)
        return [_pair(self._ordered[at], days / of, of) for at, days, of in found if of]


def _from(numbers: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Return what the numbers from each place on add up to, and from beyond the last."""
    import numpy as np  # noqa: PLC0415 - as above

    return np.append(np.cumsum(numbers[::-1])[::-1], 0)


def _pair(one: Timed, others: float, of: int) -> Pair:
    return Pair(one.days, others, of, one.ref, one.team_id)


def _number(month: Month) -> int:
    return 12 * month.year + month.month


def of_year(every: Iterable[Timed], month: Month) -> list[Pair]:
    """Return the pairs of the 12 months that end with one."""
    return InOrder(every).pairs(months_back(month, MONTHS)[0], month)


def doubt(pairs: Sequence[Pair]) -> str:
    """Return how surely an average of pairs is known; "" where there are none."""
    if not pairs:
        return ""
    found = of_pairs([pair.others for pair in pairs], [pair.days for pair in pairs])
    if found is None:
        return wording.say("why.few_pairs", n=len(pairs))
    low, high = (wording.number(end or 0) for end in (found[0].low, found[0].high))
    return wording.say("why.between", low=low, high=high)


def timed(session: Session, scope: Scope) -> list[Timed]:
    """Return the assessments of the months of `scope` and of the year before them."""
    months = months_back(scope.months[-1], len(scope.months) + MONTHS - 1)
    found = queries.lasted(session, replace(scope, months=months))
    many = Counter[_Alike]()
    for one in found:
        if alike := _alike(one):
            many[alike] += one.many
    return [Timed(*alike, n) for alike, n in many.items()]


def _unchanged_for(one: Timed) -> int:
    """Return for how many working days an assessment was open without a change."""
    return one.days if one.changed_after is None else one.changed_after


def _alike(one: Lasted) -> _Alike | None:
    """Return what an assessment is known by here; None where it is beyond the calendar."""
    try:
        days = working_days_between(one.started_on, one.authorised_on)
        changed = one.changed_on
        after = working_days_between(one.started_on, changed) if changed else None
    except BeyondCalendarError:
        return None
    return one.month, days, after, one.ref, one.team_id
