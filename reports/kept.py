"""What a summary rests on and is kept by team and month: the measures, and what stands beside them.

A measure that is added to `MEASURES` is kept without a line of its own.
"""

from collections.abc import Iterable
from datetime import date, datetime

from practice.calendar import Month, months_back, months_between
from reports.casework import measures as casework
from reports.measures import measure
from reports.right_below import of_team
from reports.selection import LISTED
from storage import measures as queries
from storage.measures import CHILD, Added, Kept, Part, Scope, Session, Tallied, Tally
from storage.people import team_and_descendants
from storage.session import Store

MONTHS_BEFORE = 12
LONGEST = 24
"""So many months, that of the summary among them, are looked at for a change."""

UNSEEN = Tallied("outcomes.improving_unseen", queries.improving_unseen, CHILD)
HEARD = Tallied("children.heard", queries.children_shown("child_voice"), CHILD)
GUIDES = Tallied("records.guides", queries.guides)
TRIED = Tallied("actions.tried", queries.tried)
PROCESS = Added("records.process", queries.process, queries.closed)
DISCUSSED_OF, MET_OF = (
    queries.of_practitioners(measure(key).kept)
    for key in ("children.discussed_share", "supervision.held_share")
)
"""By practitioner: read of the month of a summary alone, since they are many."""
OF_MONTHS: tuple[Kept, ...] = (
    *(measure.kept for measure in LISTED),
    UNSEEN,
    HEARD,
    GUIDES,
    TRIED,
    PROCESS,
    *casework.KEPT,
)
ON_AGREED_DAYS = Tallied("supervision.agreed_day", queries.on_agreed_days)
KEPT: tuple[Kept, ...] = (*OF_MONTHS, DISCUSSED_OF, MET_OF, ON_AGREED_DAYS)


def bring_up_to_date(store: Store, team_id: str, period: Month, as_of: datetime) -> None:
    """Make the tallies again, where they are stale, that the summary of a team's month reads.

    Of months in which there are records, or files of the council; what is not kept is counted by
    whoever reads it. Raises as Store.writing does.
    """
    with store.reading() as session:
        teams = tuple(team_and_descendants(session, team_id))
        parts = of_team(session, team_id)
        scope = Scope(teams, (period,), as_of)
        begins = queries.first_meeting(session, scope)
        read = months_read(session, period, begins)
        files = bool(queries.imported(session))
    if begins and Month.of(begins) > period:
        begins = None
    if (begins or files) and scope.begun:
        first = min(Month.of(begins), read[0]) if begins else read[0]
        months = (*months_between(first, period), period)
        queries.keep(store, KEPT, [Scope(each, months, as_of) for each in (teams, *parts)])


def months_read(session: Session, period: Month, begins: date | None) -> tuple[Month, ...]:
    """Return the months that a summary reads: those of a year before, and its own.

    More, up to 24 in all, where the records or the council's own files are older.
    """
    known = [day for day in (begins, queries.earliest(session)) if day]
    year = months_back(period, MONTHS_BEFORE + 1)
    first = max(months_back(period, LONGEST)[0], min([year[0], *map(Month.of, known)]))
    return (*months_between(first, period), period)


def parts(session: Session, scope: Scope, *only: str) -> dict[str, list[Part]]:
    """Return what is kept, or counted where it is stale, by measure: of all, or of these keys."""
    return queries.parts(session, KEPT, scope, only)


def of_months(session: Session, scope: Scope) -> dict[str, list[Part]]:
    """Return as `parts` does, of all that a summary reads of every month."""
    return parts(session, scope, *(one.key for one in OF_MONTHS))


def of_teams(session: Session, scope: Scope, *keys: str) -> queries.ByTeam:
    """Return, by measure of these keys and team, how many units do not count, of how many."""
    return queries.of_teams(session, KEPT, scope, [measure(key).kept for key in keys])


def tallies(found: Iterable[Part], months: Iterable[Month]) -> dict[Month, Tally]:
    """Return numerator and denominator of each month, from the parts of a measure."""
    units = dict.fromkeys(months, (0, 0))
    for part in found:
        numerator, denominator = units[part.month]
        units[part.month] = (numerator + part.units * part.counted, denominator + part.units)
    return {month: Tally(*numbers) for month, numbers in units.items()}
