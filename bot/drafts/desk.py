"""The desk: gives what a person did to the draft they are in, and follows how it ends."""

from bot.drafts import guide, meeting, reading, reflection, sending, tonight
from bot.drafts.steps import keep, stored
from bot.visit import Visit
from prompts.card import Input
from prompts.phrases import phrase
from prompts.steps import Step
from storage import drafts, people, records
from storage.drafts import DraftRow

_KINDS = {"guide": guide, "meeting": meeting, "reading": reading}
_LEFT = {"guide": "reflection.left", "meeting": "meeting.left", "reading": "reading.left"}


def take(visit: Visit, draft: DraftRow, said: Input) -> None:
    """Give one input to a draft and follow how it ends."""
    if not _may_go_on(visit, draft) or reflection.asks_anew(visit, draft, said):
        return
    ending = _KINDS[draft.kind].take(visit, draft, said)
    if ending is not None:
        _ended(visit, draft, ending)


def _may_go_on(visit: Visit, draft: DraftRow) -> bool:
    """Say whether a draft is still the person's to write; leave a meeting that no longer is."""
    held = draft
    if draft.parent_id and draft.kind == "guide":
        held = drafts.draft(visit.session, draft.parent_id) or draft
    if held.kind != "meeting" or meeting.may_go_on(visit, held):
        return True
    leave_current(visit)
    visit.say(phrase("meeting.no_longer_yours"))
    return False


def _ended(visit: Visit, draft: DraftRow, ending: str) -> None:
    if ending == "tonight":
        tonight.show(visit)
    elif ending in {"shared", "kept"}:
        reflection.sent(visit, draft, ending)
    elif ending == "finished":
        meeting.part_done(visit, draft)
    elif ending == "dropped":
        meeting.part_dropped(visit, draft)
    elif ending == "sent again":
        _sent_again(visit, draft)
    elif ending == "discarded":
        visit.say(phrase("reflection.discarded"))
    elif ending == "left":
        _left(visit, draft)


def _left(visit: Visit, draft: DraftRow) -> None:
    """Say that a draft is saved; leaving a part of a meeting leaves the meeting with it."""
    parent = drafts.draft(visit.session, draft.parent_id) if draft.parent_id else None
    if parent is None or draft.kind == "reading":
        visit.say(phrase(_LEFT[draft.kind]))
        return
    if records.state(visit.session, draft.id) == "returned":
        visit.say(phrase("reflection.left"))
        return
    _leave(visit, parent)
    visit.say(phrase(_LEFT["meeting"]))


def _leave(visit: Visit, draft: DraftRow) -> None:
    if records.state(visit.session, draft.id) in {None, "returned"}:
        keep(visit, draft, stored(visit.session, draft.id), [Step("left")])


def _sent_again(visit: Visit, draft: DraftRow) -> None:
    sending.again(visit, draft)
    record = records.records_of_draft(visit.session, draft.id)[0]
    practitioner = people.person(visit.session, record.other_id or "")
    if practitioner is not None and record.supervision_id:
        visit.say(phrase("meeting.sent_again", name=practitioner.name.split()[0]))
        meeting.tell_practitioner(visit, record.supervision_id, practitioner)


def resume(visit: Visit, draft: DraftRow) -> None:
    """Leave the current draft and take up another where it stands."""
    leave_current(visit, unless=draft.id)
    if not _may_go_on(visit, draft):
        return
    _KINDS[draft.kind].resume(visit, draft)


def show(visit: Visit, draft: DraftRow, lead: str = "") -> None:
    """Show the card that a draft stands at, asking nothing anew."""
    asked, card = _KINDS[draft.kind].standing(visit, draft, lead)
    visit.show(draft, asked, [card])


def offers(visit: Visit, draft: DraftRow, asked: str, option: str) -> bool:
    """Say whether a tap is one of the card that the draft stands at."""
    number, card = _KINDS[draft.kind].standing(visit, draft)
    return asked == str(number) and option in {tap.option for row in card.rows for tap in row}


def not_current(visit: Visit, draft_id: str) -> None:
    """Answer a tap on a card of a draft that is not the current one; nothing is changed."""
    draft = drafts.draft(visit.session, draft_id)
    ended = draft is None or records.state(visit.session, draft.id) in {"submitted", "agreed"}
    reason = phrase("errors.finished" if ended else "errors.elsewhere")
    current = visit.current()
    if current is None:
        visit.say(reason)
        return
    show(visit, current, reason)


def leave_current(visit: Visit, unless: str | None = None) -> None:
    """Save the current draft for later, with the meeting it belongs to."""
    for _ in range(2):
        draft = visit.current()
        if draft is None or draft.id == unless:
            return
        keep(visit, draft, stored(visit.session, draft.id), [Step("left")])
