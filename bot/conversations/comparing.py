"""Comparing what is written with earlier records, and who sees which of the earlier words."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.update import UpdateContext, first_name
from practice.access import RecordFacts, Viewer, Visibility, may_know_held, may_read
from practice.evidence import copied
from practice.terms import DraftKind, StepKind
from prompts.conversation import Conversation, Turn
from prompts.copied import CopiedWords
from prompts.days import full_day_words
from prompts.interview import InterviewConversation
from prompts.interview.copied_words import prose
from prompts.interview.state import CHECK, Interview
from prompts.meeting import MeetingConversation
from prompts.phrases import phrase
from prompts.steps import Step
from prompts.text import quoted, shortened
from storage import children, people, records
from storage.access import record_facts, viewer_of
from storage.earlier_words import earlier_records
from storage.session import Session
from storage.tables import Record

_MOST_SHOWN = 400
_CHANGES_WORDS = (
    *(StepKind.ANSWERED, StepKind.SKIPPED, StepKind.JOINED),
    *(StepKind.OPENED, StepKind.FAMILY),
)
_MAY_BE_SHOWN = (Visibility.CHILD, Visibility.SHARED)


def compared(update: UpdateContext, draft: OpenDraft, turn: Turn[Any]) -> Turn[Any]:
    """Return a turn that shows the check card with what was written before beside it.

    Another turn is returned as it is, and so is one since whose last check no word has changed.
    """
    talk = turn.conversation
    if not turn.cards or not _is_to_compare(talk):
        return turn
    found = _copied(update, draft, talk.state)
    if found == talk.state.copied:
        return turn
    kept = [words.as_json() for words in found]
    after = talk.add(Step(StepKind.COMPARED, value=kept, sealed=True))
    before, now, last = talk.card(), after.card(), turn.cards[-1]
    card = replace(last, text=last.text.replace(before.text, now.text), rows=now.rows)
    return replace(turn, conversation=after, cards=(*turn.cards[:-1], card))


def _is_to_compare(talk: Conversation[Any]) -> bool:
    if not isinstance(talk, InterviewConversation):
        return False
    now = talk.state
    return now.position == CHECK and now.guide.records_claims and _has_changed(talk)


def _has_changed(talk: InterviewConversation) -> bool:
    """Say whether words may have changed since the check card was shown last."""
    new = len(talk.new_steps)
    for back, step in enumerate(reversed(talk.steps)):
        if step.kind in _CHANGES_WORDS:
            return True
        if step.kind == StepKind.ASKED and step.question == CHECK and back >= new:
            return False
    return False


def _copied(update: UpdateContext, draft: OpenDraft, now: Interview) -> tuple[CopiedWords, ...]:
    text, child_ids = prose(now), _child_ids(update, draft, now)
    family = children.of_same_family(update.session, child_ids)
    worker_id, held_on = _held_with(update, draft)
    earlier = earlier_records(
        update.session,
        child_ids,
        worker_id,
        until=held_on,
        but_of=[draft.id, draft.row.parent_id or draft.id],
    )
    # Of records that say the same, one whose words may be seen comes first.
    earlier.sort(key=lambda record: not _is_of(record.child_id, family))
    viewer = viewer_of(update.session, update.person)
    while True:
        passages = copied(text, [record.text for record in earlier])
        known = [earlier[found.earlier] for found in passages]
        facts = record_facts(update.session, {record.id for record in known}, update.today)
        hidden = {record.id for record in known if not may_know_held(viewer, facts[record.id])}
        if not hidden:
            break
        # Nobody is told of a record that they may not know of; another may hold the same words.
        earlier = [record for record in earlier if record.id not in hidden]
    return tuple(
        CopiedWords(
            text[found.start : found.end],
            record.held_on.isoformat(),
            record.id,
            record.text[found.earlier_start : found.earlier_end]
            if _may_see(viewer, facts[record.id], record.child_id, family)
            else None,
            record.writer_id == update.person.id,
        )
        for found, record in zip(passages, known, strict=True)
    )


def _may_see(
    viewer: Viewer, facts: RecordFacts, child_id: str | None, family: Collection[str]
) -> bool:
    """Say whether the words of an earlier record may stand beside those of a family's record.

    Never those of a kept reflection or a personal part, nor those about another family.
    """
    may_open = facts.visibility in _MAY_BE_SHOWN and may_read(viewer, facts)
    return may_open and _is_of(child_id, family)


def _is_of(child_id: str | None, family: Collection[str]) -> bool:
    return child_id is None or child_id in family


def _child_ids(update: UpdateContext, draft: OpenDraft, now: Interview) -> list[str]:
    """Return the children that a draft is about: the part's of a meeting, or those answered."""
    if draft.row.child_id:
        return [draft.row.child_id]
    found = (children.child_by_ref(update.session, ref) for ref in now.about())
    return [child.id for child in found if child]


