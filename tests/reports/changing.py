"""A council that changes at random: late, returned, struck, moved, corrected, undone.

Every change is one transaction, as in the program, and dated at the council's clock.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from storage.session import Store
from tests.factories import a_child, a_person, a_team
from tests.reports.changes.cases import Cases
from tests.reports.changes.files import Files
from tests.reports.changes.meetings import Meetings
from tests.reports.changes.workforce import Workforce

BEGINS = date(2026, 1, 5)


def a_small_council(store: Store, seed: int, people: int = 5, children: int = 7) -> "Changing":
    """Return a council of a few teams, some children of which are open to a worker."""
    with store.writing() as session:
        top = a_team(session)
        services = [a_team(session, parent=top) for _ in range(2)]
        teams = [a_team(session, parent=of) for of in (*services, services[0])]
        for number in range(people):
            team = teams[number % len(teams)]
            supervisor = a_person(session, role="supervisor", team=team)
            a_person(session, team=team, supervisor=supervisor)
        for _ in range(children):
            a_child(session)
    made = Changing(store, seed, datetime(2026, 4, 20, 9, tzinfo=UTC), BEGINS)
    for _ in range(2 * children):
        made.open_case()
    return made


class Changing(Meetings, Cases, Workforce, Files):
    """A stored council and its clock; `change` does one thing to it and says what.

    `done` counts what was done. Nothing that happens is before the day on which it `begins`.
    """

    def __init__(self, store: Store, seed: int, now: datetime, begins: date) -> None:
        super().__init__(store, seed, now, begins)
        self.done = Counter[str]()
        self._next: list[str] = []

    def change(self) -> str:
        """Do one thing that can be done, and return what it was."""
        while True:
            # Like cards: each comes up as often as it should.
            self._next = self._next or self.rng.sample(list(DEEDS), k=_ALL, counts=DEEDS.values())
            deed = self._next.pop()
            if self._do(getattr(self, f"_{deed}")):
                self.done[deed] += 1
                return deed

    def _hours_pass(self, session: Session) -> bool:
        del session
        self.now += timedelta(hours=self.rng.choice([3, 20]))
        return True

    def _days_pass(self, session: Session) -> bool:
        del session
        self.now += timedelta(days=self.rng.choice([1, 1, 1, 6]))
        return True

    def _clock_set_back(self, session: Session) -> bool:
        del session
        self.now -= timedelta(hours=self.rng.choice([1, 30]))
        return True


DEEDS = {
    "hours_pass": 2,
    "days_pass": 3,
    "clock_set_back": 1,
    "meet": 5,
    "send_late": 4,
    "date_ahead": 1,
    "rate_outcome": 3,
    "send_again": 5,
    "agree": 4,
    "return": 3,
    "strike": 4,
    "add_text": 1,
    "reflect": 1,
    "open_case": 2,
    "close_case": 2,
    "reopen_case": 2,
    "move_child": 3,
    "move_worker": 2,
    "leave": 1,
    "come_back": 1,
    "change_hours": 2,
    "count_posts": 1,
    "correct": 3,
    "undo_correction": 3,
    "take_away": 1,
    "tell": 6,
    "tell_otherwise": 2,
    "take_back": 3,
    "correct_child": 1,
    "answer": 6,
    "answer_anew": 2,
    "correct_compared": 2,
    "undo_import": 2,
    "follow": 4,
    "correct_followed": 2,
    "take_back_followed": 1,
    "move_team": 1,
    "rename_team": 1,
    "add_team": 1,
}
"""What is done, and how often."""
_ALL = sum(DEEDS.values())
