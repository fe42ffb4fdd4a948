"""From what a person did to the draft they are in, and from what a turn comes to to its effect."""

from collections.abc import Callable
from typing import Any

from bot.conversations import agreement, binding, comparing, meeting, reflection, submit, tonight
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft, TappedButton
from bot.update import UpdateContext, command_button
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts import effects
from prompts.card import Input, Typed
from prompts.conversation import Turn
from prompts.heard import hearing
from prompts.kept import Why
from prompts.options import Named
from prompts.phrases import phrase
from prompts.spoken_words import Meaning, meaning_of
from prompts.steps import Step
from prompts.text import tidy
from storage import drafts, records
from storage.drafts import DraftRow

_LEFT = {
    DraftKind.GUIDE: "reflection.left",
    DraftKind.MEETING: "meeting.left",
    DraftKind.AGREEMENT: "agreement.left",
}
_DISCARDED = {
    DraftKind.GUIDE: "reflection.discarded",
    DraftKind.MEETING: "meeting.discarded",
}
Followed = tuple[OpenDraft, Turn[Any]] | None
"""A draft that goes on because of an effect, and its turn."""


def take(update: UpdateContext, draft: OpenDraft, said: Input) -> None:
    """Give one input to a draft and carry out what it comes to."""
    if not _may_go_on(update, draft) or reflection.asks_anew(update, draft, said):
        return
    if draft.row.kind == DraftKind.MEETING:
        draft = meeting.brought_up_to_date(update, draft)
    follow(update, draft, draft.conversation.take(said, update.written_on))


def take_words(update: UpdateContext, draft: OpenDraft, text: str) -> None:
    """Give typed words to the card that they were written for, while `draft` is the current one."""
    bound, talk = binding.written_for(update, draft), draft.conversation
    if bound == binding.WrittenFor((draft.id, talk.asked)):
        take(update, draft, Typed(text))
        return
    option = talk.option_of(Typed(text))
    if option is Named.TONIGHT:
        tonight.show(update)
    elif option is not None or meaning_of(text) not in {None, Meaning.YES, Meaning.NO}:
        show(update, draft, phrase("kept.too_soon"))
    else:
        _take_for(update, draft, text, bound)


def hear(update: UpdateContext, current: DraftRow | None, words: str) -> None:
    """Keep a word that opened the duty number: it may be the answer to what is asked.

    The draft is not read for it, so that the number is shown where a draft cannot be opened.
    """
    if current is not None:
        drafted.add_unread(update, current.id, hearing(tidy(words), Meaning.TONIGHT, None))


def _take_for(
    update: UpdateContext, draft: OpenDraft, text: str, bound: binding.WrittenFor
) -> None:
    """Put words where they were written for, or keep them and ask."""
    talk, (draft_id, asked) = draft.conversation, bound.card or ("", 0)
    replies = update.incoming.replies_to is not None
    if draft_id == draft.id and asked == talk.asked:
        follow(update, draft, talk.keep_more(tidy(text)))
    elif draft_id == draft.id and bound.sure:
        turn = talk.take_late(tidy(text), asked, update.written_on, alone=replies)
        follow(update, draft, turn)
    elif bound.card and bound.sure:
        added = added_to(update, draft_id, asked, text)
        if added:
            show(update, draft, added)
        else:
            follow(update, draft, talk.keep(tidy(text), Why.SENT))
    else:
        before = asked if draft_id == draft.id else None
        why = Why.SOON if bound.card else Why.NO_ANSWER
        follow(update, draft, talk.keep(tidy(text), why, before, alone=replies))


def added_to(update: UpdateContext, draft_id: str, asked: int, text: str) -> str | None:
    """Add words to the answer that a card of another open draft took; return what says so.

    None, and nothing is changed, where it takes no words or was sent.
    """
    other = drafted.find(update, draft_id)
    if other is None or not _takes_words(update, other):
        return None
    place = other.conversation.place_asked(asked)
    if place is None:
        return None
    drafted.store(update, other, other.conversation.put(place, tidy(text)).conversation)
    return place.added


def _takes_words(update: UpdateContext, other: OpenDraft) -> bool:
    ended = records.state(update.session, other.id) in SENT_STATES
    away = any(step.kind == StepKind.DISCARDED for step in other.conversation.steps)
    is_mine = other.row.person_id == update.person.id
    return is_mine and not ended and not away and other.row.kind != DraftKind.AGREEMENT


def follow(update: UpdateContext, draft: OpenDraft, turn: Turn[Any]) -> None:
    """Store and show a turn, and carry out its effects."""
    turn = comparing.compared(update, draft, turn)
    after = drafted.advance(update, draft, turn)
    for effect in turn.effects:
        next_turn = EFFECTS[type(effect)](update, after, effect)
        if next_turn:
            follow(update, *next_turn)


def _may_go_on(update: UpdateContext, draft: OpenDraft) -> bool:
    """Say whether a draft is still the person's to write; leave a meeting that no longer is."""
    held: OpenDraft | None = draft
    if draft.row.parent_id and draft.row.kind == DraftKind.GUIDE:
        held = drafted.find(update, draft.row.parent_id)
    if held is None or held.row.kind != DraftKind.MEETING or meeting.may_go_on(update, held):
        return True
    leave_current(update)
    update.say(phrase("meeting.no_longer_yours"))
    return False