def _held_with(update: UpdateContext, draft: OpenDraft) -> tuple[str, date]:
    """Return whose work a draft is about, and its day: of a meeting's part, the meeting's."""
    is_part = draft.row.parent_id and draft.row.kind == DraftKind.GUIDE
    held = drafted.find(update, draft.row.parent_id or "") if is_part else None
    if held is None:
        return update.person.id, update.today
    meeting = held.conversation_as(MeetingConversation).state
    return meeting.practitioner_id, date.fromisoformat(meeting.held_on)


@dataclass(frozen=True)
class SeenCopy:
    """Copied words as the reader of a record sees them: themselves, when before, and whether again.

    Each is in words; `before` repeats the earlier words only where the reader may open them.
    """

    words: str
    before: str
    again: str


def lines_for(update: UpdateContext, record: Record, told: Interview) -> list[str]:
    """Return what whoever reads a record in the chat is told of its copied words."""
    viewer = viewer_of(update.session, update.person)
    lines: list[str] = []
    for seen in seen_copies(update.session, viewer, record, told, update.today):
        lines += [phrase("agreement.copied_now", words=seen.words), seen.before, seen.again]
    return lines


def seen_copies(
    session: Session, viewer: Viewer, record: Record, told: Interview, today: date
) -> list[SeenCopy]:
    """Return the copied words of a record as a reader sees them: of what they may know of."""
    ids = {found.record_id for found in told.copied}
    if not ids:
        return []
    writer = first_name(people.person(session, record.writer_id))
    facts = record_facts(session, ids, today)
    family = children.of_same_family(session, [record.child_id] if record.child_id else [])
    seen: list[SeenCopy] = []
    for found in told.copied:
        earlier = records.record(session, found.record_id)
        if earlier is None or not may_know_held(viewer, facts[earlier.id]):
            continue
        may_see = _may_see(viewer, facts[earlier.id], earlier.child_id, family)
        seen.append(_seen(found, writer, told, may_see=may_see))
    return seen


def _seen(found: CopiedWords, writer: str, told: Interview, *, may_see: bool) -> SeenCopy:
    again = found.words in told.said_again
    said = "agreement.copied_again" if again else "agreement.copied_not_again"
    words = quoted(shortened(found.words, _MOST_SHOWN))
    earlier = found.earlier if may_see else None
    return SeenCopy(words, _before(found, writer, earlier), phrase(said, name=writer))


def _before(found: CopiedWords, writer: str, earlier: str | None) -> str:
    """Return when the words were written before, and how, where that may be seen."""
    values = {"day": full_day_words(found.on)} | ({"name": writer} if found.is_own else {})
    if earlier is None:
        own, other = "agreement.copied_own_closed", "agreement.copied_other_closed"
        return phrase(own if found.is_own else other, **values)
    key = "agreement.copied_own" if found.is_own else "agreement.copied_other"
    return phrase(key, words=quoted(shortened(earlier, _MOST_SHOWN)), **values)
