"""Which of a child's contingency days stands: a day that passed waits until somebody answers it.

"The sign came and nobody acted" closes nothing: that day stands until a later plan or answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class ActBy:
    """A day by which a plan should have worked, the day it was set, and what is done then.

    `not_acted`: its sign came, and it was said that nobody acted.
    """

    set_on: date
    due_on: date
    plan: str | None = None
    not_acted: bool = False


@dataclass(frozen=True)
class Answered:
    """What was said of a day in the meeting of `said_on`; `not_acted`: the sign came, and no more.

    A day that was moved has its new day among those that were set.
    """

    said_on: date
    not_acted: bool = False


def standing(set_so_far: Sequence[ActBy], answered: Mapping[date, Answered]) -> ActBy | None:
    """Return the earliest day that still stands; None where none does.

    `set_so_far` are in the order in which they were set, a day that was moved to among them;
    `answered` what was said of the days, by day. A new day takes the place of one that is still
    to come, and of no day that has passed: whether its sign came would then never be asked.
    """
    stands = [
        replace(act_by, not_acted=act_by.due_on in answered)
        for number, act_by in enumerate(set_so_far)
        if _stands(act_by, set_so_far[number + 1 :], answered.get(act_by.due_on))
    ]
    return min(stands, key=lambda act_by: act_by.due_on, default=None)


def _stands(act_by: ActBy, later: Sequence[ActBy], answer: Answered | None) -> bool:
    if answer is None:
        return all(one.set_on > act_by.due_on for one in later)
    # It was asked about, so that any plan made since it passed takes its place.
    since = min(answer.said_on, act_by.due_on + timedelta(days=1))
    return answer.not_acted and all(one.set_on < since for one in later)
