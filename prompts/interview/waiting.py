"""The card at which one of two people waits for what the other writes apart."""

from collections.abc import Mapping
from dataclasses import replace

from practice.terms import StepKind
from prompts.card import Card
from prompts.conversation import Turn
from prompts.effects import WentOn
from prompts.interview.beside import waits_after
from prompts.interview.beside_cards import lines_beside
from prompts.interview.given import other_name
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, onward, standing, to_check
from prompts.options import Named, Option
from prompts.phrases import phrase
from prompts.steps import Step


def waits_for(now: Interview, asked: Step | None = None) -> Slot | None:
    """Return the question whose answer of the other's is waited for, at the card that stands.

    `asked` is the step that asked for another card.
    """
    detail = now.detail if asked is None else asked.value
    if not isinstance(detail, Mapping):
        return None
    return now.slot_at((str(detail.get("for")), int(str(detail.get("entry")))))


def shown_first(before: Interview, turn: Turn[Interview]) -> Turn[Interview]:
    """Return a turn that shows first what the other answered apart and was set beside since."""
    lines = lines_beside(turn.conversation.state, before.beside)
    return replace(turn, cards=(Card("\n".join(lines)), *turn.cards)) if lines else turn


def looked(talk: Talk, lead: str = "") -> Turn[Interview]:
    """Return the turn that goes on where there is nothing to wait for any more."""
    slot = waits_for(talk.state)
    if slot is None:
        return to_check(talk, lead)
    if not waits_after(talk, slot):
        is_there = slot.place in talk.state.beside
        said = "" if is_there else phrase("beside.put_aside", name=_name(talk))
        return led(onward(talk, slot), "\n".join(line for line in (lead, said) if line))
    said = phrase("beside.still_waiting", name=_name(talk))
    return talk.turn(standing(talk.state, lead or said))


def tapped(talk: Talk, option: Option) -> Turn[Interview]:
    """Return the turn for an option of the card."""
    slot = waits_for(talk.state)
    if option is not Named.GO_ON_WITHOUT or slot is None:
        return looked(talk)
    turn = onward(talk.add(Step(StepKind.WENT_ON)), slot)
    return replace(turn, effects=(*turn.effects, WentOn()))


def led(turn: Turn[Interview], line: str) -> Turn[Interview]:
    """Return a turn with a line above its last card."""
    if not line or not turn.cards:
        return turn
    return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(line)))


def _name(talk: Talk) -> str:
    return other_name(talk.state.context)
