"""A shared reflection taken into a child's record, by its writer's tap and nobody else's.

Here, as they answer; for the next supervision, as they prepare; or beneath a record that they have
agreed. Each offer says who can read it then. It is the words that go: the reflection opens to
nobody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.conversations.sendings import as_sent
from bot.permissions import children_of, request_record
from bot.update import UpdateContext, command_button
from practice.access import may_add_to, may_take_in
from practice.terms import RecordKind, StepKind
from prompts.another_child import another_child
from prompts.card import Typed
from prompts.conversation import Turn
from prompts.days import day_words
from prompts.interview import InterviewConversation, check_cards, interview_of
from prompts.interview.beside import place_told
from prompts.interview.beside_cards import opening_line
from prompts.interview.state import Interview
from prompts.interview.waiting import led
from prompts.phrases import phrase
from prompts.steps import Json
from storage import addenda, audit, children, records, taken_in
from storage.access import viewer_of
from storage.tables import Record, Supervision

_MOST = 3
# A button holds 64 bytes: the end of an id tells records apart, its beginning is the time.
_TAIL = 12


@dataclass(frozen=True)
class Taken:
    """A reflection that may be taken in, the child it is about, and its words as they would go."""

    record: Record
    child: str
    words: str


# --- what is offered ---


def offer_here(update: UpdateContext, child_id: str) -> None:
    """Offer a person's own shared reflections about the child whose part they answer now."""
    last = records.last_in_depth(update.session, child_id)
    for one in _to_offer(update, child_id, last.held_on if last else None):
        _say(update, "here", one)


def offer_next(update: UpdateContext) -> None:
    """Offer what somebody who prepares has shared about their own children since each's last."""
    for child, _ in children.caseload(update.session, update.person.id, update.today):
        last = records.last_in_depth(update.session, child.id)
        for one in _to_offer(update, child.id, last.held_on if last else None):
            if not taken_in.is_taken(update.session, one.record):
                _say(update, "next", one)


def offer_beside(update: UpdateContext, held: Supervision) -> None:
    """Offer what stands in no record yet, beneath each record in depth that is agreed by now."""
    for record in records.records_of_supervision(update.session, held.id):
        if record.kind == RecordKind.IN_DEPTH and record.child_id and _is_agreed(update, record):
            for one in _to_offer(update, record.child_id, _before(update, record)):
                if not _stands(update, record, one.words):
                    _say(update, "beside", one, f":{record.id[-_TAIL:]}")


def _before(update: UpdateContext, record: Record) -> date | None:
    """Return the day of the record in depth before one, None where there is none."""
    before = taken_in.in_depth_before(update.session, record)
    return before.held_on if before else None


def _to_offer(update: UpdateContext, child_id: str, since: date | None) -> list[Taken]:
    found = taken_in.to_take(update.session, update.person.id, child_id, since, _MOST)
    return [one for record in found if (one := _opened(update, record.id))]


def _say(update: UpdateContext, where: str, one: Taken, target: str = "") -> None:
    day = day_words(one.record.held_on)
    lines = [phrase(f"taken_in.{where}", child=one.child, day=day), phrase("taken_in.readers")]
    label = phrase("taken_in.buttons.take", day=day)
    update.say("\n".join(lines), [command_button(label, "take", f"{one.record.id}{target}")])


# --- what may be taken, and its words ---


def _opened(update: UpdateContext, record_id: str) -> Taken | None:
    """Return a reflection that the person may take in, None for anything else.

    One that names another child than its own stays where it is.
    """
    viewer = viewer_of(update.session, update.person)
    asked = request_record(update.session, viewer, record_id, update.today)
    if asked is None or not may_take_in(viewer, asked.facts):
        return None
    record, child = asked.record, children.child(update.session, asked.record.child_id or "")
    alone = len(records.records_of_draft(update.session, record.draft_id)) == 1
    if record.kind != RecordKind.REFLECTION or child is None or not alone:
        return None
    text = _words(update, record)
    known = children_of(update.session, update.person.id, update.today)
    if not text or another_child(text, [child.ref], (), known):
        return None
    day = day_words(record.held_on)
    return Taken(record, child.ref, phrase("taken_in.words", day=day, words=text))


def _words(update: UpdateContext, record: Record) -> str:
    guide = update.guides.version(record.guide, record.version)
    told = interview_of(guide, as_sent(drafted.stored_steps(update.session, record.draft_id))).state
    return "\n".join(str(answer.value) for slot, answer in told.answered() if slot.takes_words)


def _is_agreed(update: UpdateContext, record: Record) -> bool:
    return records.state(update.session, record.draft_id) == StepKind.AGREED


