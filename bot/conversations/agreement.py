"""The practitioner reads a supervision, part by part, and what they decide is stored at once."""

from collections.abc import Mapping
from typing import Any

from bot.conversations import comparing, parts_to_agree, quoting, taken_in
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.conversations.sendings import as_sent, counting_claims, sent_before
from bot.conversations.telling import say_when
from bot.permissions import children_of, open_record, open_records
from bot.update import UpdateContext, command_button, first_name
from practice.terms import Discussion, DraftKind, RecordKind, StepKind
from prompts.agreement import AgreementConversation
from prompts.agreement_state import DISAGREED, RETURNED, Agreement, PartToRead
from prompts.card import Typed
from prompts.conversation import Turn
from prompts.days import full_day_words
from prompts.effects import ClaimStruck, PartDecided, PartsRead
from prompts.interview import interview_of
from prompts.meeting.listed import LookedAt
from prompts.phrases import phrase
from prompts.steps import Json
from storage import children, drafts, people, plans, records, unsigned
from storage.access import viewer_of
from storage.bulk import Batch, add_all
from storage.tables import Record, Supervision

GUIDE = ("reading", 1)


def begin(update: UpdateContext, held: Supervision, words: str = "") -> None:
    """Open the parts of a meeting that wait for this practitioner, or go on with them.

    `words` that reply to word of it wait beneath the first part.
    """
    for row in drafts.children_of(update.session, held.id):
        if row.kind == DraftKind.AGREEMENT and row.person_id == update.person.id:
            draft = drafted.load(update, row)
            if all(step.kind != StepKind.SUBMITTED for step in draft.conversation.steps):
                _open(update, held)
                turn = draft.conversation_as(AgreementConversation).resume()
                drafted.advance(update, draft, _with_reply(turn, words))
                return
    context = _waiting(update, held)
    if context is None:
        update.say(phrase("agreement.nothing_waits"))
        return
    draft = drafted.new(update, DraftKind.AGREEMENT, GUIDE, parent_id=held.id)
    turn = draft.conversation_as(AgreementConversation).begin(context)
    drafted.advance(update, draft, _with_reply(turn, words))


def _with_reply(turn: Turn[Agreement], words: str) -> Turn[Agreement]:
    """Return the turn with words that wait; a button's decide nothing of what was not read."""
    talk = turn.conversation
    if not words or talk.option_of(Typed(words)) is not None or not turn.cards:
        return turn
    assert isinstance(talk, AgreementConversation)  # noqa: S101 - as it was begun
    return talk.replied(words, turn.cards[-1].text)


def texts(update: UpdateContext, held: Supervision) -> list[str]:
    """Return the parts of a supervision that wait for the practitioner, each as it is read."""
    context = _waiting(update, held)
    parts: Any = context["parts"] if context else []
    return [f"{part['title']}\n{part['text']}" for part in parts]


def _waiting(update: UpdateContext, held: Supervision) -> Mapping[str, Json] | None:
    """Return what an agreement is opened with: the parts sent and not agreed, in their order.

    None where nothing waits.
    """
    by_draft: dict[str, list[Record]] = {}
    for record in records.records_of_supervision(update.session, held.id):
        by_draft.setdefault(record.draft_id, []).append(record)
    _open(update, held)
    parts = [
        looked_at(update, held, listed)
        if listed[0].kind == RecordKind.LOOKED_AT
        else _record(update, held, listed[0])
        for draft_id, listed in by_draft.items()
        if records.state(update.session, draft_id) == "submitted"
    ]
    supervisor = people.person(update.session, held.supervisor_id)
    known = children_of(update.session, update.person.id, update.today)
    return parts_to_agree.opening(supervisor, held, parts, known) if parts else None


