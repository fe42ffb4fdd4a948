"""Sending: stores what `submission` says that it comes to, and tells whom it concerns."""

from bot.conversations import draft as drafted
from bot.conversations import submission
from bot.conversations.draft import OpenDraft
from bot.messages import Outgoing
from bot.visit import Visit, command_button, first_name
from practice.terms import StepKind
from prompts.days import day_words
from prompts.effects import RecordSentAgain
from prompts.meeting.state import Meeting
from prompts.phrases import phrase
from prompts.steps import Step
from storage import children, people, records, submissions
from storage.bulk import Batch, add_all
from storage.drafts import DraftRow
from storage.tables import Person, Record


def reflection(visit: Visit, draft: OpenDraft, visibility: str) -> Record:
    """Store a reflection that its writer shared or kept; it locks at once."""
    interview = draft.conversation.state
    answer = interview.answers.get(("child", 0))
    chosen = None if answer is None or answer.skipped else str(answer.value)
    child = children.child_by_ref(visit.session, chosen) if chosen else None
    child_id = child.id if child else None
    record = submission.reflection(draft.row, visit.person, visibility, child_id, visit.today)
    batch = Batch()
    submission.first(batch, submission.interviewed(record, interview, visit.now))
    add_all(visit.session, batch.tables)
    return record


def meeting(visit: Visit, draft: DraftRow, now: Meeting, practitioner: Person) -> None:
    """Store a supervision and tell the practitioner; sent again, it is the looked-at list alone."""
    batch = Batch()
    if now.sendings > 1:
        _list_again(visit, draft, now, batch)
    else:
        _every_part(visit, draft, now, practitioner, batch)
    add_all(visit.session, batch.tables)
    key = "meeting.sent" if now.sendings == 1 else "meeting.sent_again"
    visit.say(phrase(key, name=first_name(practitioner)))
    _tell_practitioner(visit, draft.id, practitioner)


def _every_part(
    visit: Visit, draft: DraftRow, now: Meeting, practitioner: Person, batch: Batch
) -> None:
    found = {key: drafted.find(visit, part_id) for key, part_id in submission.parts(now).items()}
    sent = {key: drafted.add(visit, p, Step(StepKind.SUBMITTED)) for key, p in found.items() if p}
    told = {key: (part.row, part.conversation.state) for key, part in sent.items()}
    submission.supervision(draft, now, practitioner, told, visit.now).put(batch)


def _list_again(visit: Visit, draft: DraftRow, now: Meeting, batch: Batch) -> None:
    """Send the looked-at list again: its lines replace the earlier ones, and so does the agenda."""
    held = records.supervision(visit.session, draft.id)
    if held is None:
        return
    records.change_agenda(visit.session, held.id, submission.agenda(now))
    known = {r.child_id: r for r in records.records_of_draft(visit.session, draft.id)}
    for new in submission.looked_at(draft, now, held, known, visit.now):
        if new.record.child_id in known:
            submissions.put(batch, new, submissions.sent_before(visit.session, new.record.id))
        else:
            submission.first(batch, new)


def again(visit: Visit, draft: OpenDraft, _: RecordSentAgain) -> None:
    """Store a returned record's new sending, in the place of the one before; tell both people."""
    record = records.records_of_draft(visit.session, draft.id)[0]
    new = submission.interviewed(record, draft.conversation.state, visit.now)
    batch = Batch()
    submissions.put(batch, new, submissions.sent_before(visit.session, record.id))
    add_all(visit.session, batch.tables)
    practitioner = people.person(visit.session, record.other_id or "")
    if practitioner is not None and record.supervision_id:
        visit.say(phrase("meeting.sent_again", name=first_name(practitioner)))
        _tell_practitioner(visit, record.supervision_id, practitioner)


def _tell_practitioner(visit: Visit, meeting_id: str, practitioner: Person) -> None:
    """Tell the practitioner that a supervision waits for them, if it does; it names no child."""
    held = records.supervision(visit.session, meeting_id)
    day = day_words(held.held_on if held else visit.today)
    supervisor = first_name(visit.person)
    waits = any(
        w.id == meeting_id for w in records.waiting_supervisions(visit.session, practitioner.id)
    )
    key = "reading.waits" if waits else "reading.nothing_to_agree"
    told = to_read(key, meeting_id, supervisor=supervisor, day=day)
    if not visit.tell(practitioner.id, told.text, *(told.buttons if waits else ())):
        visit.say(phrase("reading.not_enrolled", name=first_name(practitioner)))


def to_read(key: str, row_id: str, **words: str) -> Outgoing:
    """Return a phrase as a message, with the button that reads that supervision or record."""
    read = command_button(phrase("reminders.buttons.read"), "read", row_id)
    return Outgoing(phrase(key, **words), ((read,),))
