"""One turn of an interview: the steps it adds, and which question comes next."""

from collections.abc import Callable, Mapping

from practice.terms import StepKind
from prompts.card import Card
from prompts.conversation import Conversation, Turn
from prompts.doubts import doubt_in
from prompts.guide import Probe
from prompts.interview import cards, check_cards
from prompts.interview.beside import arrived, waits_after
from prompts.interview.beside_cards import wait_card
from prompts.interview.child.found import from_story
from prompts.interview.child.told_first import answered_with, left_to_tell
from prompts.interview.claim_cards import all_claims_card
from prompts.interview.lens_choice import Chosen, next_lens
from prompts.interview.missing import MISSING, next_missing
from prompts.interview.part_list import IN_PART, next_in_part, parts_card
from prompts.interview.path import Slot, lens_slot, next_probe, probe_slot
from prompts.interview.pointing import there_card
from prompts.interview.quoting import QUOTE, quote_for
from prompts.interview.state import ALL_CLAIMS, CHANGE, CHECK, HELD, PARTS, THERE, WAIT, Interview
from prompts.lens import bank
from prompts.question import Kind
from prompts.steps import Json, Step

Talk = Conversation[Interview]


def standing(now: Interview, lead: str = "") -> Card:
    """Return the card that an interview stands at, with `lead` before it."""
    slot = now.slot()
    if slot is not None:
        return cards.question_card(now, slot, lead)
    if now.position == CHANGE:
        return check_cards.change_card(now)
    return _END_CARDS.get(now.position, check_cards.check_card)(now, lead)


_END_CARDS: Mapping[str, Callable[[Interview, str], Card]] = {
    HELD: check_cards.held_card,
    ALL_CLAIMS: all_claims_card,
    THERE: there_card,
    PARTS: parts_card,
    WAIT: wait_card,
}


def onward(talk: Talk, slot: Slot, editing: bool = False) -> Turn[Interview]:
    """Return the turn that asks what comes after `slot`, or shows the check card.

    Where the other of two people still answers the same apart, it waits for them.
    """
    talk = arrived(talk)
    return _waiting(talk, slot) if waits_after(talk, slot) else _on_from(talk, slot, editing)


def _on_from(talk: Talk, slot: Slot, editing: bool) -> Turn[Interview]:
    """Ask what comes after `slot`, nobody being waited for."""
    now = talk.state
    if editing and now.detail.get("check"):
        return _on_to_check(talk, slot)
    following = _next_field(now, slot) if editing else left_to_tell(now, slot)
    if following is not None and (not editing or following.place in now.answers):
        return ask(talk, following, {"edit": True} if editing else {})
    seeks = bool(now.detail.get(MISSING))
    within = next_in_part(now, slot)
    if now.enough and not seeks and within is None:
        return to_check(talk)
    follows = not editing and slot.place in now.answers
    probe = _next_probe(now, slot) if follows else None
    if probe is not None:
        return _ask_probe(talk, probe, slot)
    if within is not None:
        return ask(talk, within, {IN_PART: True})
    return _on_to_missing(talk, slot) if seeks else _on_to_open(talk)


def _next_probe(now: Interview, slot: Slot) -> Probe | None:
    applies = now.walk().applies
    found = (next_probe(now.guide, now.probes, one, applies) for one in answered_with(now, slot))
    return next(filter(None, found), None)


def _waiting(talk: Talk, slot: Slot) -> Turn[Interview]:
    detail: dict[str, Json] = {"for": slot.key, "entry": slot.entry}
    asked = talk.add(Step(StepKind.ASKED, WAIT, value=detail))
    return asked.turn(wait_card(asked.state))


def _ask_probe(talk: Talk, probe: Probe, slot: Slot) -> Turn[Interview]:
    now = talk.state
    texts = [(s.key, a.value) for s, a in now.answered() if isinstance(a.value, str)]
    quote = quote_for(probe, texts, now.texts.reading)
    detail: dict[str, Json] = {QUOTE: quote} if quote else {}
    detail |= {flag: True for flag in (MISSING, IN_PART) if now.detail.get(flag)}
    return ask(talk, probe_slot(probe, slot.part, quotes=bool(quote)), detail)


def _on_to_open(talk: Talk) -> Turn[Interview]:
    lens = next_lens(talk.state, bank())
    if lens is not None:
        return _ask_lens(talk, lens)
    waiting = talk.state.open_slots()
    if not waiting:
        return to_check(talk)
    is_child = waiting[0].question.kind is Kind.CHILD
    return ask(talk, waiting[0], from_story(talk.state, waiting[0]) if is_child else {})


def _ask_lens(talk: Talk, chosen: Chosen) -> Turn[Interview]:
    detail: dict[str, Json] = {"lens": chosen.lens.as_json()}
    detail |= {QUOTE: chosen.quote} if chosen.quote else {}
    thinking = talk.state.guide.thinking
    assert thinking is not None  # noqa: S101 - a lens is chosen for it
    return ask(talk, lens_slot(chosen.lens.question, thinking[0]), detail)


def _on_to_missing(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Ask what else is listed as missing, and after that whatever was not asked yet."""
    missing = next_missing(talk.state, slot)
    if missing:
        return ask(talk, missing, {MISSING: True})
    return _on_to_open(talk.add(Step(StepKind.REOPENED)))


def _on_to_check(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Go on after a line of the check card was changed: to the rest of its entry, then back."""
    now = talk.state
    following = _next_field(now, slot) or _next_entry(now, slot)
    if following is None:
        return to_check(talk)
    return ask(talk, following, {"edit": True, "check": True})


def _next_entry(now: Interview, slot: Slot) -> Slot | None:
    """Return the question whether there is another entry, or the first field of the next one."""
    if slot.group is None:
        return None
    more = [s for s in now.questions() if s.group == slot.group and s.place not in now.answers]
    return next((s for s in more if not now.is_passed(s)), None)


def _next_field(now: Interview, slot: Slot) -> Slot | None:
    """Return the next field of the same entry: an entry is edited as a whole."""
    if slot.group is None or slot.asks_for_more:
        return None
    same = [s for s in now.questions() if s.group == slot.group and s.entry == slot.entry]
    later = [s for s in same[same.index(slot) + 1 :] if not s.asks_for_more] if slot in same else []
    return later[0] if later else None


def ask(talk: Talk, slot: Slot, detail: dict[str, Json], lead: str = "") -> Turn[Interview]:
    """Return the turn that asks `slot`; `detail` is what the asking freezes."""
    sealed = doubt_in(detail) is not None or QUOTE in detail  # they hold what was typed
    asked = talk.add(Step(StepKind.ASKED, slot.key, slot.entry, detail or None, sealed))
    return asked.turn(cards.question_card(asked.state, slot, lead))


def to_check(talk: Talk, lead: str = "") -> Turn[Interview]:
    """Return the turn that shows the check card."""
    asked = talk.add(Step(StepKind.ASKED, CHECK))
    return asked.turn(check_cards.check_card(asked.state, lead))


def to_claims(talk: Talk, lead: str = "") -> Turn[Interview]:
    """Return the turn that shows everything the record is said to show."""
    asked = talk.add(Step(StepKind.ASKED, ALL_CLAIMS))
    return asked.turn(all_claims_card(asked.state, lead))
