"""/summary: what came of supervision in a team and month, in chat."""

from bot.update import UpdateContext, command_button, viewer_of
from practice.access import may_see_summary
from practice.calendar import Month
from practice.errors import PracticeError
from prompts.phrases import phrase
from reports import summary
from reports.render import text
from storage import people


def run(update: UpdateContext, argument: str) -> None:
    """Reply with the summary of the person's team: this month's, or that of "2026-10"."""
    month = _month(update, argument)
    if month is None:
        update.say(phrase("oversight.month_unclear"))
        return
    team = people.team(update.session, update.person.team_id)
    reader = viewer_of(update.session, update.person)
    path = people.team_paths(update.session)[update.person.team_id]
    if team is None or not may_see_summary(reader, update.person.team_id, path):
        update.say(phrase("oversight.not_yours"))
        return
    built = summary.build(update.session, team, month, update.now, reader)
    before = command_button(
        phrase("oversight.before", month=str(month.previous())), "summary", str(month.previous())
    )
    update.say(text.chat(built), [before])


def _month(update: UpdateContext, argument: str) -> Month | None:
    if not argument:
        return Month.of(update.today)
    try:
        return Month.parse(argument)
    except PracticeError:
        return None
