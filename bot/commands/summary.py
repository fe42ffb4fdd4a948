"""/summary: what came of supervision in a team and month, in chat."""

from bot.messages import Button
from bot.update import UpdateContext, command_button, viewer_of
from practice.access import may_see_summary
from practice.calendar import Month
from practice.errors import PracticeError
from prompts.phrases import phrase
from reports import summary
from reports.render import text
from storage import people


def run(update: UpdateContext, argument: str) -> None:
    """Reply with the summary of the person's team: the last whole month's, or that of "2026-10"."""
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
    update.say(text.chat(built), _other_months(month, Month.of(update.today)))


def _other_months(shown: Month, running: Month) -> list[Button]:
    """Return the ways to the month before, and to the one that is not over if it comes next."""
    before = str(shown.previous())
    buttons = [command_button(phrase("oversight.before", month=before), "summary", before)]
    if shown.next() == running:
        so_far = phrase("oversight.running", month=str(running))
        buttons.append(command_button(so_far, "summary", str(running)))
    return buttons


def _month(update: UpdateContext, argument: str) -> Month | None:
    if not argument:
        return Month.last_whole(update.today)
    try:
        return Month.parse(argument)
    except PracticeError:
        return None
