"""Submitting: stores what `submission` works out, and tells whom it concerns."""

from collections.abc import Sequence

from bot.conversations import draft as drafted
from bot.conversations import parts_to_agree, submission
from bot.conversations.draft import OpenDraft
from bot.conversations.telling import with_when
from bot.messages import Outgoing
from bot.update import UpdateContext, command_button, first_name
from practice.access import Visibility
from practice.terms import RecordKind, StepKind
from prompts.days import full_day_words
from prompts.effects import RecordSentAgain
from prompts.interview import InterviewConversation
from prompts.interview.claim_cards import said_of_unopened
from prompts.meeting.state import Meeting
from prompts.phrases import phrase
from prompts.steps import Step
from storage import children, people, reach, records, submissions
from storage.bulk import Batch, add_all
from storage.drafts import DraftRow
from storage.presence import has_left
from storage.tables import Child, Person, Record


def to_one(
    update: UpdateContext, draft: OpenDraft, kind: RecordKind, with_whom: Person | None
) -> Record:
    """Store what its writer shared, with that person alone, or kept; it locks at once.

    It is stored once a child. Return its record, or the first of them: they say the same.
    """
    about = children_of_draft(update, draft)
    visibility = Visibility.SHARED if with_whom else Visibility.KEPT
    team = update.person.team_id
    whats = [submission.Alone(kind, visibility, team, child.id) for child in about]
    return alone(
        update, draft, whats or [submission.Alone(kind, visibility, team)], with_whom=with_whom
    )


def children_of_draft(update: UpdateContext, draft: OpenDraft) -> list[Child]:
    """Return the children that a draft is about, as far as its writer said which."""
    about = draft.conversation_as(InterviewConversation).state.about()
    found = [children.child_by_ref(update.session, ref) for ref in about]
    return [child for child in found if child]


def alone(
    update: UpdateContext,
    draft: OpenDraft,
    whats: Sequence[submission.Alone],
    *,
    with_whom: Person | None = None,
) -> Record:
    """Store what one person wrote outside a meeting, as each of these; it locks at once.

    Return its record, or the first of them: they say the same.
    """
    interview, batch = draft.conversation_as(InterviewConversation).state, Batch()
    day, stored = interview.held_on or update.today, []
    for what in whats:
        record = submission.alone(draft.row, update.person.id, what, day)
        submission.first(batch, submission.interviewed(record, interview, update.now))
        stored.append(record)
    if with_whom:
        submission.shared(batch, draft.id, (update.person.id, with_whom.id), update.now)
    add_all(update.session, batch.tables)
    return stored[0]


def meeting(update: UpdateContext, draft: DraftRow, now: Meeting, practitioner: Person) -> None:
    """Store a supervision and tell the practitioner; sent again, it is the looked-at list alone."""
    batch = Batch()
    if now.sendings > 1:
        _list_again(update, draft, now, batch)
    else:
        _every_part(update, draft, now, practitioner, batch)
    add_all(update.session, batch.tables)
    key = "meeting.sent" if now.sendings == 1 else "meeting.sent_again"
    tell_practitioner(update, draft.id, practitioner, key)


def _every_part(
    update: UpdateContext, draft: DraftRow, now: Meeting, practitioner: Person, batch: Batch
) -> None:
    found = {key: drafted.find(update, part_id) for key, part_id in submission.parts(now).items()}
    sent = {key: drafted.add(update, p, Step(StepKind.SUBMITTED)) for key, p in found.items() if p}
    told = {key: (part.row, part.conversation.state) for key, part in sent.items()}
    new = submission.supervision(draft, now, practitioner, told, update.now)
    new.put(batch)
    for record in submission.raised(new):
        _raise(update, record)


def _raise(update: UpdateContext, record: Record) -> None:
    """Tell the next up the line of an action that is raised with them, and say that it is so."""
    above = reach.first_here(update.session, update.person.id, update.today)
    child = children.child(update.session, record.child_id or "")
    ref = child.ref if child else ""
    if above is None:
        update.say(phrase("meeting.raised_nobody", child=ref))
        return
    day = full_day_words(record.held_on)
    name = update.known_as(update.person)
    text = phrase("meeting.raised", name=name, child=ref, day=day)
    telling = update.tell(above.id, "raised", text)
    said = phrase("meeting.raised_said", child=ref, name=first_name(above))
    update.say(with_when(said, telling, update.now))


def _list_again(update: UpdateContext, draft: DraftRow, now: Meeting, batch: Batch) -> None:
    """Send the looked-at list again: its lines replace the earlier ones, and so does the agenda."""
    held = records.supervision(update.session, draft.id)
    if held is None:
        return
    records.change_agenda(update.session, held.id, submission.agenda(now))
    known = {r.child_id: r for r in records.records_of_draft(update.session, draft.id)}
    for new in submission.looked_at(draft, now, held, known, update.now):
        if new.record.child_id in known:
            submissions.put(batch, new, submissions.sent_before(update.session, new.record.id))
        else:
            submission.first(batch, new)


def again(update: UpdateContext, draft: OpenDraft, _: RecordSentAgain) -> None:
    """Store a returned record's new sending, in the place of the one before; tell both people."""
    record = records.records_of_draft(update.session, draft.id)[0]
    told = draft.conversation_as(InterviewConversation).state
    new = submission.interviewed(record, told, update.now)
    for line in said_of_unopened(told):
        update.say(line)
    batch = Batch()
    submissions.put(batch, new, submissions.sent_before(update.session, record.id))
    add_all(update.session, batch.tables)
    practitioner = people.person(update.session, record.other_id or "")
    if practitioner is not None and record.supervision_id:
        tell_practitioner(update, record.supervision_id, practitioner, "meeting.sent_again")


def tell_practitioner(
    update: UpdateContext, meeting_id: str, practitioner: Person, sent: str
) -> None:
    """Tell the practitioner that a supervision waits for them, if it does; it names no child.

    The supervisor reads the phrase `sent`, and when the practitioner hears of it.
    """
    held = records.supervision(update.session, meeting_id)
    day = parts_to_agree.held_words(held) if held else full_day_words(update.today)
    supervisor = update.known_as(update.person)
    waits = any(
        w.id == meeting_id for w in records.waiting_supervisions(update.session, practitioner.id)
    )
    key = "agreement.waits" if waits else "agreement.nothing_to_agree"
    told = to_read(key, meeting_id, supervisor=supervisor, day=day)
    buttons = told.buttons if waits else ()
    telling = update.tell(practitioner.id, "supervision", told.text, *buttons)
    has_gone = has_left(practitioner, update.today)
    said = phrase("meeting.sent_left" if has_gone else sent, name=first_name(practitioner))
    update.say(with_when(said, telling, update.now))


def to_read(key: str, row_id: str, **words: str) -> Outgoing:
    """Return a phrase as a message, with the button that reads that supervision or record."""
    read = command_button(phrase("reminders.buttons.read"), "read", row_id)
    return Outgoing(phrase(key, **words), ((read,),))
