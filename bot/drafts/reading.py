"""The practitioner reads a supervision, part by part, and what they decide is stored at once."""

from collections.abc import Mapping

from bot.drafts.guide import folded
from bot.drafts.steps import keep, last_asked, new_draft, stored
from bot.visit import Visit, command_button, first_name
from prompts import reading
from prompts.card import Card, Input
from prompts.days import day_words
from prompts.interview.views import view
from prompts.meeting.state import CHANGED, NOT_DISCUSSED
from prompts.phrases import phrase, phrases
from prompts.reading import AGREED, DISAGREED, RETURNED, Decision
from prompts.steps import Json, Step
from storage import audit, children, drafts, people, records
from storage.drafts import DraftRow
from storage.tables import Record, Supervision

GUIDE = ("reading", 1)


def begin(visit: Visit, held: Supervision) -> None:
    """Open the parts of a meeting that wait for this practitioner, or go on with reading them."""
    for draft in drafts.children_of(visit.session, held.id):
        if draft.kind == "reading" and _is_open(visit, draft):
            resume(visit, draft)
            return
    parts = waiting_parts(visit, held)
    if not parts:
        visit.say(phrase("reading.nothing_waits"))
        return
    draft = new_draft(visit, "reading", GUIDE, parent_id=held.id)
    supervisor = first_name(people.person(visit.session, held.supervisor_id))
    context: Mapping[str, Json] = {
        "supervisor": supervisor,
        "day": day_words(held.held_on),
        "parts": parts,
    }
    turn = reading.begin(context)
    visit.show(draft, keep(visit, draft, [], turn.steps), turn.cards)


def _is_open(visit: Visit, draft: DraftRow) -> bool:
    kinds = [step.kind for step in drafts.steps(visit.session, draft.id)]
    return "submitted" not in kinds and draft.person_id == visit.person.id


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
    seen = view(folded(visit.session, guide, record.draft_id))
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


def take(visit: Visit, draft: DraftRow, said: Input) -> str | None:
    """Give one input to a reading; return how it ended, if it did."""
    steps = stored(visit.session, draft.id)
    turn = reading.take(steps, said)
    asked = keep(visit, draft, steps, turn.steps)
    if turn.strike:
        records.strike(visit.session, turn.strike, visit.person.id, visit.now)
        _audit(visit, "claim struck", "claim", turn.strike)
    if turn.decision:
        _decide(visit, turn.decision)
        _tell_returned(visit, draft, turn.decision)
    visit.show(draft, asked, turn.cards)
    if turn.ending == "read":
        _tell_supervisor(visit, draft)
    return turn.ending


def _audit(visit: Visit, deed: str, noun: str, noun_id: str) -> None:
    audit.record(visit.session, deed, noun, noun_id, actor=visit.person.id, at=visit.now)


def _decide(visit: Visit, decision: Decision) -> None:
    """Add the decision to the draft that holds the part's state: agreed, or returned."""
    kinds = {AGREED: "agreed", DISAGREED: "agreed", RETURNED: "returned"}
    kind = kinds[decision.decided]
    step = Step(kind, value=decision.text, sealed=decision.text is not None)
    after = drafts.last_number(visit.session, decision.draft_id)
    drafts.add_steps(visit.session, decision.draft_id, after, [step], visit.hand)
    for record in records.records_of_draft(visit.session, decision.draft_id):
        _audit(visit, f"record {kind}", "record", record.id)


def _tell_returned(visit: Visit, draft: DraftRow, decision: Decision) -> None:
    """Tell the supervisor at once of a part that came back; it does not wait for the rest."""
    held = records.supervision(visit.session, draft.parent_id or "")
    if held is None or decision.decided != RETURNED:
        return
    name, day = first_name(visit.person), day_words(held.held_on)
    opens = command_button(phrase("reading.buttons.open"), "continue", decision.draft_id)
    visit.tell(held.supervisor_id, phrase("reading.told_returned", name=name, day=day), [opens])


def _tell_supervisor(visit: Visit, draft: DraftRow) -> None:
    """Tell the supervisor what came of the reading: agreed, seen differently, claims struck."""
    held = records.supervision(visit.session, draft.parent_id or "")
    if held is None:
        return
    now = reading.fold(stored(visit.session, draft.id))
    name, day = first_name(visit.person), day_words(held.held_on)
    agreed_all = RETURNED not in now.decided.values()
    if set(now.decided.values()) == {RETURNED} and not now.struck:
        return
    key = "reading.told_agreed" if agreed_all else "reading.told_read"
    lines = [phrase(key, name=name, day=day)]
    lines += [
        phrase("reading.told_differs", title=part.title, words=now.words[part.draft_id])
        for part in now.parts
        if now.decided.get(part.draft_id) == DISAGREED
    ]
    if now.struck:
        lines.append(phrase("reading.told_struck", count=len(now.struck)))
    visit.tell(held.supervisor_id, "\n".join(lines))


def resume(visit: Visit, draft: DraftRow) -> None:
    """Make a reading current again, at its next part."""
    steps = stored(visit.session, draft.id)
    turn = reading.resume(steps)
    visit.show(draft, keep(visit, draft, steps, turn.steps), turn.cards)


def standing(visit: Visit, draft: DraftRow, lead: str = "") -> tuple[int, Card]:
    """Return the step that asked last and the card that a reading stands at."""
    steps = stored(visit.session, draft.id)
    return last_asked(steps), reading.card_at(reading.fold(steps), lead)
