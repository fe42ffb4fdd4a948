"""One child of the demo over five supervisions, with two workers: what is said, and written.

The scale moves 6, 4, 4, 7, 8. An action is carried three times, the sign of a plan comes, a
question moves the two, and it is heard back (bot/demo/texts/one_child.toml).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.demo.agendas import Wishes
from bot.demo.bank import Storyline, fill, one_child
from bot.demo.between import BetweenMeetings
from bot.demo.caseloads import ONE_CHILD, Caseloads
from bot.demo.cases import Case
from bot.demo.roster import Roster, Worker, council
from bot.demo.script import Script, working_days
from bot.update import first_name
from practice.calendar import LONDON, Month, first_working_day_of_month, is_working_day
from practice.terms import ChildStatus
from prompts.interview.path import LENS, MORE, Slot
from prompts.question import Kind
from prompts.steps import Json

_STORY = Storyline("one child", False, (9, 9), None, (), (ChildStatus.CP,), {}, (), ())
_THIRD, _FOURTH, _FIFTH = 2, 3, 4
"""Meetings, counted from 0: the third is the first of the second worker."""
_BEGUN, _MIDDLE = 8, 12
"""On which working day of their months the first two meetings are held, and the third."""


class OneChild:
    """The child's days: five meetings, with a change of worker between the second and the third."""

    def __init__(self, script: Script, people: Roster, today: date) -> None:
        self._today = today
        self._first = people.worker(council()["beside"]["before_practitioner"])
        self._second = people.worker(council()["featured"]["practitioner"])
        fourth = Month.of(script.before_last)
        third, second = fourth.previous(), fourth.previous().previous()
        self._months = second.previous(), third
        begun = [working_days(month)[_BEGUN] for month in (second.previous(), second)]
        middle = working_days(third)[_MIDDLE]
        self.days = (*begun, middle, script.before_last, script.last)
        self._case: Case | None = None

    def meets_on(self, worker: Worker, month: Month) -> date | None:
        """Return the day in a month on which a worker meets about the child; None if on none."""
        found = (day for day in self.days if self._is_of(worker, day) and Month.of(day) == month)
        return next(found, None)

    def wishes(self, worker: Worker, day: date, wishes: Wishes) -> Wishes:
        """Return what is to happen at a meeting, with the child's part where it is one of these."""
        if not self._is_of(worker, day):
            return wishes
        told = {ONE_CHILD: self._teller(self.days.index(day))}
        return replace(wishes, in_depth=(*wishes.in_depth, ONE_CHILD), told=told)

    def _is_of(self, worker: Worker, day: date) -> bool:
        theirs = self.days[:_THIRD] if worker is self._first else self.days[_THIRD:]
        return worker in (self._first, self._second) and day in theirs

    # --- whose it is ---

    def begin(self, loads: Caseloads) -> None:
        """Keep a place free for the child with who takes over, from the first day on."""
        loads.keep_free(self._second)

    def go_through(self, month: Month, loads: Caseloads) -> None:
        """Let the child be opened, and given to the other worker, in the months of that."""
        opens, passes = self._months
        if month == opens:
            opened = month.first - timedelta(days=20)
            self._case = loads.open_for(self._first, opened, month.first, (ONE_CHILD, _STORY))
            self._case.is_only_child = True
        elif month == passes and self._case:
            day = first_working_day_of_month(month.first)
            loads.hand_to(self._second, self._case, day, "shared out anew")

    # --- what is written between ---

    def before(self, worker: Worker, day: date, between: BetweenMeetings) -> None:
        """Let what is written before a meeting of these have been written."""
        if self._case is None or not self._is_of(worker, day):
            return
        number = self.days.index(day)
        if number == _THIRD:
            between.hand_over(self._case, one_child()["handover"])
        elif number == _FOURTH:
            between.decide(self._case, one_child()["decision"], _at(self._day_of(_THIRD, 6), 11))
        elif number == _FIFTH:
            between.reflect(self._case, one_child()["heard_back"], _at(self._day_of(_FOURTH, 9), 8))

    def prepare(self, between: BetweenMeetings) -> None:
        """Let the worker have prepared the next meeting, on the working day before the demo's."""
        if self._case is not None:
            day = _worked(self._today - timedelta(days=1), back=True)
            between.prepare(self._case, one_child()["preparation"], _at(day, 16))

    def _day_of(self, meeting: int, days: int) -> date:
        return _worked(self.days[meeting] + timedelta(days=days))

    # --- what is said ---

    def _teller(self, number: int) -> "Teller":
        worker = self._first if number < _THIRD else self._second
        names = {"worker": first_name(worker.person), "supervisor": first_name(worker.supervisor)}
        following = self.days[number + 1] if number + 1 < len(self.days) else self._today
        days = {"": self.days[number], "next": following, "today": self._today}
        return Teller(one_child()["meeting"][number], one_child()["lens"], names, days)


@dataclass(frozen=True)
class Teller:
    """Answers what one meeting asks, as it is written down; what is not written is left.

    `days` are those that a day may be counted from.
    """

    said: Mapping[str, Any]
    lenses: Mapping[str, str]
    names: Mapping[str, str]
    days: Mapping[str, date]

    def __call__(self, slot: Slot) -> Json:
        """Return the answer to a slot; None skips it."""
        if slot.key.startswith(LENS):
            return self.lenses.get(slot.question.id)
        if slot.key.endswith(MORE):
            listed = self.said.get(f"{slot.key.removesuffix(MORE)}.what", ())
            return "add" if slot.entry + 1 < len(listed) else "all"
        found = self.said.get(slot.key)
        if isinstance(found, list):
            found = found[slot.entry] if slot.entry < len(found) else None
        if not isinstance(found, str):
            return found
        return (
            self._day(found).isoformat() if slot.question.kind is Kind.DATE else self._words(found)
        )

    def _words(self, text: str) -> str | None:
        by = self._day(self.said["contingency_on"]) if "{by}" in text else None
        told = {"by": f"{by.day} {by:%B}"} if by else {}
        return fill(text, _STORY.girl, **self.names, **told) or None

    def _day(self, written: str) -> date:
        """Return the working day of "+14" (from this meeting on), "next-4" or "today+30"."""
        begins = next(name for name in ("next", "today", "") if written.startswith(name))
        return _worked(self.days[begins] + timedelta(days=int(written.removeprefix(begins))))


def _worked(day: date, *, back: bool = False) -> date:
    """Return a day, or the next working day after it, or the one before it."""
    while not is_working_day(day):
        day += timedelta(days=-1 if back else 1)
    return day


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 40), LONDON)
