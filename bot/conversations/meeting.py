"""A supervision: its agenda and the parts it opens."""

from collections.abc import Mapping
from typing import Any

from bot.conversations import agenda, apart, family, submit, taken_in
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft
from bot.permissions import children_of
from bot.update import UpdateContext
from practice.access import may_supervise
from practice.terms import DraftKind
from prompts import effects
from prompts.conversation import Turn
from prompts.interview import InterviewConversation
from prompts.interview.claim_cards import said_of_unopened
from prompts.interview.family import SIBLINGS
from prompts.interview.waiting import led
from prompts.kept import Why, keeping
from prompts.meeting import MeetingConversation
from prompts.meeting.state import PERSONAL, Meeting
from prompts.phrases import phrase
from prompts.put_apart import put_apart
from prompts.steps import Json
from storage import drafts, people
from storage.access import viewer_of
from storage.tables import Person

GUIDE = ("supervision", 1)
CASE, OWN_PART = "case-supervision", "personal-supervision"


def begin(update: UpdateContext, practitioner: Person) -> None:
    """Open a meeting with a practitioner and propose its agenda."""
    draft = drafted.new(update, DraftKind.MEETING, GUIDE)
    context = _agenda(update, practitioner)
    drafted.advance(update, draft, _talk(draft).begin(context))


def _talk(draft: OpenDraft) -> MeetingConversation:
    return draft.conversation_as(MeetingConversation)


def practitioner_of(update: UpdateContext, draft: OpenDraft) -> Person:
    """Return whose supervision a meeting is."""
    return people.person(update.session, _talk(draft).state.practitioner_id) or update.person


def may_go_on(update: UpdateContext, draft: OpenDraft) -> bool:
    """Say whether a meeting is still this supervisor's: what was sent stays its writer's."""
    now = _talk(draft).state
    return bool(now.sendings) or _supervises(update, now.practitioner_id)


def may_go_on_with_part(update: UpdateContext, draft_id: str) -> bool:
    """Say as much of the draft that one belongs to; what is no meeting stays its writer's too.

    Each answer asks this, so its own answers are not read for it.
    """
    begun = drafts.begun(update.session, draft_id)
    if begun is None or begun.kind != DraftKind.MEETING or begun.is_sent:
        return True
    return _supervises(update, str(begun.context["practitioner_id"]))


def _supervises(update: UpdateContext, practitioner_id: str) -> bool:
    me = viewer_of(update.session, update.person)
    return bool(may_supervise(me, people.supervisor_of(update.session, practitioner_id)))


def over(update: UpdateContext, draft: OpenDraft, typed: str = "") -> str:
    """Return why a meeting, or a part of one, is not its writer's to go on with; "" while it is.

    What was `typed` for one that no longer is is kept in it, and shown with all they wrote there:
    nobody else opens that.
    """
    of_meeting = draft.row.parent_id if draft.row.kind == DraftKind.GUIDE else None
    if may_go_on_with_part(update, of_meeting) if of_meeting else may_go_on(update, draft):
        return ""
    held = _meeting_of(update, draft) if of_meeting else draft
    if typed and not draft.conversation.meaning_of(typed):
        drafted.add(update, draft, keeping(typed, Why.SENT, None))
    ids = [held.id, *_talk(held).state.records.values()]
    told = [words for one in ids if (of := drafted.find(update, one)) for words in _written(of)]
    kept = [phrase("beside.kept_words", words=words) for words in told]
    return "\n".join([phrase("meeting.no_longer_yours"), *kept])


def _written(draft: OpenDraft) -> list[str]:
    talk, told = draft.conversation, []
    if isinstance(talk, InterviewConversation):
        told = [str(a.value) for slot, a in talk.state.answered() if slot.takes_words]
    return [*told, *(one.words for one in talk.kept.waiting)]


def brought_up_to_date(update: UpdateContext, draft: OpenDraft) -> OpenDraft:
    """Return a meeting as it goes on today: one that has not started gets the day's agenda."""
    now = _talk(draft).state
    if now.started or now.proposed_on == update.today.isoformat():
        return draft
    context = _agenda(update, practitioner_of(update, draft))
    return drafted.store(update, draft, _talk(draft).with_agenda(context))


def asked_anew(draft: OpenDraft, lead: str) -> Turn[Meeting]:
    """Return the turn that asks what stands once more; buttons of before belong to it no longer."""
    return _talk(draft).asked_anew(lead)


def resumed(update: UpdateContext, draft: OpenDraft) -> Turn[Meeting]:
    """Return the turn that makes a meeting current again and goes on at its next card."""
    if _talk(draft).state.started:
        return _talk(draft).resume()
    return _talk(draft).resume(_agenda(update, practitioner_of(update, draft)))


