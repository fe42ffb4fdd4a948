"""Which of a child's contingency days stands: a day that passed waits until somebody answers it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class ActBy:
    """A day by which a plan should have worked, the day it was set, and what is done then."""

    set_on: date
    due_on: date
    plan: str | None = None


def standing(set_so_far: Sequence[ActBy], answered: Collection[date]) -> ActBy | None:
    """Return the earliest day that still stands; None where none does.

    `set_so_far` are in the order in which they were set, a day that was moved to among them;
    `answered` the days that were answered. A new day takes the place of one that is still to come,
    and of no day that has passed: whether its sign came would then never be asked.
    """
    stands = [
        act_by
        for number, act_by in enumerate(set_so_far)
        if act_by.due_on not in answered
        and all(later.set_on > act_by.due_on for later in set_so_far[number + 1 :])
    ]
    return min(stands, key=lambda act_by: act_by.due_on, default=None)
