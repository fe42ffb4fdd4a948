"""The practitioner reads a supervision, part by part, and what they decide is stored at once."""

from collections.abc import Mapping

from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.visit import Visit, command_button, first_name
from prompts.days import day_words
from prompts.effects import ClaimStruck, PartDecided, PartsRead
from prompts.interview import interview_of
from prompts.interview.views import view
from prompts.meeting.state import CHANGED, NOT_DISCUSSED
from prompts.phrases import phrase, phrases
from prompts.reading import DISAGREED, RETURNED, ReadingConversation
from prompts.steps import Json, Step
from storage import audit, children, drafts, people, records
from storage.tables import Record, Supervision

GUIDE = ("reading", 1)


def begin(visit: Visit, held: Supervision) -> None:
    """Open the parts of a meeting that wait for this practitioner, or go on with reading them."""
    for row in drafts.children_of(visit.session, held.id):
        if row.kind == "reading" and row.person_id == visit.person.id:
            draft = drafted.load(visit, row)
            if all(step.kind != "submitted" for step in draft.conversation.steps):
                drafted.advance(visit, draft, draft.conversation.resume())
                return
    parts = waiting_parts(visit, held)
    if not parts:
        visit.say(phrase("reading.nothing_waits"))
        return
    context: Mapping[str, Json] = {
        "supervisor": first_name(people.person(visit.session, held.supervisor_id)),
        "day": day_words(held.held_on),
        "parts": parts,
    }
    draft = drafted.new(visit, "reading", GUIDE, parent_id=held.id)
    assert isinstance(draft.conversation, ReadingConversation)  # noqa: S101 - of this kind
    drafted.advance(visit, draft, draft.conversation.begin(context))


def waiting_parts(visit: Visit, held: Supervision) -> list[Mapping[str, Json]]:
    """Return the parts of a meeting that were sent and wait for agreement, in order of reading."""
    by_draft: dict[str, list[Record]] = {}
    for record in records.records_of_supervision(visit.session, held.id):
        by_draft.setdefault(record.draft_id, []).append(record)
    return [
        _part(visit, held, draft_id, listed)
        for draft_id, listed in by_draft.items()
        if records.state(visit.session, draft_id) == "submitted"
    ]


def _part(visit: Visit, held: Supervision, draft_id: str, listed: list[Record]) -> dict[str, Json]:
    if listed[0].kind == "looked at":
        title, text, claims = _looked_at(visit, held, listed)
    else:
        title, text, claims = _interview(visit, held, listed[0])
    return {"draft_id": draft_id, "title": title, "text": text, "claims": claims}


def _looked_at(
    visit: Visit, held: Supervision, listed: list[Record]
) -> tuple[str, str, list[Json]]:
    lines = []
    for record in listed:
        submission = records.last_submission(visit.session, record.id)
        child = children.child(visit.session, record.child_id or "")
        became, text = records.line(visit.session, submission or "")
        if became == NOT_DISCUSSED:
            continue
        words = text if became == CHANGED and text else became
        ref = child.ref if child else ""
        lines.append(phrase("reading.looked_line", child=ref, became=words))
    for child_id, reason in records.not_discussed(visit.session, held.id):
        child = children.child(visit.session, child_id)
        why = phrases("meeting.reasons").get(reason or "", "")
        ref = child.ref if child else ""
        lines.append(phrase("reading.not_discussed_line", child=ref, why=why.lower()))
    return phrase("reading.looked_title"), "\n".join(lines), []


def _interview(visit: Visit, held: Supervision, record: Record) -> tuple[str, str, list[Json]]:
    guide = visit.guides.version(record.guide, record.version)
    seen = view(interview_of(guide, drafted.stored_steps(visit.session, record.draft_id)).state)
    lines = [phrase("reading.line", name=line.name, answer=line.answer) for line in seen.lines]
    submission = records.last_submission(visit.session, record.id)
    claims: list[Json] = [
        [claim.id, claim.indicator]
        for claim in records.claims(visit.session, submission or "")
        if claim.counts
    ]
    text = "\n".join(lines) or phrase("reading.nothing")
    if record.kind == "personal":
        supervisor = first_name(people.person(visit.session, held.supervisor_id))
        note = phrase("reading.personal_note", supervisor=supervisor)
        return phrase("reading.personal_title"), f"{note}\n{text}", claims
    child = children.child(visit.session, record.child_id or "")
    return child.ref if child else "", text, claims


def struck(visit: Visit, _: OpenDraft, effect: ClaimStruck) -> None:
    """Store that the practitioner struck a claim."""
    records.strike(visit.session, effect.claim_id, visit.person.id, visit.now)
    _audit(visit, "claim struck", "claim", effect.claim_id)


def _audit(visit: Visit, deed: str, noun: str, noun_id: str) -> None:
    audit.record(visit.session, deed, noun, noun_id, actor=visit.person.id, at=visit.now)


def decided(visit: Visit, draft: OpenDraft, decision: PartDecided) -> None:
    """Add the decision to the draft that holds the part's state: agreed, or returned.

    The supervisor is told at once of a part that came back; it does not wait for the rest.
    """
    kind = "returned" if decision.decided == RETURNED else "agreed"
    step = Step(kind, value=decision.text, sealed=decision.text is not None)
    drafted.add_unread(visit, decision.draft_id, step)
    for record in records.records_of_draft(visit.session, decision.draft_id):
        _audit(visit, f"record {kind}", "record", record.id)
    held = records.supervision(visit.session, draft.row.parent_id or "")
    if held is not None and kind == "returned":
        _tell_returned(visit, held, decision.draft_id)


def _tell_returned(visit: Visit, held: Supervision, part_id: str) -> None:
    name, day = first_name(visit.person), day_words(held.held_on)
    opens = command_button(phrase("reading.buttons.open"), "continue", part_id)
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
