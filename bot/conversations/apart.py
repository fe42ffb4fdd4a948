"""The practitioner's own view of a child, beside a part of a supervision: its ways (decision 54).

Each of the two writes in a draft of their own. What may be read of it by the other is asked of
`practice.access` in the other's own update, and kept there as steps.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.conversations import draft as drafted
from bot.conversations import taken_in
from bot.conversations.draft import OpenDraft
from bot.messages import Button
from bot.permissions import children_of
from bot.update import UpdateContext, command_button, first_name
from practice.quiet import arrives_from
from practice.terms import SENT_STATES, DraftKind, StepKind
from prompts.conversation import Turn
from prompts.effects import ViewShown, WentOn
from prompts.interview import InterviewConversation
from prompts.interview.beside import Other, to_see
from prompts.interview.beside_cards import lines_beside, lines_own
from prompts.interview.given import OTHER, Given, Place
from prompts.interview.state import DONE, WAIT, Interview
from prompts.kept import Why, keeping
from prompts.meeting import MeetingConversation
from prompts.meeting.state import Meeting
from prompts.phrases import phrase
from prompts.steps import Json, Step
from storage import children, drafts, people, reach, records
from storage.drafts import DraftRow
from storage.ids import new_id
from storage.tables import Person


def invited(update: UpdateContext, part: OpenDraft, child: str, practitioner: Person) -> str:
    """Open a view to the practitioner beside a part, and tell them; return what is said of it.

    That is "", and nothing is done, where the guide asks for none or they cannot be reached.
    """
    reached = reach.reach(update.session, practitioner.id, update.today)
    if not _talk(part).state.guide.asks_apart or not reached.addresses or reached.away_until:
        return ""
    row = replace(
        part.row,
        id=new_id(),
        kind=DraftKind.VIEW,
        person_id=practitioner.id,
        parent_id=part.id,
        opened_at=update.now,
    )
    drafts.add_draft(update.session, row)
    text = phrase("beside.opened", name=update.known_as(update.person), child=child)
    update.tell(practitioner.id, "view", text, [_write(row)])
    return phrase("beside.invited", name=first_name(practitioner), child=child)


def resumed(update: UpdateContext, draft: OpenDraft) -> Turn[Interview]:
    """Return the turn that takes up a view, which the part's own context opens."""
    if _talk(draft).state.context:
        return _talk(draft).resume()
    part = _part_of(update, draft)
    context = {**_talk(part).state.context, OTHER: first_name(_writer(update, part))}
    context |= {"children_beside": _own_beside(update, context)}
    child_id = part.row.child_id or ""
    words = taken_in.before(update, child_id, update.person.id)
    if not words:
        taken_in.offer_here(update, child_id)
    return taken_in.begun(_talk(draft).begin(context), words)


def _own_beside(update: UpdateContext, context: Mapping[str, Json]) -> list[Json]:
    """Return whom a view's own writer knows beside its children: not whom the other one does."""
    known = children_of(update.session, update.person.id, update.today)
    refs = context.get("children")
    return [ref for ref in known.refs if not (isinstance(refs, list | tuple) and ref in refs)]


def over(update: UpdateContext, draft: OpenDraft, typed: str = "") -> str:
    """Return why a view can be part of nothing any more, with its words; "" while it can.

    What was `typed` for one that no longer can is kept in it, and shown with the rest.
    """
    part = _part_of(update, draft)
    why = _why_over(update, part)
    if why and typed:
        draft = drafted.add(update, draft, keeping(typed, Why.SENT, None))
    told = [str(a.value) for s, a in _talk(draft).state.answered() if s.takes_words]
    told += [one.words for one in _talk(draft).kept.waiting]
    if why and not told:
        drafted.add(update, draft, Step(StepKind.DISCARDED))
    kept = [phrase("beside.kept_words", words=words) for words in told]
    return "\n".join([why, *kept]) if why else ""


def _why_over(update: UpdateContext, part: OpenDraft) -> str:
    held = drafted.find(update, part.row.parent_id or "")
    if records.state(update.session, part.id) in SENT_STATES:
        return phrase("beside.was_sent", name=first_name(_writer(update, part)))
    if held is None or drafts.is_discarded(update.session, held.id) or not _is_held(update, held):
        return phrase("beside.is_over")
    now: Meeting = held.conversation.state
    in_depth = {now.records.get(child.ref) for child in now.in_depth()}
    return "" if part.id in in_depth else phrase("beside.is_over")


def _is_held(update: UpdateContext, held: OpenDraft) -> bool:
    """Say whether who holds a meeting supervises its practitioner still."""
    now = held.conversation_as(MeetingConversation).state
    practitioner = people.person(update.session, now.practitioner_id)
    return practitioner is not None and practitioner.supervisor_id == held.row.person_id


# --- what is told ---


def shown(update: UpdateContext, draft: OpenDraft, _: ViewShown) -> None:
    """Say that a view was shown, and let whoever waits for it know."""
    part = _part_of(update, draft)
    name = first_name(_writer(update, part))
    see = [_see(part, "see")] if _to_see(update, part, draft) else []
    update.say(phrase("beside.shown", name=name), see)
    _tell_writer(update, part, "beside.has_shown")


