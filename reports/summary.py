"""A team's month, as one frozen view model that every format is rendered from."""

from datetime import datetime

from practice.access import Viewer
from practice.calendar import Month
from practice.terms import StepKind
from reports.sections import better, cannot_say, process, unheard
from reports.tallies import Counted, count
from reports.view import Doubt, Summary
from reports.wording import say
from storage.measures import Session
from storage.people import team_and_descendants
from storage.tables import Team

_SECTIONS = (better.section, unheard.section, process.section, cannot_say.section)


def build(
    session: Session, scope: Team, period: Month, as_of: datetime, viewer: Viewer | None
) -> Summary:
    """Return the summary of a team and those below it for one month.

    Only what was sent at or before `as_of` (aware) counts. `viewer` decides which records open;
    None is the holder of the key, for whom all do. Whether somebody may see the summary at all
    is asked of `practice.access.may_see_summary` before this.
    """
    counted = count(session, tuple(team_and_descendants(session, scope.id)), period, as_of, viewer)
    return Summary(
        scope=scope.name,
        period=period,
        as_of=as_of,
        readers=say(f"readers.{viewer.role if viewer else 'key'}"),
        sections=tuple(section(counted) for section in _SECTIONS),
        figures=tuple(counted.figures.values()),
        data_quality=_doubts(counted),
        begins=counted.begins,
        process=counted.process,
    )


def _doubts(counted: Counted) -> tuple[Doubt, ...]:
    agreed, rated = counted.figures["records.agreed"], counted.figures["outcomes.rated_share"]
    returned = counted.states("records.agreed")[StepKind.RETURNED]
    found = (
        ("claims", "unconfirmed", counted.unconfirmed[-1].numerator),
        ("claims", "struck", counted.struck[-1].numerator),
        ("records", "waiting", agreed.now.rest - returned),
        ("records", "returned", returned),
        ("outcomes", "unrated", rated.now.rest),
    )
    return tuple(Doubt(source, say(f"quality.{what}"), n) for source, what, n in found)
