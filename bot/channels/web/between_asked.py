"""The questions of teams that lie outside the limits, and what is taken up of one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.channels.web.context import WebContext
from bot.channels.web.looked_over import Over
from practice.access import Role
from practice.calendar import london_day
from reports import kept
from reports.between_teams import Row, Spread, say, share, spreads
from reports.places import Question
from reports.team_counts import together
from storage import people
from storage.measures import Scope
from storage.people import team_and_descendants
from storage.tables import Person


@dataclass(frozen=True)
class Outside:
    """A team beyond the limits of a measure, and the question to ask because of it.

    `told` says where it lies, and the question's finding in which months.
    """

    spread: Spread
    row: Row
    told: str
    question: Question

    @property
    def text(self) -> str:
        """It in words, with whom to ask."""
        return " ".join((self.told, self.question.question, self.question.ask))


def spreads_over(context: WebContext, over: Over) -> tuple[Spread, ...]:
    """Return the spreads over the teams that the reader may see the summary of."""
    view = over.view
    kept.bring_up_to_date(context.store, view.team.id, view.month, view.now)
    known = {team.id for team in view.teams}
    with context.store.reading() as session:
        below = team_and_descendants(session, view.team.id)
        teams = tuple(team for team in below if team in known)
        return spreads(session, Scope(teams, over.months, view.now))


def outside(context: WebContext, over: Over, chosen: Sequence[Spread]) -> list[Outside]:
    """Return a question for each team outside the limits, with whom to ask."""
    return list(_asked(context, over, chosen))


def question_of(context: WebContext, over: Over, about: str, team_id: str) -> Question | None:
    """Return the question of a team about a measure, with the months it is of; None without one."""
    chosen = [one for one in spreads_over(context, over) if one.key == about]
    for one in _asked(context, over, chosen):
        if one.row.team.id == team_id:
            return one.question
    return None


def _asked(context: WebContext, over: Over, chosen: Sequence[Spread]) -> Iterator[Outside]:
    today = london_day(over.view.now)
    with context.store.reading() as session:
        for spread in chosen:
            every = share(together([row.ratio for row in spread.rows]))
            for row in spread.questions:
                here = people.people_in(session, [row.team.id], today)
                told = _outside(spread, row, every)
                found = say("question.found", period=over.title, told=told)
                asked = Question(spread.key, found, say("question.ask"), _whom(here))
                yield Outside(spread, row, told, asked)


def _outside(spread: Spread, row: Row, every: str) -> str:
    """Return where a team lies, with what the figure must be read beside."""
    told = {"label": spread.label, "team": row.team.name, "share": row.told, "all": every}
    where = say(f"question.{row.place}", **told)
    beside = zip(spread.beside, row.beside, strict=True)
    return " ".join([where, *(say("question.beside", label=k, share=v) for k, v in beside)])


def _whom(here: Sequence[Person]) -> str:
    for role in (Role.MANAGER, Role.SUPERVISOR):
        if names := [one.name for one in here if one.role == role]:
            return say("question.whom", names=", ".join(sorted(names)))
    return say("question.whom_none")