def _agenda(update: UpdateContext, practitioner: Person) -> Mapping[str, Json]:
    """Return what a meeting is opened with, and all the children whom its supervisor knows."""
    known = children_of(update.session, update.person.id, update.today).refs
    return {**agenda.context(update, practitioner), "beside": list[Json](known)}


def part_finished(
    update: UpdateContext, part: OpenDraft, _: effects.PartFinished
) -> tuple[OpenDraft, Turn[Meeting]]:
    """Return the meeting and the turn with which it goes on after one of its parts."""
    draft = _meeting_of(update, part)
    now, child = _talk(draft).state, part.row.child_id
    for ref in (one.ref for one in now.children if one.id == child):
        family.spread(update, now, part, ref)
    for line in said_of_unopened(part.conversation_as(InterviewConversation).state):
        update.say(line)
    return draft, _talk(draft).part_finished(part.id)


def part_dropped(
    update: UpdateContext, part: OpenDraft, _: effects.PartDropped
) -> tuple[OpenDraft, Turn[Meeting]]:
    """Return the meeting and the turn with which it goes on without one of its parts."""
    draft = _meeting_of(update, part)
    apart.closed(update, part.id)
    return draft, _talk(draft).part_dropped(part.id)


def _meeting_of(update: UpdateContext, part: OpenDraft) -> OpenDraft:
    draft = drafted.find(update, part.row.parent_id or "")
    assert draft is not None  # noqa: S101 - a part belongs to a meeting
    return draft


def open_part(
    update: UpdateContext, draft: OpenDraft, effect: effects.OpenPart
) -> tuple[OpenDraft, Turn[Any]]:
    """Return the draft of a part of the meeting, opened if it is new, and its turn."""
    told = _talk(draft).state.told.get(effect.part)
    if told:
        draft = drafted.store(update, draft, _talk(draft).told_in_part(effect.part))
    known = _talk(draft).state.records.get(effect.part)
    part = drafted.find(update, known) if known else None
    if part is None:
        part, turn = _begin_part(update, draft, effect.part)
    else:
        turn = part.conversation.resume()
    return part, turn.conversation.keep(told, Why.BROUGHT) if told else turn


def _begin_part(update: UpdateContext, draft: OpenDraft, key: str) -> tuple[OpenDraft, Turn[Any]]:
    now = _talk(draft).state
    child = now.child(key)
    guide = update.guides.newest(OWN_PART if key == PERSONAL else CASE)
    part = drafted.new(
        update,
        DraftKind.GUIDE,
        (guide.name, guide.version),
        parent_id=draft.id,
        child_id=child.id if child else None,
    )
    drafted.store(update, draft, _talk(draft).part_opened(key, part.id))
    context: Mapping[str, Json] = {"practitioner": now.practitioner, "supervisor": now.supervisor}
    if child is not None:
        context = agenda.part_context(update, child.id, key, practitioner_of(update, draft))
        context = {
            **context,
            "children": now.known().refs,
            "children_beside": list[Json](now.beside),
            "families": now.known().families,
            "asks_what_moved": now.is_last_in_depth(key),
            SIBLINGS: family.in_depth_with(now, key),
        }
    interview = part.conversation_as(InterviewConversation)
    if child is None:
        return part, interview.begin(context)
    practitioner = practitioner_of(update, draft)
    invited = apart.invited(update, part, child.ref, practitioner)
    # Who is asked for a view of their own takes it in there.
    taken = {} if invited else taken_in.of_context(update, child.id, practitioner.id)
    taken_in.offer_here(update, child.id)
    begun = interview.begin({**context, **taken}, known=family.known(update, now, key, context))
    known = family.said_of_known(begun.conversation.state)
    return part, led(begun, "\n".join(line for line in (invited, known) if line))


def words_elsewhere(
    update: UpdateContext, part: OpenDraft, effect: effects.WordsOfChild
) -> tuple[OpenDraft, Turn[Any]] | None:
    """Put words of one part with the child they are about; that child's part opens if begun."""
    draft = _meeting_of(update, part)
    place = _talk(draft).place_of_child(effect.child)
    if place is None:
        return part, part.conversation.keep(effect.words, Why.NO_ANSWER)
    turn, said = put_apart(_talk(draft), place, effect.words)
    if turn.effects:
        return draft, turn
    drafted.store(update, draft, turn.conversation)
    if update.replies:
        update.lead(said)
    else:
        drafted.show(update, part, [part.conversation.card(said)])
    return None


def sent(update: UpdateContext, draft: OpenDraft, _: effects.SupervisionSent) -> None:
    """Store a supervision that was sent, for the first time or again, and tell both people."""
    submit.meeting(update, draft.row, _talk(draft).state, practitioner_of(update, draft))
    for part_id in _talk(draft).state.records.values():
        apart.closed(update, part_id)
