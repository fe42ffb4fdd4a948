"""How many a summary that was shown counted, beside a list as it is now."""

from collections.abc import Mapping

from bot.channels.web.came_from import CameFrom
from bot.channels.web.errors import NotFoundError
from bot.channels.web.summary import LookedAt
from reports import shown
from reports.casework_view import CaseworkFigure
from reports.file_lists.leading import how_many
from reports.file_lists.rows import say
from reports.selection import ALL, COUNTED, REST
from reports.view import Figure
from reports.wording import day_and_time
from storage import showings
from storage.measures import Session
from storage.showings import Showing


def showing_of(session: Session, view: LookedAt, came: CameFrom) -> Showing | None:
    """Return the summary of the list's own team that it was opened from, as that was shown.

    None where there is none, or where it was of a team above. Raises NotFoundError for another
    month's, and for one that there is not.
    """
    if not came.showing:
        return None
    found = showings.showing(session, came.showing)
    of = (came.above or view.team.id, view.month)
    if found is None or (found.team_id, found.month) != of:
        raise NotFoundError
    return None if came.above else found


def then_and_now(showing: Showing | None, key: str, part: str, now: int) -> str:
    """Return how many a part of a list had when it was shown, beside how many it has now.

    Empty where nothing was shown, or where that did not say.
    """
    then = None if showing is None else _counted(showing, key, part)
    if showing is None or then is None:
        return ""
    moment = day_and_time(showing.at)
    if then == now:
        return say("page.alike", moment=moment)
    return say("page.differs", moment=moment, then=then)


def _counted(showing: Showing, key: str, part: str) -> int | None:
    summary = shown.as_shown(showing)
    of_files: Mapping[str, CaseworkFigure] = {one.key: one for one in summary.casework}
    if key in of_files:
        return how_many(of_files[key].now, part)
    of_records: Mapping[str, Figure] = {one.key: one for one in summary.figures}
    if key not in of_records:
        return None
    now = of_records[key].now
    return {ALL: now.denominator, COUNTED: now.numerator, REST: now.rest}.get(part)
