"""One turn of a supervision: what comes next."""

from collections.abc import Callable, Mapping

from practice.terms import StepKind
from prompts.card import Card
from prompts.conversation import Conversation, Turn
from prompts.effects import OpenPart
from prompts.kept_card import said_of_aside
from prompts.meeting import cards, check_cards, child_cards
from prompts.meeting.next_cards import next_card
from prompts.meeting.state import AGENDA, CHANGE, CHECK, CHOOSE, HELD, NEXT, PERSONAL, REST, Meeting
from prompts.steps import Json, Step

Talk = Conversation[Meeting]


def answered(talk: Talk, key: str, value: Json, sealed: bool = False) -> Talk:
    """Return the conversation after an answer."""
    return talk.add(Step(StepKind.ANSWERED, key, value=value, sealed=sealed))


def ask(
    talk: Talk, key: str, lead: str = "", detail: Mapping[str, Json] | None = None
) -> Turn[Meeting]:
    """Return the turn that shows the card of that key; `detail` is what the asking freezes."""
    asked = talk.add(Step(StepKind.ASKED, key, value=detail, sealed=detail is not None))
    return asked.turn(card_at(asked.state, lead))


def card_at(meeting: Meeting, lead: str = "") -> Card:
    """Return the card that a meeting stands at."""
    key, _, ref = meeting.position.partition(":")
    by_key: dict[str, Callable[[], Card]] = {
        "sign": lambda: child_cards.sign_card(meeting, ref, lead),
        "moved": lambda: child_cards.moved_card(meeting, ref, lead),
        "looked": lambda: child_cards.looked_card(meeting, ref, lead),
        "changed": lambda: child_cards.changed_card(meeting, ref, lead),
        "same": lambda: child_cards.same_card(meeting, ref, lead),
        "seen": lambda: child_cards.seen_card(ref, lead),
        "came": lambda: child_cards.came_card(meeting, ref, lead),
        "why": lambda: child_cards.why_card(ref, lead),
        REST: lambda: child_cards.rest_card(meeting, lead),
        "personal": lambda: cards.personal_card(meeting, lead),
        "minutes": lambda: cards.minutes_card(meeting, lead),
        HELD: lambda: cards.held_card(meeting, lead),
        NEXT: lambda: next_card(meeting, lead),
        AGENDA: lambda: cards.agenda_card(meeting, lead),
        CHOOSE: lambda: cards.choose_card(meeting, lead),
        CHANGE: lambda: check_cards.change_card(meeting, lead),
        CHECK: lambda: check_cards.check_card(meeting, lead),
    }
    return by_key[key]()


def onward(talk: Talk, lead: str = "") -> Turn[Meeting]:
    """Ask what comes next: the agenda, each child in depth, the others, the own part, the end."""
    part = _next_part(talk.state)
    if part is not None:
        return talk.turn(effects=[OpenPart(part)])
    return ask(talk, _next_card(talk.state), lead)


def _next_part(now: Meeting) -> str | None:
    if not now.started:
        return None
    refs = [child.ref for child in now.in_depth() if child.ref not in now.recorded]
    if refs or now.waiting():
        return refs[0] if refs else None
    own_part = now.personal == "today" and PERSONAL not in now.recorded
    return PERSONAL if own_part else None


def _next_card(now: Meeting) -> str:
    if not now.started:
        return AGENDA
    for child in now.others():
        if asked := _asked_beside(now, child.ref):
            return f"{asked}:{child.ref}"
    if now.waiting():
        child = now.waiting()[0]
        return f"sign:{child.ref}" if now.asks_for_sign(child) else f"looked:{child.ref}"
    if now.personal is None:
        return "personal"
    if now.minutes is None:
        return "minutes"
    return CHECK if now.asked_next or now.sendings else NEXT


def _asked_beside(now: Meeting, ref: str) -> str:
    """Return which card asks on about a child of whom it was said what became; "" where none."""
    if now.lacks_seen(ref):
        return "seen"
    if now.lacks_a_day(ref):
        return "moved"
    return "came" if now.overdue(ref) else ""


def back(talk: Talk) -> Turn[Meeting]:
    """Go back to the card that was answered before this one."""
    now = talk.state
    at = now.trail.index(now.position) if now.position in now.trail else len(now.trail)
    return ask(talk, now.trail[at - 1] if at else now.position)


def unclear(talk: Talk, why: str, words: str = "") -> Turn[Meeting]:
    """Return the turn that says why an input cannot be used, and shows the card again."""
    said = words or None
    added = talk.add(Step(StepKind.UNCLEAR, value=said, sealed=said is not None))
    return added.turn(card_at(added.state).led_by(f"{said_of_aside(words)}\n{why}".strip()))