def begin_with(update: UpdateContext, words: str) -> None:
    """Begin a reflection with words sent outside any draft, unless they answer one that is open."""
    named = binding.written_while_none_is_open(update)
    if named is not None and named.card is not None and _answers(update, named, words):
        return
    reflection.begin(update, words)


def _answers(update: UpdateContext, bound: binding.WrittenFor, words: str) -> bool:
    """Give words to a draft that was left, for a card of which they are; say if it is open."""
    draft_id, asked = bound.card or ("", 0)
    other = drafted.find(update, draft_id)
    if other is None or not _takes_words(update, other):
        return False
    added = added_to(update, draft_id, asked, words) if bound.sure else None
    if added:
        update.say(added, [command_button(phrase("kept.buttons.go_on"), "continue", draft_id)])
    else:
        why = Why.LATE if bound.sure else Why.NO_ANSWER
        follow(update, other, other.conversation.resume().conversation.keep(words, why, asked))
    return True


# --- effects ---


def _left(update: UpdateContext, draft: OpenDraft, _: effects.DraftLeft) -> None:
    """Say that a draft is saved; leaving a part of a meeting leaves the meeting with it."""
    row = draft.row
    if row.parent_id is None or row.kind == DraftKind.AGREEMENT:
        update.say(phrase(_LEFT[DraftKind(row.kind)]))
        return
    if records.state(update.session, draft.id) == StepKind.RETURNED:
        update.say(phrase("reflection.left"))
        return
    if records.state(update.session, row.parent_id) in {None, StepKind.RETURNED}:
        drafted.add_unread(update, row.parent_id, Step(StepKind.LEFT))
    update.say(phrase(_LEFT[DraftKind.MEETING]))


def _reflection_begun(
    update: UpdateContext, draft: OpenDraft, effect: effects.ReflectionBegun
) -> None:
    leave_current(update)
    update.say(phrase(_LEFT[DraftKind(draft.row.kind)]))
    reflection.begin(update, effect.words, effect.child)


def _discarded(update: UpdateContext, draft: OpenDraft, _: effects.DraftDiscarded) -> None:
    """Say that nothing was sent; the parts of a meeting go with it."""
    for part in drafts.children_of(update.session, draft.id):
        drafted.add_unread(update, part.id, Step(StepKind.DISCARDED))
    update.say(phrase(_DISCARDED[DraftKind(draft.row.kind)]))


def discard(update: UpdateContext, draft: OpenDraft) -> None:
    """Throw a draft away that was never sent, wherever it stands."""
    after = drafted.add(update, draft, Step(StepKind.DISCARDED))
    _discarded(update, after, effects.DraftDiscarded())


EFFECTS: dict[type[effects.Effect], Callable[[UpdateContext, OpenDraft, Any], Followed]] = {
    effects.ShowDutyNumber: lambda update, _, __: tonight.show(update),
    effects.DraftLeft: _left,
    effects.DraftDiscarded: _discarded,
    effects.ReflectionBegun: _reflection_begun,
    effects.WordsOfChild: meeting.words_elsewhere,
    effects.ReflectionSent: reflection.sent,
    effects.OpenPart: meeting.open_part,
    effects.PartFinished: meeting.part_finished,
    effects.PartDropped: meeting.part_dropped,
    effects.SupervisionSent: meeting.sent,
    effects.RecordSentAgain: submit.again,
    effects.PartDecided: agreement.decided,
    effects.ClaimStruck: agreement.struck,
    effects.PartsRead: agreement.finished,
}


# --- going back to a draft ---


def resume(update: UpdateContext, draft: OpenDraft) -> None:
    """Leave the current draft and take up another where it stands."""
    leave_current(update, unless=draft.id)
    if not _may_go_on(update, draft):
        return
    if draft.row.kind == DraftKind.MEETING:
        follow(update, draft, meeting.resumed(update, draft))
    else:
        follow(update, draft, draft.conversation.resume())


def show(update: UpdateContext, draft: OpenDraft, lead: str = "") -> None:
    """Show the card that a draft stands at, asking nothing anew."""
    drafted.show(update, draft, [draft.conversation.card(lead)])


def offers(draft: OpenDraft, tapped: TappedButton) -> bool:
    """Say whether a button is one of the card that the draft stands at."""
    options = [tap.option for tap in draft.conversation.card().taps()]
    return tapped.asked == str(draft.conversation.asked) and tapped.option in options


def not_current(update: UpdateContext, current: DraftRow | None, draft_id: str) -> None:
    """Answer a tap on a card of a draft that is not the current one; nothing is changed."""
    known = drafts.draft(update.session, draft_id)
    if known is not None and drafts.is_discarded(update.session, known.id):
        reason = phrase("errors.discarded")
    elif known is None or records.state(update.session, known.id) in SENT_STATES:
        reason = phrase("errors.finished")
    else:
        reason = phrase("errors.elsewhere")
    if current is None:
        update.say(reason)
    else:
        show(update, drafted.load(update, current), reason)


def leave_current(update: UpdateContext, unless: str | None = None) -> None:
    """Save the current draft for later, with the meeting it belongs to."""
    for _ in range(2):
        row = update.current()
        if row is None or row.id == unless:
            return
        drafted.add_unread(update, row.id, Step(StepKind.LEFT))
