"""Invented children: what is known of each as the months go by, and whose they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bot.conversations.agenda import RECENT_CHANGE_DAYS, LeftFromBefore
from bot.demo.bank import Storyline
from bot.demo.roster import Worker
from storage.history import ChildSoFar
from storage.plans import OpenAction, OpenOutcome
from storage.tables import Child

ARCS = ("better", "better", "better", "stuck", "stuck", "uneven", "uneven", "worse")
# How an outcome moves from one record in depth to the next.
_MOVES = {
    "better": (0, 1, 1, 1, 2),
    "stuck": (0, 0, 0, 0, 1),
    "uneven": (-1, -1, 1, 1, 2),
    "worse": (-2, -1, -1, 0, 0),
}
_HIGHEST = 9


@dataclass
class Spell:
    """A worker's time with a child."""

    worker: Worker
    started_on: date
    ended_on: date | None = None
    end_reason: str | None = None


@dataclass
class Aim:
    """An outcome of a child, with its ratings so far."""

    id: str
    what: str
    due_on: date | None
    ratings: list[tuple[date, int]]


@dataclass
class Case:
    """A child of the council. `made` holds, by action's id, what difference it made once done."""

    child: Child
    girl: bool
    story: Storyline
    status: str
    arc: str
    spells: list[Spell]
    pinned: bool = False
    last_discussed: date | None = None
    last_in_depth: date | None = None
    contingency_on: date | None = None
    aims: list[Aim] = field(default_factory=list)
    rated_last: Aim | None = None
    actions: list[OpenAction] = field(default_factory=list)
    made: dict[str, str | None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    @property
    def worker(self) -> Worker:
        """The practitioner it is open to now, or was last."""
        return self.spells[-1].worker

    @property
    def rating(self) -> int | None:
        """The last rating of the outcome rated last."""
        return self.rated_last.ratings[-1][1] if self.rated_last else None

    def so_far(self) -> ChildSoFar:
        """Return what an agenda needs to know, as storage.history.so_far finds it."""
        taken_up = self.last_in_depth or date.min
        due = [aim.due_on for aim in self.aims if aim.due_on and aim.due_on > taken_up]
        ratings = [rating for _, rating in self.rated_last.ratings] if self.rated_last else []
        return ChildSoFar(
            self.last_discussed,
            self.last_in_depth,
            self.contingency_on,
            min(due, default=None),
            ratings[-1] if ratings else None,
            ratings[-2] if len(ratings) > 1 else None,
        )

    def left_from_before(self, day: date) -> LeftFromBefore:
        """Return what a record in depth takes up again."""
        rated = [aim for aim in self.aims if aim.ratings]
        outcomes = [
            OpenOutcome(aim.id, aim.what, aim.due_on, aim.ratings[-1][1], aim.ratings[-1][0])
            for aim in rated
        ]
        recent = (day - self.spells[-1].started_on).days <= RECENT_CHANGE_DAYS
        changed = recent and any(spell.worker is not self.worker for spell in self.spells)
        return LeftFromBefore(self.last_in_depth, list(self.actions), outcomes, changed)

    def next_rating(self, rng: Random, before: int, falls: bool = True) -> int:
        """Return where an outcome stands next; `falls` says whether it may be lower."""
        moves: Sequence[int] = _MOVES[self.arc]
        least = -2 if falls else 0
        return min(max(before + max(rng.choice(moves), least), 0), _HIGHEST)

    def pass_to(self, worker: Worker, day: date, reason: str) -> None:
        """Give the child to another worker."""
        self.end(day, reason)
        self.spells.append(Spell(worker, day))

    def end(self, day: date, reason: str) -> None:
        """End the present worker's time with the child."""
        self.spells[-1].ended_on, self.spells[-1].end_reason = day, reason

    def close(self, day: date) -> None:
        """Close the case."""
        self.end(day, "closed")
        self.status, self.child.closed_on = "closed", day

    def status_on(self, day: date) -> str:
        """Return the child's status on a day: under assessment for its first six weeks or so."""
        opened = self.child.opened_on or date.min
        assessing = "assessment" in self.spells[0].worker.plan.draws
        if self.status != "closed" and assessing and (day - opened).days < _ASSESSMENT_DAYS:
            return "assessment"
        return self.status


def make_families(cases: Sequence[Case]) -> None:
    """Let the second and the third open child of every worker be of one family; no draw is made."""
    by_worker: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if case.spells[-1].ended_on is None:
            by_worker[case.worker.person.id].append(case)
    for number, theirs in enumerate(by_worker.values(), 1):
        for case in theirs[1:3]:
            case.child.family_ref = f"F-{number:03}"


_ASSESSMENT_DAYS = 60
