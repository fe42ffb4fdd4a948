"""/summary: what came of supervision in a team and month, in chat."""

from bot.enquiries import to_take_up
from bot.messages import Button, Link
from bot.permissions import open_summary, opens_list, request_summary
from bot.summary_paths import list_path, summary_path, within_team
from bot.update import UpdateContext, command_button
from practice.calendar import Month
from prompts.months import read_month
from prompts.phrases import phrase
from prompts.readings import UnclearError
from reports import shown, summary
from reports.render import text
from reports.selection import ALL, CHILDREN
from reports.view import Listed, Summary
from reports.wording import see_list
from storage import people, showings
from storage.access import viewer_of


def run(update: UpdateContext, argument: str) -> None:
    """Reply with the summary of the person's team: the last whole month's, or the one named.

    It leads to its page and to the lists behind its sentences.
    """
    month = _month(update, argument)
    if month is None:
        update.say(phrase("oversight.month_unclear"))
        return
    team = people.team(update.session, update.person.team_id)
    reader = viewer_of(update.session, update.person)
    allowed = open_summary(
        update.session, reader, update.person.team_id, "summary read", update.now
    )
    if team is None or not allowed:
        update.say(phrase("oversight.not_yours"))
        return
    if nothing := summary.nothing_yet(update.session, team, month, update.now):
        nearest = str(nothing.nearest)
        is_running = nothing.nearest == Month.of(update.today)
        label = phrase("oversight.running" if is_running else "oversight.before", month=nearest)
        update.say(nothing.sentence, [command_button(label, "summary", nearest)])
        return
    built = summary.build(update.session, team, month, update.now, reader)
    showings.note(update.session, shown.to_show(built, team.id, update.person.id))
    months = _other_months(month, Month.of(update.today))
    rows = [*to_take_up(built), months]
    asked = request_summary(update.session, reader, team.id)
    pages = _pages(built, team.id, lists_contacts=asked.lists_contacts)
    update.say(text.chat(built), *rows, links=pages)


def _pages(built: Summary, team_id: str, *, lists_contacts: bool) -> list[Link]:
    """Return the summary's page, and of each list its sentences lead to all but the whole.

    Those that open to the reader.
    """
    whole = {ALL, CHILDREN, "confirmed"}
    lists = [
        of
        for section in built.sections
        for sentence in section.sentences
        for of in sentence.lists
        if of.shows not in whole and opens_list(of.measure, lists_contacts=lists_contacts)
    ]
    return [
        Link(phrase("oversight.page"), summary_path(team_id, built.period)),
        *dict.fromkeys(Link(see_list(of), _list_path(team_id, of, built.period)) for of in lists),
    ]


def _list_path(team_id: str, of: Listed, month: Month) -> str:
    return list_path(team_id, of.measure, month, of.shows, **within_team(of.within))


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
        return read_month(argument, Month.of(update.today))
    except UnclearError:
        return None
