"""/drafts and /continue: what waits for you, and going on with it."""

from collections.abc import Mapping, Sequence

from bot.conversations import draft as drafted
from bot.conversations import meeting, notes, router, unsigned
from bot.messages import Button
from bot.update import UpdateContext, command_button
from practice.calendar import london
from practice.terms import DraftKind
from prompts.days import day_words
from prompts.kinds import named_together
from prompts.phrases import phrase
from prompts.steps import first_words
from storage import children, drafts, records, transcript
from storage.drafts import DraftRow
from storage.tables import Supervision

_MOST = 12


def list_all(update: UpdateContext, _: str) -> None:
    """List every draft and every supervision that waits, each with its button."""
    drafted = drafts.unfinished(update.session, update.person.id)[:_MOST]
    titles = _titles(update, drafted)
    buttons = [
        [command_button(title, "continue", d.id)] for title, d in zip(titles, drafted, strict=True)
    ]
    for held in _unread(update, drafted)[:_MOST]:
        title = phrase("help.draft_reading", day=day_words(held.held_on))
        buttons.append([command_button(title, "read", held.id)])
    buttons += _reflections(update) + unsigned.buttons(update)
    if not buttons:
        update.say(phrase("help.nothing_waits"))
        return
    if any(_may_be_thrown_away(update, draft) for draft in drafted):
        buttons.append([command_button(phrase("help.buttons.throw_away"), "discard")])
    update.say(phrase("help.drafts_title"), *buttons)


def _reflections(update: UpdateContext) -> list[list[Button]]:
    """Return a button for what was written alone, or a note on it, that was told and not read."""
    unread = transcript.told_and_unread(update.session, update.person.id)[:_MOST]
    known = {one: notes.told_of(update.session, update.person, one, update.today) for one in unread}
    return [
        [command_button(phrase("help.draft_unread", called=called), "read", one)]
        for one, called in known.items()
        if called is not None
    ]


def discard(update: UpdateContext, asked: str) -> None:
    """Throw a draft away: ask which, then whether, then do it; what was sent is none to throw."""
    draft_id, _, sure = asked.partition(":")
    waiting = drafts.unfinished(update.session, update.person.id)
    mine = [d for d in waiting if _may_be_thrown_away(update, d)]
    chosen = [d for d in mine if d.id == draft_id]
    if chosen and sure:
        router.discard(update, drafted.load(update, chosen[0]))
    elif chosen:
        (title,) = _titles(update, chosen)
        yes = command_button(phrase("help.buttons.throw_it"), "discard", f"{draft_id}:yes")
        no = command_button(phrase("help.buttons.keep_it"), "drafts")
        update.say(phrase("help.throw_away_sure", title=title), [yes], [no])
    elif draft_id or not mine:
        update.say(phrase("help.gone"))
    else:
        titles = zip(_titles(update, mine), mine, strict=True)
        buttons = [[command_button(title, "discard", d.id)] for title, d in titles]
        update.say(phrase("help.throw_away_which"), *buttons)


def _may_be_thrown_away(update: UpdateContext, draft: DraftRow) -> bool:
    """Say whether a draft is a reflection or a supervision of which nothing was ever sent."""
    kinds = {DraftKind.GUIDE, DraftKind.MEETING}
    whole = draft.parent_id is None and draft.kind in kinds
    is_own = whole or draft.kind == DraftKind.VIEW
    return is_own and records.state(update.session, draft.id) is None


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


def _titles(update: UpdateContext, waiting: Sequence[DraftRow]) -> list[str]:
    """Return a name for each draft that tells it from the others."""
    titles = [_title(update, draft) for draft in waiting]
    alike = {title for title in titles if titles.count(title) > 1}
    longer = [
        _with_words(update, draft, title) if title in alike else title
        for title, draft in zip(titles, waiting, strict=True)
    ]
    return [
        f"{title} ({longer[:at].count(title) + 1})" if longer.count(title) > 1 else title
        for at, title in enumerate(longer)
    ]


def _title(update: UpdateContext, draft: DraftRow) -> str:
    opened = london(draft.opened_at)
    when = {"day": f"{opened.day} {opened:%B}", "time": f"{opened:%H:%M}"}
    if draft.kind == DraftKind.MEETING:
        name = meeting.practitioner_of(update, drafted.load(update, draft)).name
        return phrase("help.draft_meeting", name=name, **when)
    if draft.kind == DraftKind.AGREEMENT:
        held = records.supervision(update.session, draft.parent_id or "")
        day = held.held_on if held else opened.date()
        return phrase("help.draft_reading", day=day_words(day))
    if draft.parent_id is None:
        return _title_alone(update, draft, when)
    child = children.child(update.session, draft.child_id) if draft.child_id else None
    if child is not None and draft.kind == DraftKind.VIEW:
        return phrase("help.draft_view", child=child.ref)
    if child is not None:
        return phrase("help.draft_part", child=child.ref)
    parent = drafted.find(update, draft.parent_id)
    name = update.known_as(meeting.practitioner_of(update, parent) if parent else None)
    return phrase("help.draft_own_part", name=name)


def _title_alone(update: UpdateContext, draft: DraftRow, when: Mapping[str, str]) -> str:
    now = drafted.load(update, draft).conversation.state
    named = {"title": now.guide.title, **when}
    if not now.about():
        # No child tells it from another: its first words do.
        return _with_words(update, draft, phrase("help.draft_alone", **named))
    return phrase("help.draft_alone_child", child=named_together(now.about()), **named)


def _with_words(update: UpdateContext, draft: DraftRow, title: str) -> str:
    words = first_words(drafted.load(update, draft).conversation.steps)
    return phrase("help.draft_words", title=title, words=words) if words else title
