"""Reading what was sent to you: a supervision to agree, or a reflection shared with you."""

from bot.conversations import agreement, draft, parts_to_agree, router
from bot.permissions import request_record
from bot.update import UpdateContext, viewer_of
from practice.access import Visibility
from prompts.interview import interview_of
from prompts.phrases import phrase
from storage import audit, records
from storage.tables import Record


def run(update: UpdateContext, row_id: str) -> None:
    """Open the supervision or the shared reflection of that id, if it is the person's to read."""
    held = records.supervision(update.session, row_id)
    if held is not None and held.practitioner_id == update.person.id:
        router.leave_current(update)
        agreement.begin(update, held)
        return
    asked = request_record(
        update.session, viewer_of(update.session, update.person), row_id, update.today
    )
    if asked is None or asked.record.visibility != Visibility.SHARED or not asked.may_read:
        update.say(phrase("agreement.not_yours"))
        return
    _show(update, asked.record)


def _show(update: UpdateContext, record: Record) -> None:
    version = update.guides.version(record.guide, record.version)
    steps = draft.stored_steps(update.session, record.draft_id)
    told = interview_of(version, steps).state
    audit.record(
        update.session, "record read", "record", record.id, actor=update.person.id, at=update.now
    )
    update.say("\n".join(parts_to_agree.record_lines(told)))
