"""Which figures of a team stay out of its file, since files of other teams tell the rest.

Whoever has the file of a service and those of its teams can take them from one another. So where
one of a service's teams has a small number, none of its teams is told of, nor are those below them:
what is left over of a service, after its teams, is a team's number as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from practice.calendar import Month
from reports import kept
from reports.casework_view import CaseworkFigure
from reports.leaving.known import Apart, numbers
from reports.statistics.suppression import is_small
from reports.tallies import count
from reports.view import Figure, Summary
from storage import people
from storage.measures import Session
from storage.session import Store

_Numbers = Mapping[tuple[str, Month], Mapping[str, float]]


def apart(store: Store, team_id: str, summary: Summary) -> Apart:
    """Return the figures, by month, of which a team's file may tell nothing; of the highest none.

    Raises as Store.writing does.
    """
    with store.reading() as session:
        above = people.teams_above(session, team_id)
    if not above:
        return frozenset()
    kept.bring_up_to_date(store, above[-1], summary.period, summary.as_of)
    with store.reading() as session:
        lines = (_of_line(session, one, summary.period, summary.as_of) for one in above)
        return frozenset(found for line in lines for found in line)


def _of_line(
    session: Session, above: str, period: Month, as_of: datetime
) -> Iterator[tuple[str, Month]]:
    """Yield what is small in one of the teams right below a team, or left over of its own."""
    whole, *parts = (
        _numbers(session, team, period, as_of)
        for team in (above, *people.teams_right_below(session, above))
    )
    for figure, of in whole.items():
        if any(map(is_small, _told_apart(of, [part.get(figure, {}) for part in parts]))):
            yield figure


def _told_apart(
    whole: Mapping[str, float], parts: Sequence[Mapping[str, float]]
) -> Iterator[float]:
    for name, number in whole.items():
        each = [part.get(name, 0) for part in parts]
        yield from each
        yield round(number - sum(each), 6)


def _numbers(session: Session, team_id: str, period: Month, as_of: datetime) -> _Numbers:
    teams = tuple(people.team_and_descendants(session, team_id))
    counted = count(session, teams, period, as_of, None)
    every: tuple[Figure | CaseworkFigure, ...] = (*counted.figures.values(), *counted.casework)
    return {(figure.key, one.period): numbers(one) for figure in every for one in figure.series}
