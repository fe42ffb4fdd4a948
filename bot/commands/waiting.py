"""/drafts and /continue: what waits for you, and going on with it."""

from bot.conversations import draft as drafted
from bot.conversations import meeting, router
from bot.update import UpdateContext, command_button, first_name
from practice.calendar import london, london_day
from practice.terms import DraftKind
from prompts.days import day_words
from prompts.kinds import named_together
from prompts.phrases import phrase
from storage import children, drafts, records
from storage.drafts import DraftRow
from storage.tables import Supervision

_MOST = 12


def list_all(update: UpdateContext, _: str) -> None:
    """List every draft and every supervision that waits, each with its button."""
    drafted = drafts.unfinished(update.session, update.person.id)[:_MOST]
    buttons = [[command_button(_title(update, d), "continue", d.id)] for d in drafted]
    for held in _unread(update, drafted)[:_MOST]:
        title = phrase("help.draft_reading", day=day_words(held.held_on))
        buttons.append([command_button(title, "read", held.id)])
    if not buttons:
        update.say(phrase("help.nothing_waits"))
        return
    update.say(phrase("help.drafts_title"), *buttons)


def _unread(update: UpdateContext, drafted: list[DraftRow]) -> list[Supervision]:
    """Return the supervisions to agree that the person has not begun to read."""
    begun = {draft.parent_id for draft in drafted if draft.kind == DraftKind.AGREEMENT}
    waiting = records.waiting_supervisions(update.session, update.person.id)
    return [held for held in waiting if held.id not in begun]


def go_on(update: UpdateContext, draft_id: str) -> None:
    """Go on with the draft of that id, or with the one that was opened last."""
    current = update.current()
    if not draft_id and current is not None:
        router.show(update, drafted.load(update, current))
        return
    waiting = drafts.unfinished(update.session, update.person.id)
    chosen = [d for d in waiting if not draft_id or d.id == draft_id]
    if chosen:
        router.resume(update, drafted.load(update, chosen[0]))
    elif draft_id:
        update.say(phrase("help.gone"))
    else:
        list_all(update, "")


def _title(update: UpdateContext, draft: DraftRow) -> str:
    day = day_words(london_day(draft.opened_at))
    if draft.kind == DraftKind.MEETING:
        name = first_name(meeting.practitioner_of(update, drafted.load(update, draft)))
        return phrase("help.draft_meeting", name=name, day=day)
    if draft.kind == DraftKind.AGREEMENT:
        return phrase("help.draft_reading", day=day)
    if draft.parent_id is None:
        return _reflection_title(update, draft)
    child = children.child(update.session, draft.child_id) if draft.child_id else None
    if child is not None:
        return phrase("help.draft_part", child=child.ref)
    parent = drafted.find(update, draft.parent_id)
    name = first_name(meeting.practitioner_of(update, parent)) if parent else ""
    return phrase("help.draft_own_part", name=name)


def _reflection_title(update: UpdateContext, draft: DraftRow) -> str:
    opened = london(draft.opened_at)
    words = {"day": f"{opened.day} {opened:%B}", "time": f"{opened:%H:%M}"}
    now = drafted.load(update, draft).conversation.state
    if not now.about():
        return phrase("help.draft_reflection", **words)
    return phrase("help.draft_reflection_child", child=named_together(now.about()), **words)