def _stands(update: UpdateContext, record: Record, words: str) -> bool:
    """Say whether words stand in a record in depth, or beneath it."""
    told = interview_of(
        update.guides.version(record.guide, record.version),
        as_sent(drafted.stored_steps(update.session, record.draft_id)),
    ).state
    written = [str(answer.value) for _, answer in told.answered()]
    written += [str(given.value) for given in told.beside.values()]
    written += [one.text for one in addenda.addenda(update.session, record.id)]
    return any(words in text for text in written)


# --- what a tap does ---


def take(update: UpdateContext, argument: str) -> tuple[OpenDraft, Turn[Interview]] | None:
    """Take in the reflection that a button names; return the draft it goes into now, and its turn.

    None where it goes nowhere now: it is said what was done, and of what is not theirs what is
    said of what is not there.
    """
    record_id, _, target = argument.partition(":")
    one = _opened(update, record_id)
    if one is None:
        update.say(phrase("agreement.not_yours"))
    elif target:
        _beneath(update, one, target)
    else:
        part = _part_of(update, one)
        if part is not None:
            return part, _answered(update, part, one)
        _for_the_next(update, one)
    return None


def _part_of(update: UpdateContext, one: Taken) -> OpenDraft | None:
    """Return the part about the child, or the view beside it, that the person answers now."""
    current = update.current()
    is_part = current is not None and current.parent_id is not None
    if current is None or not is_part or current.child_id != one.record.child_id:
        return None
    draft = drafted.load(update, current)
    return draft if place_told(_talk(draft).state) else None


def _answered(update: UpdateContext, part: OpenDraft, one: Taken) -> Turn[Interview]:
    """Return the turn that takes words as the answer to what is told, or adds them to it."""
    talk = _talk(part)
    place = place_told(talk.state)
    slot = talk.state.slot_at(place) if place else None
    if slot is None or one.words in (talk.written(check_cards.place(talk.state, slot)) or ""):
        return talk.turn(talk.card(phrase("taken_in.taken_before")))
    viewer = update.person.id
    audit.record(update.session, "taken in", "record", one.record.id, actor=viewer, at=update.now)
    if talk.state.slot() == slot and slot.place not in talk.state.answers:
        return talk.answer(Typed(one.words), update.today)
    return talk.put(check_cards.place(talk.state, slot), one.words)


def _for_the_next(update: UpdateContext, one: Taken) -> None:
    if taken_in.is_taken(update.session, one.record):
        update.say(phrase("taken_in.taken_before"))
        return
    taken_in.take(update.session, one.record, update.now)
    update.say(phrase("taken_in.taken_next", child=one.child))


def _beneath(update: UpdateContext, one: Taken, target: str) -> None:
    """Add words to a record of the child that both agreed, whose id ends so."""
    record = taken_in.in_depth_ending(update.session, one.record.child_id or "", target)
    viewer = viewer_of(update.session, update.person)
    asked = record and request_record(update.session, viewer, record.id, update.today)
    if not asked or not may_add_to(viewer, asked.facts):
        update.say(phrase("taken_in.not_now"))
        return
    if _stands(update, asked.record, one.words):
        update.say(phrase("taken_in.taken_before"))
        return
    by, at = update.person.id, update.now
    addenda.add_addendum(update.session, asked.record.id, one.words, author=by, at=at)
    audit.record(update.session, "addendum added", "record", asked.record.id, actor=by, at=at)
    audit.record(update.session, "taken in", "record", one.record.id, actor=by, at=at)
    update.say(phrase("taken_in.taken_beside", child=one.child))


def _talk(draft: OpenDraft) -> InterviewConversation:
    return draft.conversation_as(InterviewConversation)


# --- what was taken in beforehand ---


def before(update: UpdateContext, child_id: str, writer_id: str) -> str:
    """Return the words that somebody took in for a child's next record; "" for none."""
    found: Sequence[Record] = taken_in.waiting(update.session, child_id, writer_id)
    said = [
        phrase("taken_in.words", day=day_words(one.held_on), words=_words(update, one))
        for one in found
    ]
    return "\n\n".join(said)


def of_context(update: UpdateContext, child_id: str, writer_id: str) -> Mapping[str, Json]:
    """Return what a part is opened with of what the other of two people took in beforehand.

    Nothing where they took in nothing. It stands beside the answer once the writer of the part has
    given one, as what they show of a view of their own would.
    """
    words = before(update, child_id, writer_id)
    return {"taken_in": {"author_id": writer_id, "words": words}} if words else {}


def begun(turn: Turn[Interview], taken: str) -> Turn[Interview]:
    """Return the turn that opens a view with what its writer took in beforehand as its answer."""
    talk = turn.conversation
    place = place_told(talk.state) if taken else None
    slot = talk.state.slot_at(place) if place else None
    if slot is None:
        return turn
    return led(talk.put(check_cards.place(talk.state, slot), taken), opening_line(talk.state))