def _open(update: UpdateContext, held: Supervision) -> None:
    """Let the audit say that the practitioner reads every record that waits for them."""
    viewer = viewer_of(update.session, update.person)
    every = records.records_of_supervision(update.session, held.id)
    states = {one: records.state(update.session, one) for one in {r.draft_id for r in every}}
    waiting = [record.id for record in every if states[record.draft_id] == StepKind.SUBMITTED]
    open_records(update.session, viewer, waiting, update.now)


def looked_at(
    update: UpdateContext, held: Supervision, listed: list[Record]
) -> parts_to_agree.Part:
    """Return those looked at, and those not discussed, as one part to read."""
    looked: list[tuple[str, LookedAt, LookedAt | None]] = []
    for record in listed:
        submission = records.last_submission(update.session, record.id)
        now = _line(update, submission or "")
        earlier = records.submission_before(update.session, record.id)
        was = _line(update, earlier) if earlier else None
        if now.became != Discussion.NOT_DISCUSSED:
            looked.append((_ref(update, record.child_id), now, was))
    for child_id, reason in records.not_discussed(update.session, held.id):
        looked.append(
            (_ref(update, child_id), LookedAt(Discussion.NOT_DISCUSSED, reason=reason), None)
        )
    return parts_to_agree.list_part(held.id, looked)


def _line(update: UpdateContext, submission_id: str) -> LookedAt:
    said = records.line(update.session, submission_id)
    came = plans.answers_in(update.session, submission_id)
    return LookedAt(said.became, said.text, seen=said.seen, came=tuple(came))


def _record(update: UpdateContext, held: Supervision, record: Record) -> parts_to_agree.Part:
    guide = update.guides.version(record.guide, record.version)
    steps = drafted.stored_steps(update.session, record.draft_id)
    told, earlier = interview_of(guide, steps).state, sent_before(steps)
    before = interview_of(guide, earlier).state if earlier else None
    counting = counting_claims(update.session, record.id)
    child = None if record.kind == RecordKind.PERSONAL else _ref(update, record.child_id)
    supervisor = people.person(update.session, held.supervisor_id)
    copied = comparing.lines_for(update, record, told)
    part = parts_to_agree.record_part(record.draft_id, told, child, supervisor, counting, before)
    return parts_to_agree.with_lines(part, copied)


def _ref(update: UpdateContext, child_id: str | None) -> str:
    child = children.child(update.session, child_id or "")
    return child.ref if child else ""


def struck(update: UpdateContext, _: OpenDraft, effect: ClaimStruck) -> None:
    """Store that the practitioner struck a claim, unless it is struck already."""
    if not records.is_struck(update.session, effect.claim_id):
        batch = Batch()
        parts_to_agree.struck(batch, effect.claim_id, update.person.id, update.now)
        add_all(update.session, batch.tables)


def decided(update: UpdateContext, draft: OpenDraft, decision: PartDecided) -> None:
    """Add the decision to the draft that holds the part's state: agreed, or returned.

    The supervisor is told at once of a part that came back; it does not wait for the rest.
    """
    batch, known = Batch(), records.records_of_draft(update.session, decision.draft_id)
    ids = [record.id for record in known]
    step = parts_to_agree.decided(batch, decision, ids, update.person.id, update.now)
    drafted.add_unread(update, decision.draft_id, step)
    add_all(update.session, batch.tables)
    held = records.supervision(update.session, draft.row.parent_id or "")
    if held is not None and decision.decided == RETURNED:
        name, day = update.known_as(update.person), full_day_words(held.held_on)
        whom = unsigned.heard_by(update.session, held, update.today)
        opens = command_button(phrase("agreement.buttons.open"), "continue", decision.draft_id)
        if whom != held.supervisor_id:
            opens = command_button(phrase("unsigned.buttons.see"), "unsigned")
        text = phrase("agreement.told_returned", name=name, day=day)
        say_when(update, update.tell(whom, "agreement", text, [opens]))


