"""How far the true contacts of a month could go down, were every doubt about them confirmed.

Names change no count. What is kept, in memory, is two numbers for each team.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from practice.calendar import Month
from reports.casework.judging import answers, judged
from reports.remembered import standing
from storage.measures import Scope, Session


class Doubts(NamedTuple):
    """How many contacts are in doubt: those nobody looked at, and those nobody could tell."""

    unlooked: int = 0
    untold: int = 0

    @property
    def together(self) -> int:
        """How many there are."""
        return self.unlooked + self.untold


def doubts(session: Session, scope: Scope) -> Doubts:
    """Return how many contacts of the teams, in the last month of `scope`, are in doubt."""
    month, today = scope.months[-1], scope.today
    if month.first > today:
        return Doubts()
    # The week before is looked at too.
    stands = standing(session, replace(scope, months=scope.months[-2:]))
    found = stands.remember(("doubts", month), lambda: _by_team(session, scope, month))
    return _sum(found.get(team, Doubts()) for team in scope.teams)


def _by_team(session: Session, scope: Scope, month: Month) -> dict[str | None, Doubts]:
    """Return, by team, how many contacts of the month nothing settles yet."""
    given = answers(session, month, scope.as_of)
    judgement = judged(session, month, scope.as_of, given)
    found: dict[str | None, Doubts] = {}
    for one in judgement.counted.doubtful:
        team = judgement.contacts[one.contact.ref].team_id
        more = Doubts(1, 0) if one.unlooked else Doubts(0, 1)
        found[team] = _sum((found.get(team, Doubts()), more))
    return found


def _sum(some: Iterable[Doubts]) -> Doubts:
    every = list(some)
    return Doubts(sum(one.unlooked for one in every), sum(one.untold for one in every))
