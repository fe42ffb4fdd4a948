"""/drafts and /continue: what waits for you, and going on with it."""

from bot.drafts import desk, guide, meeting
from bot.visit import Visit, command_button, first_name
from practice.calendar import london, london_day
from prompts.days import day_words
from prompts.phrases import phrase
from storage import children, drafts
from storage.drafts import DraftRow

_MOST = 12


def list_all(visit: Visit, _: str) -> None:
    """List every draft that waits, each with its button."""
    waiting = drafts.unfinished(visit.session, visit.person.id)[:_MOST]
    if not waiting:
        visit.say(phrase("help.nothing_waits"))
        return
    buttons = [[command_button(_title(visit, d), "continue", d.id)] for d in waiting]
    visit.say(phrase("help.drafts_title"), *buttons)


def go_on(visit: Visit, draft_id: str) -> None:
    """Go on with the draft of that id, or with the one that was opened last."""
    waiting = drafts.unfinished(visit.session, visit.person.id)
    current = visit.current()
    if not draft_id and current is not None:
        desk.show(visit, current)
        return
    chosen = [d for d in waiting if not draft_id or d.id == draft_id]
    if not chosen:
        visit.say(phrase("help.gone" if draft_id else "help.nothing_waits"))
        return
    desk.resume(visit, chosen[0])


def _title(visit: Visit, draft: DraftRow) -> str:
    day = day_words(london_day(draft.opened_at))
    if draft.kind == "meeting":
        name = first_name(meeting.practitioner_of(visit, draft))
        return phrase("help.draft_meeting", name=name, day=day)
    if draft.kind == "reading":
        return phrase("help.draft_reading", day=day)
    if draft.parent_id is None:
        return _reflection_title(visit, draft)
    child = children.child(visit.session, draft.child_id) if draft.child_id else None
    if child is not None:
        return phrase("help.draft_part", child=child.ref)
    parent = drafts.draft(visit.session, draft.parent_id)
    name = first_name(meeting.practitioner_of(visit, parent)) if parent else ""
    return phrase("help.draft_own_part", name=name)


def _reflection_title(visit: Visit, draft: DraftRow) -> str:
    opened = london(draft.opened_at)
    words = {"day": f"{opened.day} {opened:%B}", "time": f"{opened:%H:%M}"}
    now = guide.folded(visit.session, guide.guide_of(visit, draft), draft.id)
    answer = now.answers.get(("child", 0))
    if answer is None or answer.skipped:
        return phrase("help.draft_reflection", **words)
    return phrase("help.draft_reflection_child", child=str(answer.value), **words)
