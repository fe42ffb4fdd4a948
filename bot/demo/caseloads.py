"""Who has which child, month by month: opened, passed on when a worker leaves, closed."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random

from bot.demo.bank import Storyline, storylines
from bot.demo.cases import ARCS, Case, Spell
from bot.demo.naming import named
from bot.demo.roster import Roster, Worker
from practice.calendar import Month
from storage.ids import new_id
from storage.tables import Child

# Three children whom everything that is to be tried in the demo is about, with their storylines.
PINNED: Mapping[str, str] = {
    "CH-0388": "neglect_at_school",
    "CH-0391": "exploited_running",
    "CH-0417": "domestic_abuse_watching",
}
ONE_CHILD = "CH-0402"
"""The child whose five supervisions are told whole (bot/demo/one_child.py)."""
_FIRST_REFS = 540
_CLOSE_SHARE, _BETTER = 0.03, 6
_MOVE_SHARE, _MOVES_AFTER = 0.06, timedelta(days=110)
_FIRST_DAYS = 5


class Caseloads:
    """The children of the council and their workers, as of the month last gone through."""

    def __init__(self, rng: Random, people: Roster, featured: Worker) -> None:
        self._rng = rng
        self._workers = people.workers
        self._featured = featured
        self._open: dict[str, list[Case]] = {worker.person.id: [] for worker in people.workers}
        self.cases: list[Case] = []
        pinned = {int(ref.removeprefix("CH-")) for ref in (*PINNED, ONE_CHILD)}
        numbers = [n for n in range(1, _FIRST_REFS) if n not in pinned]
        rng.shuffle(numbers)
        self._numbers = numbers
        self._kept_free: Counter[str] = Counter()
        self._next = _FIRST_REFS

    def of(self, worker: Worker) -> list[Case]:
        """Return the children open to a worker, by reference."""
        return sorted(self._open[worker.person.id], key=lambda case: case.child.ref)

    def begin(self, day: date) -> None:
        """Fill every caseload as it stands on the first day."""
        for ref, name in PINNED.items():
            story = next(story for story in storylines() if story.name == name)
            self._add(self._featured, self._long_before(day), day, (ref, story))
        for worker in self._workers:
            while worker.is_here(day) and self._room(worker, Month.of(day)) > 0:
                self._add(worker, self._long_before(day), day)

    def _long_before(self, day: date) -> date:
        return day - timedelta(days=self._rng.randrange(15, 500))

    def go_through(self, month: Month, today: date, settled: bool) -> None:
        """Open, pass on and close what a month brings, up to `today`.

        The featured worker's caseload stays as it is where it is `settled`.
        """
        day = month.first + timedelta(days=self._rng.randrange(0, _FIRST_DAYS))
        for worker in self._workers:
            left = worker.person.left_on
            if left and Month.of(left) == month and left <= today:
                # What else the month brings comes after: no time with a child ends before it began.
                day = max(day, left)
                for case in self.of(worker):
                    self._pass(case, self._least_loaded(worker, left), left, "worker left")
        if day <= today:
            staying = self._featured.person.id if settled else ""
            self._close_some(day, staying)
            self._move_some(day, staying)
            self._fill_up(month, day, staying)

    def _room(self, worker: Worker, month: Month) -> int:
        taken = len(self._open[worker.person.id]) + self._kept_free[worker.person.id]
        return worker.target(month) - taken

    def open_for(
        self, worker: Worker, opened: date, day: date, pinned: tuple[str, Storyline]
    ) -> Case:
        """Open a child, with its storyline, for a worker from a day on; it stays where it is."""
        return self._add(worker, opened, day, pinned)

    def keep_free(self, worker: Worker) -> None:
        """Keep a place on a worker's caseload free for one child."""
        self._kept_free[worker.person.id] += 1

    def hand_to(self, worker: Worker, case: Case, day: date, reason: str) -> None:
        """Give a child to the worker who kept a place free."""
        self._kept_free[worker.person.id] -= 1
        self._pass(case, worker, day, reason)

    def _add(
        self,
        worker: Worker,
        opened: date,
        day: date,
        pinned: tuple[str, Storyline] | None = None,
    ) -> Case:
        ref, story = pinned or (self._ref(), self._story(worker))
        rng = self._rng
        status = rng.choice([s for s in story.statuses if s != "assessment"])
        came = max(opened, worker.started)
        spells = [Spell(worker, came if came <= day else day)]
        case = Case(
            _child(ref, status, min(opened, day), story),
            story.girl,
            story,
            status,
            rng.choice(ARCS),
            spells,
            pinned=pinned is not None,
        )
        if pinned:
            case.arc = "better"
        self.cases.append(case)
        self._open[worker.person.id].append(case)
        return case

    def _ref(self) -> str:
        if self._numbers and not self.cases[400:]:
            return f"CH-{self._numbers.pop():04}"
        self._next += 1
        return f"CH-{self._next - 1:04}"

    def _story(self, worker: Worker) -> Storyline:
        """Return a storyline of the worker's service; those they have fewest of come first."""
        fitting = [s for s in storylines() if set(s.services) & set(worker.plan.draws)]
        have = Counter(case.story.name for case in self._open[worker.person.id])
        fewest = min(have[story.name] for story in fitting)
        near = [story for story in fitting if have[story.name] <= fewest + 1]
        return self._rng.choice(near)

    def _least_loaded(self, leaving: Worker, day: date) -> Worker:
        team = [w for w in self._workers if w.plan is leaving.plan and w is not leaving]
        here = [w for w in team if w.is_here(day) and w is not self._featured]
        month = Month.of(day)
        return min(here, key=lambda w: (-self._room(w, month), w.person.ref))

    def _pass(self, case: Case, worker: Worker, day: date, reason: str) -> None:
        self._open[case.worker.person.id].remove(case)
        case.pass_to(worker, day, reason)
        self._open[worker.person.id].append(case)

    def _free(self, day: date, staying: str) -> list[Case]:
        """Return the open children who may move: not pinned, and not new."""
        return [
            case
            for case in self.cases
            if case.spells[-1].ended_on is None
            and not case.pinned
            and case.worker.person.id != staying
            and (case.child.opened_on or day) < day - timedelta(days=60)
        ]

    def _close_some(self, day: date, staying: str) -> None:
        for case in self._free(day, staying):
            better = (case.rating or 0) >= _BETTER
            if self._rng.random() < _CLOSE_SHARE * (4 if better else 0.35):
                self._open[case.worker.person.id].remove(case)
                case.close(day)

    def _move_some(self, day: date, staying: str) -> None:
        """Pass children who were assessed on to a team that works with them for longer."""
        month = Month.of(day)
        for case in self._free(day, staying):
            assessed = "assessment" in case.worker.plan.draws
            old = (case.child.opened_on or day) < day - _MOVES_AFTER
            if not (assessed and old and self._rng.random() < _MOVE_SHARE):
                continue
            fitting = [
                w
                for w in self._workers
                if w.is_here(day)
                and w is not self._featured
                and "assessment" not in w.plan.draws
                and set(w.plan.draws) & set(case.story.services)
                and self._room(w, month) > 0
            ]
            if fitting:
                self._pass(case, self._rng.choice(fitting), day, "moved to another team")

    def _fill_up(self, month: Month, day: date, staying: str) -> None:
        for worker in self._workers:
            if worker.person.id == staying or not worker.is_here(day):
                continue
            while self._room(worker, month) > 0:
                if not self._relieve(worker, month, day):
                    opened = day - timedelta(days=self._rng.randrange(0, 6))
                    self._add(worker, opened, day)

    def _relieve(self, worker: Worker, month: Month, day: date) -> bool:
        """Pass a child from a colleague who has more than they should; say whether one was."""
        over = [
            w
            for w in self._workers
            if w.plan is worker.plan and w is not self._featured and self._room(w, month) < 0
        ]
        free = [case for w in over for case in self.of(w) if not case.pinned]
        if not free:
            return False
        self._pass(free[0], worker, day, "shared out anew")
        return True


def _child(ref: str, status: str, opened: date, story: Storyline) -> Child:
    """Return a new child; the birthday is drawn apart, so that it changes nothing else."""
    rng = Random(f"born {ref}")  # noqa: S311 - as above
    years = rng.randint(*story.ages)
    born_on = opened - timedelta(days=years * 365 + rng.randrange(4, 300 if years else 20))
    return Child(
        id=new_id(),
        ref=ref,
        **named(ref, girl=story.girl)._asdict(),
        status=status,
        opened_on=opened,
        birth_date=born_on.isoformat(),
        communication=story.communication,
    )
