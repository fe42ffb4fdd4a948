"""The practitioner reads a supervision, part by part, and what they decide is stored at once."""

from collections.abc import Mapping

from bot.conversations import agreement
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.visit import Visit, command_button, first_name
from practice.terms import Discussion, DraftKind, RecordKind, StepKind
from prompts.days import day_words
from prompts.effects import ClaimStruck, PartDecided, PartsRead
from prompts.interview import interview_of
from prompts.meeting.state import LookedAt
from prompts.phrases import phrase
from prompts.reading import DISAGREED, RETURNED, ReadingConversation
from prompts.steps import Json
from storage import children, drafts, people, records
from storage.bulk import Batch, add_all
from storage.tables import Record, Supervision

GUIDE = ("reading", 1)


def begin(visit: Visit, held: Supervision) -> None:
    """Open the parts of a meeting that wait for this practitioner, or go on with reading them."""
    for row in drafts.children_of(visit.session, held.id):
        if row.kind == DraftKind.READING and row.person_id == visit.person.id:
            draft = drafted.load(visit, row)
            if all(step.kind != StepKind.SUBMITTED for step in draft.conversation.steps):
                drafted.advance(visit, draft, draft.conversation.resume())
                return
    context = _waiting(visit, held)
    if context is None:
        visit.say(phrase("reading.nothing_waits"))
        return
    draft = drafted.new(visit, DraftKind.READING, GUIDE, parent_id=held.id)
    drafted.advance(visit, draft, draft.conversation_as(ReadingConversation).begin(context))


def _waiting(visit: Visit, held: Supervision) -> Mapping[str, Json] | None:
    """Return what a reading is opened with: the parts sent and not agreed, in order of reading.

    None where nothing waits.
    """
    by_draft: dict[str, list[Record]] = {}
    for record in records.records_of_supervision(visit.session, held.id):
        by_draft.setdefault(record.draft_id, []).append(record)
    parts = [
        _looked_at(visit, held, listed)
        if listed[0].kind == RecordKind.LOOKED_AT
        else _record(visit, held, listed[0])
        for draft_id, listed in by_draft.items()
        if records.state(visit.session, draft_id) == "submitted"
    ]
    supervisor = people.person(visit.session, held.supervisor_id)
    return agreement.opening(supervisor, held.held_on, parts) if parts else None


def _looked_at(visit: Visit, held: Supervision, listed: list[Record]) -> agreement.Part:
    looked = []
    for record in listed:
        submission = records.last_submission(visit.session, record.id)
        became, text = records.line(visit.session, submission or "")
        if became != Discussion.NOT_DISCUSSED:
            looked.append((_ref(visit, record.child_id), LookedAt(became, text)))
    for child_id, reason in records.not_discussed(visit.session, held.id):
        looked.append((_ref(visit, child_id), LookedAt(Discussion.NOT_DISCUSSED, reason=reason)))
    return agreement.list_part(held.id, looked)


def _record(visit: Visit, held: Supervision, record: Record) -> agreement.Part:
    guide = visit.guides.version(record.guide, record.version)
    told = interview_of(guide, drafted.stored_steps(visit.session, record.draft_id)).state
    submission = records.last_submission(visit.session, record.id)
    claims = records.claims(visit.session, submission or "")
    counting = {claim.id: claim.indicator for claim in claims if claim.counts}
    child = None if record.kind == RecordKind.PERSONAL else _ref(visit, record.child_id)
    supervisor = people.person(visit.session, held.supervisor_id)
    return agreement.record_part(record.draft_id, told, child, supervisor, counting)


def _ref(visit: Visit, child_id: str | None) -> str:
    child = children.child(visit.session, child_id or "")
    return child.ref if child else ""


def struck(visit: Visit, _: OpenDraft, effect: ClaimStruck) -> None:
    """Store that the practitioner struck a claim, unless it is struck already."""
    if not records.is_struck(visit.session, effect.claim_id):
        batch = Batch()
        agreement.struck(batch, effect.claim_id, visit.person.id, visit.now)
        add_all(visit.session, batch.tables)


def decided(visit: Visit, draft: OpenDraft, decision: PartDecided) -> None:
    """Add the decision to the draft that holds the part's state: agreed, or returned.

    The supervisor is told at once of a part that came back; it does not wait for the rest.
    """
    batch, known = Batch(), records.records_of_draft(visit.session, decision.draft_id)
    ids = [record.id for record in known]
    step = agreement.decided(batch, decision, ids, visit.person.id, visit.now)
    drafted.add_unread(visit, decision.draft_id, step)
    add_all(visit.session, batch.tables)
    held = records.supervision(visit.session, draft.row.parent_id or "")
    if held is not None and decision.decided == RETURNED:
        name, day = first_name(visit.person), day_words(held.held_on)
        opens = command_button(phrase("reading.buttons.open"), "continue", decision.draft_id)
        visit.tell(held.supervisor_id, phrase("reading.told_returned", name=name, day=day), [opens])


def finished(visit: Visit, draft: OpenDraft, _: PartsRead) -> None:
    """Tell the supervisor what came of the reading: agreed, seen differently, claims struck."""
    held = records.supervision(visit.session, draft.row.parent_id or "")
    if held is None:
        return
    now = draft.conversation.state
    name, day = first_name(visit.person), day_words(held.held_on)
    agreed_all = RETURNED not in now.decided.values()
    if set(now.decided.values()) == {RETURNED} and not now.struck:
        return
    key = "reading.told_agreed" if agreed_all else "reading.told_read"
    lines = [phrase(key, name=name, day=day)]
    lines += [
        phrase("reading.told_differs", title=part.title, words=now.words[part.draft_id])
        for part in now.to_read
        if now.decided.get(part.draft_id) == DISAGREED
    ]
    if now.struck:
        lines.append(phrase("reading.told_struck", count=len(now.struck)))
    visit.tell(held.supervisor_id, "\n".join(lines))