def put_aside(update: UpdateContext, draft: OpenDraft) -> None:
    """Let whoever waits for a view know that it is not written now."""
    part = _part_of(update, draft)
    if _waits(update, part):
        _tell_writer(update, part, "beside.has_left")


def _tell_writer(update: UpdateContext, part: OpenDraft, key: str) -> None:
    """Tell who holds the meeting; one who waits is told where they are, at once.

    One who writes in the part sees it there, so that nothing is told to them.
    """
    current, waits = drafts.current(update.session, part.row.person_id), _waits(update, part)
    is_in_part = current is not None and current.id == part.id
    if is_in_part and not waits:
        return
    text = phrase(key, name=update.known_as(update.person), child=_child(update, part))
    opens = _see(part, "read")
    if not is_in_part:
        opens = command_button(opens.label, "continue", part.row.parent_id or "")
    update.tell(part.row.person_id, "view", text, [opens], breaks_in=waits)


def _waits(update: UpdateContext, part: OpenDraft) -> bool:
    """Say whether the writer of a part stands at the card that waits, and is there."""
    at_card = _talk(part).state.position == WAIT
    last = drafts.last_step_at(update.session, part.row.person_id)
    return at_card and arrives_from(update.now, last) > update.now


def went_on(update: UpdateContext, part: OpenDraft, _: WentOn) -> None:
    """Tell the practitioner that nobody waits for their view, and that they may look."""
    view = drafted.view_of(update.session, part.id)
    if view is not None:
        name = update.known_as(update.person)
        text = phrase("beside.gone_on", name=name, child=_child(update, part))
        update.tell(view.person_id, "view", text, [_see(part, "see_theirs", name)], [_write(view)])


def say_both_in(update: UpdateContext, before: OpenDraft, after: OpenDraft) -> None:
    """Tell the practitioner once that both have answered, as an answer here was the second."""
    now, was = after.conversation.state, before.conversation.state
    if before.row.kind != DraftKind.GUIDE or not isinstance(now, Interview) or was.beside:
        return
    # Where it was the first of the two, they could look as they showed theirs.
    second = [given for place, given in now.beside.items() if place not in was.answers]
    if second:
        name, child = update.known_as(update.person), _child(update, after)
        text = phrase("beside.both_in", name=name, child=child)
        update.tell(second[0].author_id or "", "view", text, [_see(after, "see")])


# --- what is seen ---


def seen(update: UpdateContext, part: OpenDraft, view: OpenDraft) -> list[str]:
    """Return what the practitioner may see now of both answers; it stands in their own steps."""
    visible = _to_see(update, part, view)
    other = Other(part.row.person_id, given=visible)
    talk = replace(_talk(view), other=other).arrived(finished=True)
    after = drafted.store(update, view, talk).conversation.state
    if not after.context:
        # A view that was not begun knows no names: the part's own context has them.
        name = first_name(_writer(update, part))
        after = replace(after, context={**_talk(part).state.context, OTHER: name})
    return [*lines_beside(after), *lines_own(after)] if after.beside else []


def _to_see(update: UpdateContext, part: OpenDraft, view: OpenDraft) -> Mapping[Place, Given]:
    """Return the answers of a part that the writer of a view may see now."""
    pair = (part.row.person_id, update.person.id)
    return to_see(_talk(part).state, _talk(view).state, pair)


def brought_in(update: UpdateContext, meeting: OpenDraft) -> list[str]:
    """Return what was shown of views since their parts were done; it stands there now."""
    lines: list[str] = []
    now = meeting.conversation_as(MeetingConversation).state
    for child in () if now.sendings else now.in_depth():
        part = drafted.find(update, now.records.get(child.ref, ""))
        if part is None or _talk(part).state.status != DONE:
            continue
        talk = _talk(part).arrived(finished=True)
        drafted.store(update, part, talk)
        new = lines_beside(talk.state, _talk(part).state.beside)
        lines += [phrase("cards.place_of_child", child=child.ref, place=line) for line in new[:1]]
        lines += new[1:]
    return lines


def closed(update: UpdateContext, part_id: str) -> None:
    """Take back a view beside a part that is over, where nobody has begun it."""
    view = drafted.view_of(update.session, part_id)
    if view is not None and not drafts.last_number(update.session, view.id):
        drafted.add_unread(update, view.id, Step(StepKind.DISCARDED))


# --- who and what ---


def _part_of(update: UpdateContext, draft: OpenDraft) -> OpenDraft:
    part = drafted.find(update, draft.row.parent_id or "")
    assert part is not None  # noqa: S101 - a view is made beside a part
    return part


def _talk(draft: OpenDraft) -> InterviewConversation:
    return draft.conversation_as(InterviewConversation)


def _writer(update: UpdateContext, part: OpenDraft) -> Person | None:
    return people.person(update.session, part.row.person_id)


def _child(update: UpdateContext, part: OpenDraft) -> str:
    child = children.child(update.session, part.row.child_id or "")
    return child.ref if child else ""


def _write(view: DraftRow) -> Button:
    return command_button(phrase("beside.buttons.write"), "continue", view.id)


def _see(part: OpenDraft, key: str, name: str = "") -> Button:
    values = {"name": name} if name else {}
    return command_button(phrase(f"beside.buttons.{key}", **values), "apart", part.id)
