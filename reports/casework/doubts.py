"""How far the true contacts of a month could go down, were every doubt about them confirmed.

Names change no count. What is kept, in memory, is two numbers for each team.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from practice.calendar import Month
from reports.casework.judging import answers, judged
from storage import measures as queries
from storage.link_answers import Given
from storage.measures import Scope, Session

_MOST = 64


class Doubts(NamedTuple):
    """How many contacts are in doubt: those nobody looked at, and those nobody could tell."""

    unlooked: int = 0
    untold: int = 0

    @property
    def together(self) -> int:
        """How many there are."""
        return self.unlooked + self.untold


_kept: OrderedDict[tuple[object, ...], Mapping[str | None, Doubts]] = OrderedDict()


def doubts(session: Session, scope: Scope) -> Doubts:
    """Return how many contacts of the teams, in the last month of `scope`, are in doubt."""
    month, today = scope.months[-1], scope.today
    if month.first > today:
        return Doubts()
    # The week before is looked at too.
    changes = queries.council_changes(session, replace(scope, months=scope.months[-2:]))
    given = answers(session, month, scope.as_of)
    said = tuple(one.id for one in given)
    key = (queries.records_opened(session), month, today, said, *sorted(changes.items()))
    found = _kept.get(key) if month in changes else None
    if found is None:
        found = _by_team(session, scope, month, given)
        _keep(key, found)
    return _sum(found.get(team, Doubts()) for team in scope.teams)


def _keep(key: tuple[object, ...], found: Mapping[str | None, Doubts]) -> None:
    _kept[key] = found
    while len(_kept) > _MOST:
        _kept.popitem(last=False)


def _by_team(
    session: Session, scope: Scope, month: Month, given: list[Given]
) -> dict[str | None, Doubts]:
    """Return, by team, how many contacts of the month nothing settles yet."""
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
