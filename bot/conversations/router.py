"""From what a person did to the draft they are in, and from what a turn comes to to its effect."""

from collections.abc import Callable
from typing import Any

from bot.conversations import (
    after_reading,
    agreement,
    alone,
    apart,
    comparing,
    meeting,
    reflection,
    submit,
    tonight,
    way_back,
)
from bot.conversations import draft as drafted
from bot.conversations.draft import OpenDraft, TappedButton
from bot.messages import Button
from bot.update import UpdateContext, command_button
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts import effects
from prompts.card import Input, Tap, Tapped, Typed
from prompts.conversation import Turn
from prompts.options import Named
from prompts.phrases import phrase
from prompts.steps import Step
from prompts.text import tidy
from storage import drafts, records
from storage.drafts import DraftRow

_LEFT = {
    DraftKind.GUIDE: "reflection.left",
    DraftKind.MEETING: "meeting.left",
    DraftKind.AGREEMENT: "agreement.left",
    DraftKind.VIEW: "beside.left",
}
_DISCARDED = {
    DraftKind.GUIDE: "reflection.discarded",
    DraftKind.MEETING: "meeting.discarded",
    DraftKind.VIEW: "beside.discarded",
}
_OF_THEIR_OWN = (DraftKind.AGREEMENT, DraftKind.VIEW)
"""The kinds of draft whose leaving leaves nothing else, though they belong to another."""
Followed = tuple[OpenDraft, Turn[Any]] | None
"""A draft that goes on because of an effect, and its turn."""


def take(update: UpdateContext, draft: OpenDraft, said: Input) -> None:
    """Give one input to a draft and carry out what it comes to."""
    if not _may_go_on(update, draft, said) or _asks_anew(update, draft, said):
        return
    if draft.row.kind == DraftKind.MEETING:
        shown, draft = draft, meeting.brought_up_to_date(update, draft)
        if isinstance(said, Tapped) and _buttons(shown) != _buttons(draft):
            follow(update, draft, meeting.asked_anew(draft, phrase("meeting.agenda_moved")))
            return
        if draft.conversation.option_in(said) is Named.SEND and _shown_since(update, draft):
            return
    follow(update, draft, draft.conversation.take(said, update.written_on))


def _asks_anew(update: UpdateContext, draft: OpenDraft, said: Input) -> bool:
    """Show the last card anew where what it says of readers is not so now; say whether it did."""
    return reflection.asks_anew(update, draft, said) or alone.asks_anew(update, draft, said)


def _shown_since(update: UpdateContext, draft: OpenDraft) -> bool:
    """Show what a practitioner has shown since a part was done, before it is sent; say if any."""
    lines = apart.brought_in(update, draft)
    if lines:
        update.say("\n".join(lines))
        follow(update, draft, meeting.asked_anew(draft, phrase("beside.to_see_first")))
    return bool(lines)


def _buttons(draft: OpenDraft) -> list[Tap]:
    return list(draft.conversation.card().taps())


def follow(update: UpdateContext, draft: OpenDraft, turn: Turn[Any]) -> None:
    """Store and show a turn, and carry out its effects."""
    turn = comparing.compared(update, draft, turn)
    after = drafted.advance(update, draft, turn)
    apart.say_both_in(update, draft, after)
    reflection.say_who_is_away(update, after)
    for effect in turn.effects:
        next_turn = EFFECTS[type(effect)](update, after, effect)
        if next_turn:
            follow(update, *next_turn)


def _may_go_on(update: UpdateContext, draft: OpenDraft, said: Input | None = None) -> bool:
    """Say whether a draft is still the person's to write; leave a meeting that no longer is."""
    if draft.row.kind == DraftKind.VIEW:
        return _is_view_open(update, draft, _words(said))
    is_part = bool(draft.row.parent_id) and draft.row.kind == DraftKind.GUIDE
    is_held = is_part or draft.row.kind == DraftKind.MEETING
    why = meeting.over(update, draft, _words(said)) if is_held else ""
    if why:
        drafted.leave_current(update)
        update.say(why)
    return not why


def _words(said: Input | None) -> str:
    return tidy(said.text) if isinstance(said, Typed) else ""


def _is_view_open(update: UpdateContext, draft: OpenDraft, typed: str) -> bool:
    """Say whether a view is part of a supervision still; leave one that no longer is."""
    why = apart.over(update, draft, typed)
    if why:
        drafted.leave_current(update)
        update.say(why)
    return not why


# --- effects ---


