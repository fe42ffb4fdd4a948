"""Invented children: what is known of each as the months go by, and whose they are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from bot.conversations.agenda import RECENT_CHANGE_DAYS, LeftFromBefore
from bot.conversations.last_time import Between, LastTime
from bot.demo.bank import Storyline
from bot.demo.comparing import Before
from bot.demo.roster import Worker
from practice.ages import age_on
from practice.contingencies import ActBy, Answered, standing
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
NINE_PARTS, SIX_MOVEMENTS = ("case-supervision", 2), ("case-supervision", 3)
"""What the council's records in depth follow: at first, and in the last months."""


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
    """A child of the council. `made` holds, by action's id, what difference it made once done.

    `since` is what was written of it since its last record in depth, `heard` what cards say of the
    reflections that were shared since the last meeting, `meant` the first sentence to the family
    that was agreed last. One that is `pinned` stays where it is.
    """

    child: Child
    girl: bool
    story: Storyline
    status: str
    arc: str
    spells: list[Spell]
    pinned: bool = False
    is_only_child: bool = False
    last_in_depth: date | None = None
    last_looked_at: date | None = None
    last_time: LastTime | None = None
    act_bys: list[ActBy] = field(default_factory=list)
    answered: dict[date, Answered] = field(default_factory=dict)
    aims: list[Aim] = field(default_factory=list)
    rated_last: Aim | None = None
    actions: list[OpenAction] = field(default_factory=list)
    made: dict[str, str | None] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    since: list[Between] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    meant: tuple[str, date] | None = None
    written: list[Before] = field(default_factory=list)

    @property
    def worker(self) -> Worker:
        """The practitioner it is open to now, or was last."""
        return self.spells[-1].worker

    @property
    def rating(self) -> int | None:
        """The last rating of the outcome rated last."""
        return self.rated_last.ratings[-1][1] if self.rated_last else None

    @property
    def act_by(self) -> ActBy | None:
        """The day to act by that stands."""
        return standing(self.act_bys, self.answered)

    def age_on(self, day: date) -> int | None:
        """Return the child's age in years on a day; None before the birth."""
        return age_on(self.born_on, day)

    @property
    def born_on(self) -> date:
        """The day of the child's birth."""
        return date.fromisoformat(str(self.child.birth_date))

    def so_far(self) -> ChildSoFar:
        """Return what an agenda needs to know, as storage.history.so_far finds it."""
        due = [aim.due_on for aim in self.aims if aim.due_on and self._waits(aim, aim.due_on)]
        ratings = self.rated_last.ratings if self.rated_last else []
        rated_on, last = ratings[-1] if ratings else (None, None)
        return ChildSoFar(
            self.last_in_depth,
            self.last_looked_at,
            self.act_by,
            min(due, default=None),
            last,
            rated_on,
            ratings[-2][1] if len(ratings) > 1 else None,
        )

    def _waits(self, aim: Aim, due_on: date) -> bool:
        """Say whether an outcome's date waits: nobody has rated it since, or met in depth."""
        if aim.ratings:
            return aim.ratings[-1][0] < due_on
        return self.last_in_depth is None or self.last_in_depth < due_on

    def left_from_before(self, day: date, scale: tuple[str, str]) -> LeftFromBefore:
        """Return what a record in depth takes up again; `scale` is what 0 and 10 mean."""
        rated = [aim for aim in self.aims if aim.ratings]
        outcomes = [
            (OpenOutcome(aim.id, aim.what, aim.due_on, rating, rated_on, NINE_PARTS), scale)
            for aim in rated
            for rated_on, rating in aim.ratings[-1:]
        ]
        recent = (day - self.spells[-1].started_on).days <= RECENT_CHANGE_DAYS
        changed = recent and any(spell.worker is not self.worker for spell in self.spells)
        actions = list(self.actions)
        since = [one for one in self.since if one.held_on <= day]
        return LeftFromBefore(self.last_time, self.act_by, actions, outcomes, changed, since)

    def next_rating(self, rng: Random, before: int, falls: bool = True) -> int:
        """Return where an outcome stands next; `falls` says whether it may be lower."""
        moves: Sequence[int] = _MOVES[self.arc]
        least = -2 if falls else 0
        return min(max(before + max(rng.choice(moves), least), 0), _HIGHEST)

    def pass_to(self, worker: Worker, day: date, reason: str) -> None:
        """Give the child to another worker."""
        self.end(day, reason)
        self.spells.append(Spell(worker, day))
        self.heard.clear()

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
    """Let the second and the third open child of every worker be of one family; no draw is made.

    A worker who has a family keeps it.
    """
    by_worker: dict[str, list[Case]] = defaultdict(list)
    known = len({case.child.family_ref for case in cases} - {None})
    for case in cases:
        if case.spells[-1].ended_on is None and not case.is_only_child:
            by_worker[case.worker.person.id].append(case)
    without = [
        theirs for theirs in by_worker.values() if not any(c.child.family_ref for c in theirs)
    ]
    for number, theirs in enumerate(without, known + 1):
        for case in theirs[1:3]:
            case.child.family_ref = f"F-{number:03}"


_ASSESSMENT_DAYS = 60
