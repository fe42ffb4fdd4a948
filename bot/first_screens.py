"""A summary's first screen as a message that nobody asked for: its sentences, and ways to read on.

It is worked out outside any transaction that writes, and says of which moment it is.
"""

from dataclasses import replace
from datetime import datetime

from bot.messages import Link, Outgoing, Picture, to_json
from bot.summary_paths import summary_path
from practice.calendar import Month
from prompts.phrases import phrase
from reports import kept, summary
from reports.render import picture, text
from reports.view import Summary
from storage import people
from storage.access import viewer_of
from storage.reminders import Due
from storage.session import Session, Store


def team_of(due: Due) -> str:
    """Return the team whose summary is told of: `subject` is a reader's id and the team's."""
    return due.subject.partition(" ")[2]


def message(store: Store, due: Due, light: Outgoing, now: datetime) -> str | None:
    """Return, as JSON, the message that tells its reader of a month; None: nothing is known of it.

    `light` is what is said before the figures are known. Raises as Store.writing does.
    """
    team_id, month = team_of(due), Month.of(due.since)
    kept.bring_up_to_date(store, team_id, month, now)
    with store.reading() as session:
        built = _built(session, due, team_id, now)
    if built is None:
        return None
    page = Link(phrase("oversight.page"), summary_path(team_id, month))
    told = "\n".join([light.text, text.first_screen(built)])
    return to_json(replace(light, text=told, links=(page,), picture=drawn(built)))


def drawn(built: Summary) -> Picture | None:
    """Return the chart that goes with a summary's first sentences; None where there is none."""
    found = picture.of_summary(built)
    return Picture(found.png, found.title, found.words) if found else None


def _built(session: Session, due: Due, team_id: str, now: datetime) -> Summary | None:
    month, team = Month.of(due.since), people.team(session, team_id)
    reader = due.person_id and people.person(session, due.person_id)
    if team is None or not reader or not summary.is_known(session, team, month, now):
        return None
    return summary.build(session, team, month, now, viewer_of(session, reader))