def _left(update: UpdateContext, draft: OpenDraft, _: effects.DraftLeft) -> None:
    """Say that a draft is saved; leaving a part of a meeting leaves the meeting with it."""
    row = draft.row
    if row.parent_id is None or row.kind in _OF_THEIR_OWN:
        update.say(phrase(_LEFT[DraftKind(row.kind)]))
        if row.kind == DraftKind.VIEW:
            apart.put_aside(update, draft)
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
    if update.current() is not None:
        drafted.leave_current(update)
        is_part = draft.row.parent_id and draft.row.kind == DraftKind.GUIDE
        update.say(phrase(_LEFT[DraftKind.MEETING if is_part else DraftKind(draft.row.kind)]))
    reflection.begin(update, effect.words, reflection.only_child(update, effect))


def _discarded(update: UpdateContext, draft: OpenDraft, _: effects.DraftDiscarded) -> None:
    """Say that nothing was sent; thrown away from one of its parts, a meeting goes as a whole."""
    if draft.row.kind == DraftKind.VIEW:
        update.say(phrase(_DISCARDED[DraftKind.VIEW]))
        apart.put_aside(update, draft)
        return
    meeting_of = drafted.find(update, draft.row.parent_id) if draft.row.parent_id else None
    if meeting_of is not None:
        discard(update, meeting_of)
        return
    for part in drafts.children_of(update.session, draft.id):
        drafted.add_unread(update, part.id, Step(StepKind.DISCARDED))
        apart.closed(update, part.id)
    _say_discarded(update, DraftKind(draft.row.kind))


def _say_discarded(update: UpdateContext, kind: DraftKind) -> None:
    """Say that nothing of it was sent, and that what was left for it waits, with the way back."""
    way_back.say_with_way(update, [phrase(_DISCARDED[kind])], of_any_day=True)


def _asked(update: UpdateContext, _: OpenDraft, __: effects.QuestionAsked) -> None:
    lines = [phrase("reflection.no_story"), phrase("kept.where_to_look")]
    way_back.say_with_way(update, lines)


def discard(update: UpdateContext, draft: OpenDraft) -> None:
    """Throw a draft away that was never sent, wherever it stands."""
    after = drafted.add(update, draft, Step(StepKind.DISCARDED))
    _discarded(update, after, effects.DraftDiscarded())


EFFECTS: dict[type[effects.Effect], Callable[[UpdateContext, OpenDraft, Any], Followed]] = {
    effects.ShowDutyNumber: lambda update, _, __: tonight.show(update),
    effects.DraftLeft: _left,
    effects.DraftDiscarded: _discarded,
    effects.QuestionAsked: _asked,
    effects.ReflectionBegun: _reflection_begun,
    effects.NoteBack: after_reading.note_back,
    effects.WordsOfChild: meeting.words_elsewhere,
    effects.ReflectionSent: reflection.sent,
    effects.RecordSent: alone.sent,
    effects.OpenPart: meeting.open_part,
    effects.ViewShown: apart.shown,
    effects.WentOn: apart.went_on,
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
    drafted.leave_current(update, unless=draft.id)
    if not _may_go_on(update, draft):
        return
    if draft.row.kind == DraftKind.MEETING:
        follow(update, draft, meeting.resumed(update, draft))
    elif draft.row.kind == DraftKind.VIEW:
        follow(update, draft, apart.resumed(update, draft))
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
    if known is not None and known.person_id != update.person.id:
        # What is somebody else's is answered as what does not exist.
        known = None
    if known is not None and current is None and _waits_again(update, known):
        update.say(*_read_again(known))
        return
    if known is not None and drafts.is_discarded(update.session, known.id):
        reason = phrase("errors.discarded")
    elif known is None or records.state(update.session, known.id) in SENT_STATES:
        reason = phrase("errors.finished")
    else:
        is_held = current is not None and current.parent_id == known.id
        reason = phrase("errors.stale" if is_held else "errors.elsewhere")
    if current is None:
        update.say(reason)
    else:
        show(update, drafted.load(update, current), reason)


def _waits_again(update: UpdateContext, known: DraftRow) -> bool:
    """Say whether what was read in a draft was sent to its reader again, and waits for them."""
    held = records.waiting_supervisions(update.session, update.person.id)
    is_reading = known.kind == DraftKind.AGREEMENT
    return is_reading and any(one.id == known.parent_id for one in held)


def _read_again(known: DraftRow) -> tuple[str, list[Button]]:
    label = phrase("reminders.buttons.read")
    return phrase("errors.sent_again"), [command_button(label, "read", known.parent_id or "")]
