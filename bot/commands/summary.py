"""/summary: what came of supervision in a team and month, in chat; or of one's own children."""

from bot.conversations import own_children
from bot.enquiries import to_take_up
from bot.messages import Button, Link
from bot.permissions import note_summary, opens_list, request_summary
from bot.summary_paths import EXPECTED, more_path, own_path, summary_path, to_lists
from bot.update import UpdateContext, command_button
from practice.access import Viewer
from practice.calendar import Month
from prompts.months import read_month
from prompts.phrases import phrase
from prompts.readings import UnclearError
from reports import shown, summary
from reports.links import to_list
from reports.render import text
from reports.selection import ALL, CHILDREN
from reports.view import Listed, Summary
from reports.wording import month_name, see_list
from storage import people, showings
from storage.access import viewer_of


def run(update: UpdateContext, argument: str) -> None:
    """Reply with the summary of the person's team: the last whole month's, or the one named.

    It leads to its page and to the lists behind its sentences. Whoever may see no summary and has
    children of their own is told of these.
    """
    month = _month(update, argument)
    if month is None:
        update.say(phrase("oversight.month_unclear"))
        return
    team = people.team(update.session, update.person.team_id)
    reader = viewer_of(update.session, update.person)
    asked = request_summary(update.session, reader, update.person.team_id)
    if not asked.allowed and own_children.has_own(update.session, reader.person_id, update.today):
        _show_own(update, reader, month)
        return
    note_summary(update.session, reader, asked, "summary read", update.now)
    if team is None or not asked.allowed:
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
    pages = _pages(built, team.id, lists_contacts=asked.lists_contacts)
    update.say(text.chat(built), *rows, links=pages)


def _show_own(update: UpdateContext, reader: Viewer, month: Month) -> None:
    """Say what became of the person's own children in a month, without anybody's words."""
    if month.first > update.today:
        running = str(Month.of(update.today))
        button = command_button(phrase("oversight.running", month=running), "summary", running)
        update.say(phrase("oversight.own_to_come"), [button])
        return
    built = own_children.of(update.session, update.guides, reader, month, update.now)
    own_children.note(update.session, reader, built, update.now, words=False)
    page = Link(phrase("oversight.own_page"), own_path(month))
    told = [phrase("oversight.own", month=month_name(month)), *built.short]
    update.say("\n".join(told), _other_months(month, Month.of(update.today)), links=[page])


def _pages(built: Summary, team_id: str, *, lists_contacts: bool) -> list[Link]:
    """Return the summary's page, those its sentences lead to, and of each list all but the whole.

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
        *(
            Link(phrase("oversight.expected"), more_path(EXPECTED, team_id, built.period))
            for section in built.sections
            for sentence in section.sentences
            if sentence.page
        ),
        *dict.fromkeys(Link(see_list(of), _list_path(team_id, of, built.period)) for of in lists),
    ]


def _list_path(team_id: str, of: Listed, month: Month) -> str:
    return to_list(to_lists(team_id), of, month) or ""


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
