"""/summary: what came of supervision in a team and month, in chat."""

from bot.visit import Visit, command_button, reader_of
from practice.access import may_see_summary
from practice.calendar import Month
from practice.errors import PracticeError
from prompts.phrases import phrase
from reports import summary
from reports.render import text
from storage import people


def run(visit: Visit, argument: str) -> None:
    """Reply with the summary of the person's team: this month's, or that of "2026-10"."""
    month = _month(visit, argument)
    if month is None:
        visit.say(phrase("oversight.month_unclear"))
        return
    team = people.team(visit.session, visit.person.team_id)
    reader = reader_of(visit.session, visit.person)
    path = people.team_paths(visit.session)[visit.person.team_id]
    if team is None or not may_see_summary(reader, visit.person.team_id, path):
        visit.say(phrase("oversight.not_yours"))
        return
    built = summary.build(visit.session, team, month, visit.now, reader)
    before = command_button(
        phrase("oversight.before", month=str(month.previous())), "summary", str(month.previous())
    )
    visit.say(text.chat(built), [before])


def _month(visit: Visit, argument: str) -> Month | None:
    if not argument:
        return Month.of(visit.today)
    try:
        return Month.parse(argument)
    except PracticeError:
        return None
