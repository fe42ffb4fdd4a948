"""What was taken up of a team's questions in the summaries of others: of teams below it, or above.

Whoever looks at the same question for a team below looks at it, whichever summary they read.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from practice.access import Viewer
from practice.calendar import Month, london_day
from practice.oversight_access import may_read_enquiry
from reports import stood
from reports.tallies import Counted
from reports.view import Sentence
from reports.wording import full_day, month_name, say
from storage import enquiries, people
from storage.enquiries import Taken
from storage.measures import Session


def of_others(session: Session, team_id: str, first: Month, counted: Counted) -> list[Taken]:
    """Return the enquiries of the teams below a team, and those above that are of it or of these.

    Of their summaries from the month `first` to the counted one.
    """
    above = people.teams_above(session, team_id)
    teams = {*counted.teams, *above} - {team_id}
    found = enquiries.of_teams(session, sorted(teams), first, counted.period, counted.as_of)
    below = set(counted.teams)
    return [one for one in found if (one.asked.part_id or one.asked.team_id) in below]


def looked_at(taken: Iterable[Taken], month: Month) -> frozenset[str]:
    """Return the measures of a month that one of these enquiries looks at."""
    return frozenset(one.asked.about for one in taken if _looks_at(one, month))


def _looks_at(taken: Taken, month: Month) -> bool:
    """Say whether an enquiry is of a month's question, or waited still once that month was over.

    While one waits for its answer the same question cannot be taken up again.
    """
    waited = taken.answer is None or london_day(taken.answer.at) > month.last
    return taken.asked.month == month or (taken.asked.month < month and waited)


def sentences(
    session: Session,
    taken: Iterable[Taken],
    asked: Mapping[Month, Collection[str]],
    viewer: Viewer | None,
    today: date,
) -> Iterator[Sentence]:
    """Yield who looks at what was `asked`, by month, as far as the viewer may read of it."""
    for one in taken:
        looks = any(_looks_at(one, month) and one.asked.about in asked[month] for month in asked)
        if looks and (viewer is None or may_read_enquiry(viewer, one.facts)):
            yield Sentence(_told(session, one, today), enquiry=one.id)


def _told(session: Session, taken: Taken, today: date) -> str:
    asked, is_answered = taken.asked, taken.answer is not None
    team = people.team(session, asked.team_id)
    return say(
        "enquiries.elsewhere",
        team=team.name if team else "",
        label=stood.label_of(asked.about),
        month=month_name(asked.month),
        question=asked.question,
        owner=taken.owner,
        status=status(asked.due_on, is_answered=is_answered, is_late=taken.is_late(today)),
    )


def status(due: date, *, is_answered: bool, is_late: bool) -> str:
    """Return how it stands with an enquiry: answered, due by its day, or late."""
    if is_answered:
        return say("enquiries.answered")
    return say("enquiries.late" if is_late else "enquiries.due", day=full_day(due))
