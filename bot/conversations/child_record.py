"""A child's record as it was sent last, shown in the conversation to whoever may read it."""

from bot.conversations import draft, parts_to_agree
from bot.conversations.sendings import as_sent
from bot.permissions import open_record
from bot.update import UpdateContext, viewer_of
from practice.access import Visibility
from prompts.days import day_words
from prompts.interview import interview_of
from prompts.phrases import phrase
from storage import children


def lines(update: UpdateContext, record_id: str | None) -> list[str] | None:
    """Return a child's record as it was sent last, or None where the person may not read it."""
    viewer = viewer_of(update.session, update.person)
    asked = open_record(update.session, viewer, record_id or "", update.now, only=Visibility.CHILD)
    if asked is None or not asked.may_read:
        return None
    record = asked.record
    version = update.guides.version(record.guide, record.version)
    steps = as_sent(draft.stored_steps(update.session, record.draft_id))
    told = interview_of(version, steps).state
    child = children.child(update.session, record.child_id or "")
    day = day_words(record.held_on)
    title = phrase("reminders.list.decided", child=child.ref if child else "", day=day)
    return [title, *parts_to_agree.record_lines(told)]
