"""Reading what was sent to you: a supervision to agree, or a reflection shared with you."""

from bot.conversations import agreement, draft, reading, router
from bot.readers import ask_record
from bot.visit import Visit, reader_of
from practice.access import Visibility
from prompts.interview import interview_of
from prompts.phrases import phrase
from storage import audit, records
from storage.tables import Record


def run(visit: Visit, row_id: str) -> None:
    """Open the supervision or the shared reflection of that id, if it is the person's to read."""
    held = records.supervision(visit.session, row_id)
    if held is not None and held.practitioner_id == visit.person.id:
        router.leave_current(visit)
        reading.begin(visit, held)
        return
    asked = ask_record(visit.session, reader_of(visit.session, visit.person), row_id, visit.today)
    if asked is None or asked.record.visibility != Visibility.SHARED or not asked.may_read:
        visit.say(phrase("reading.not_yours"))
        return
    _show(visit, asked.record)


def _show(visit: Visit, record: Record) -> None:
    version = visit.guides.version(record.guide, record.version)
    steps = draft.stored_steps(visit.session, record.draft_id)
    told = interview_of(version, steps).state
    audit.record(
        visit.session, "record read", "record", record.id, actor=visit.person.id, at=visit.now
    )
    visit.say("\n".join(agreement.record_lines(told)))