def finished(update: UpdateContext, draft: OpenDraft, _: PartsRead) -> None:
    """Tell the supervisor what came of it: agreed, seen differently, claims struck."""
    held = records.supervision(update.session, draft.row.parent_id or "")
    if held is None:
        return
    now = draft.conversation.state
    name, day = update.known_as(update.person), full_day_words(held.held_on)
    if set(now.decided.values()) == {RETURNED} and not now.struck:
        return
    lines = [phrase(_came_to(now), name=name, day=day)]
    known = {one.draft_id for one in records.records_of_supervision(update.session, held.id)}
    if known != {part.draft_id for part in now.to_read}:
        lines = _came_to_again(now, name, day)
    returned = _titles(now, RETURNED, name)
    if returned:
        lines.append(phrase("agreement.told_parts_returned", titles=returned))
    differs = _titles(now, DISAGREED, name)
    if differs:
        lines.append(phrase("agreement.told_differs", titles=differs))
    if now.struck:
        lines.append(phrase("agreement.told_struck", count=len(now.struck)))
    # The words themselves may be about health: they are shown to whoever may read them by then.
    opens = command_button(phrase("agreement.buttons.differs"), "read", held.id)
    whom = unsigned.heard_by(update.session, held, update.today)
    rows = [[opens] if differs else [], quoting.offered(update, held)]
    if whom != held.supervisor_id:
        rows = []
    told = update.tell(whom, "agreement", "\n".join(lines), *rows)
    say_when(update, told)
    taken_in.offer_beside(update, held)


def seen_differently(update: UpdateContext, held: Supervision) -> str:
    """Return what the practitioner of a supervision sees differently, for who held it; audited."""
    lines, viewer = [], viewer_of(update.session, update.person)
    for record in _once_each(records.records_of_supervision(update.session, held.id)):
        sent = as_sent(drafted.stored_steps(update.session, record.draft_id))
        if not (sent and sent[-1].kind == StepKind.AGREED and sent[-1].value):
            continue
        asked = open_record(update.session, viewer, record.id, update.now)
        if asked is not None and asked.may_read:
            called, words = title(update, record), str(sent[-1].value)
            lines.append(phrase("agreement.differs", title=called, words=words))
    return "\n".join(lines) or phrase("agreement.nothing_differs")


def _once_each(found: list[Record]) -> list[Record]:
    """Return one record of each draft: those looked at share the meeting's."""
    return list({record.draft_id: record for record in reversed(found)}.values())[::-1]


def title(update: UpdateContext, record: Record) -> str:
    """Return what a part is called."""
    if record.kind == RecordKind.LOOKED_AT:
        return phrase("agreement.looked_title")
    if record.kind == RecordKind.PERSONAL:
        name = first_name(people.person(update.session, record.other_id or ""))
        return phrase("agreement.personal_of", name=name)
    return _ref(update, record.child_id)


def _came_to(now: Agreement) -> str:
    """Return the key of the sentence that says what a reading came to, as a whole."""
    decided = set(now.decided.values())
    if RETURNED in decided:
        return "agreement.told_read"
    if DISAGREED in decided:
        return "agreement.told_agreed_beside"
    return "agreement.told_agreed_but_struck" if now.struck else "agreement.told_agreed"


def _came_to_again(now: Agreement, name: str, day: str) -> list[str]:
    """Return what a reading of parts that were sent again came to; of others it says nothing."""
    titles = ", ".join(_called(part, name) for part in now.to_read)
    lines = [phrase("agreement.told_again", name=name, day=day, titles=titles)]
    agreed = _came_to(now) == "agreement.told_agreed"
    return [*lines, phrase("agreement.told_again_agreed")] if agreed else lines


def _titles(now: Agreement, decision: str, name: str) -> str:
    parts = [part for part in now.to_read if now.decided.get(part.draft_id) == decision]
    return ", ".join(_called(part, name) for part in parts)


def _called(part: PartToRead, name: str) -> str:
    """Return what a part is called to others than its reader, who knows it as their own."""
    is_own = part.title == phrase("agreement.personal_title")
    return phrase("agreement.personal_of", name=name) if is_own else part.title
