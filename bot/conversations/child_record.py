"""A child's last record and what was written since, shown to whoever may read it."""

from bot.conversations import draft, parts_to_agree
from bot.conversations.last_time import between, between_line
from bot.conversations.sendings import as_sent
from bot.permissions import open_record
from bot.update import UpdateContext
from practice.access import Visibility
from prompts.days import day_words
from prompts.interview import interview_of
from prompts.phrases import phrase
from storage import children, records
from storage.access import viewer_of
from storage.tables import Record


def lines(update: UpdateContext, ref: str) -> list[str]:
    """Return a child's last record in depth and what was written since, as the person may read it.

    None of it where they may read nothing.
    """
    child = children.child_by_ref(update.session, ref)
    last = records.last_in_depth(update.session, child.id) if child else None
    since = last.held_on if last else None
    found = between(update.session, update.guides, child.id, since) if child else []
    later = [between_line(one) for one in found if opened(update, one.record_id)]
    return [*(_in_depth(update, last, ref) if last else []), *later]


def _in_depth(update: UpdateContext, last: Record, ref: str) -> list[str]:
    record = opened(update, last.id)
    if record is None:
        return []
    version = update.guides.version(record.guide, record.version)
    steps = as_sent(draft.stored_steps(update.session, record.draft_id))
    told = interview_of(version, steps).state
    title = phrase("reminders.list.decided", child=ref, day=day_words(record.held_on))
    return [title, *parts_to_agree.record_lines(told)]


def opened(update: UpdateContext, record_id: str) -> Record | None:
    """Return a child's record that is opened now; None where the person may not read it."""
    viewer = viewer_of(update.session, update.person)
    asked = open_record(update.session, viewer, record_id, update.now, only=_is_of_child)
    return asked.record if asked and asked.may_read else None


def _is_of_child(record: Record) -> bool:
    return record.visibility == Visibility.CHILD
