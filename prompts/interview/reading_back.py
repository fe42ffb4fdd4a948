"""What was typed is read back as it was understood, or asked about where it may mean several."""

from dataclasses import replace

from prompts.conversation import Turn
from prompts.doubts import frozen
from prompts.interview.missing import MISSING
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, ask
from prompts.kinds import KINDS, shown
from prompts.phrases import phrase
from prompts.question import Kind
from prompts.readings import DoubtError
from prompts.steps import Json

_WAYS_BACK = ("edit", "check", MISSING)


def read_back(
    turn: Turn[Interview], slot: Slot, value: Json, *, typed: str = ""
) -> Turn[Interview]:
    """Return the turn with what was understood on its card, for a kind that is read back.

    So it is where a number was `typed` for one of the answers that a question offers.
    """
    kind = KINDS[slot.question.kind]
    picked = slot.question.kind is not Kind.TEXT and any(sign.isdecimal() for sign in typed)
    if not (kind.is_read_back or picked):
        return turn
    return said_back(turn, slot, value)


def said_back(turn: Turn[Interview], slot: Slot, value: Json) -> Turn[Interview]:
    """Return the turn with what was understood on its first card."""
    if not turn.cards:
        return turn
    name = slot.question.short or slot.question.id
    line = phrase("cards.read_back", name=name, answer=shown(slot.question, value))
    return replace(turn, cards=(turn.cards[0].led_by(line), *turn.cards[1:]))


def asked_about(talk: Talk, slot: Slot, doubt: DoubtError) -> Turn[Interview]:
    """Return the turn that asks which of its readings was meant; what was typed is kept."""
    detail = {key: value for key, value in talk.state.detail.items() if key in _WAYS_BACK}
    return ask(talk, slot, {**detail, **frozen(doubt)})


def reading(talk: Talk, number: int) -> Json:
    """Return the reading of that number on the card now shown."""
    doubt = talk.state.doubt
    assert doubt is not None  # noqa: S101 - the card shows its readings
    return doubt.readings[number]
