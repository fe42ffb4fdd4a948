"""/summary: what came of supervision in a team and month, in chat; or of one's own children."""

from datetime import date, datetime

from bot import first_screens
from bot.conversations import own_children
from bot.enquiries import to_take_up
from bot.messages import Button, Incoming, Link
from bot.permissions import note_summary, request_summary
from bot.summary_paths import own_path, summary_path
from bot.update import UpdateContext, command_button
from practice.access import Viewer
from practice.calendar import Month, london_day
from prompts.months import read_month
from prompts.phrases import phrase
from prompts.readings import UnclearError
from reports import kept, shown, summary
from reports.render import text
from reports.wording import month_name
from storage import people, showings
from storage.access import viewer_of
from storage.session import Store


def run(update: UpdateContext, argument: str) -> None:
    """Reply with the first screen of a team's summary: the last whole month's, or the one named.

    It leads to its page, where the rest stands, without words of a child: a chat stays on a
    telephone. Whoever may see no summary and has children of their own is told of these.
    """
    month = _month(update.today, argument)
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
    page = Link(phrase("oversight.page"), summary_path(team.id, built.period))
    update.say(text.first_screen(built), *rows, links=[page], picture=first_screens.drawn(built))


def count_before(store: Store, incoming: Incoming, argument: str, now: datetime) -> None:
    """Bring up to date what a summary that is asked for reads, before the update is handled.

    Counting may take seconds, and nobody else's words are stored while an update is handled.
    Raises as Store.writing does.
    """
    month = _month(london_day(now), argument)
    team_id = _team_shown(store, incoming, now) if month else None
    if month and team_id:
        kept.bring_up_to_date(store, team_id, month, now)


def _team_shown(store: Store, incoming: Incoming, now: datetime) -> str | None:
    """Return the team whose summary the sender is shown; None where there is none."""
    with store.reading() as session:
        here = (incoming.channel, incoming.address)
        person, _ = people.who_is_at(session, *here, london_day(now))
        if person is None:
            return None
        reader = viewer_of(session, person)
        allowed = request_summary(session, reader, person.team_id).allowed
        return person.team_id if allowed else None


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


def _other_months(shown: Month, running: Month) -> list[Button]:
    """Return the ways to the month before, and to the one that is not over if it comes next."""
    before = str(shown.previous())
    buttons = [command_button(phrase("oversight.before", month=before), "summary", before)]
    if shown.next() == running:
        so_far = phrase("oversight.running", month=str(running))
        buttons.append(command_button(so_far, "summary", str(running)))
    return buttons


def _month(today: date, argument: str) -> Month | None:
    if not argument:
        return Month.last_whole(today)
    try:
        return read_month(argument, Month.of(today))
    except UnclearError:
        return None
