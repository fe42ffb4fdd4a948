"""What an interview is opened with: what it is, who will read what is written, or which child."""

from dataclasses import replace

from prompts.conversation import Turn
from prompts.interview.alone_cards import readers_line
from prompts.interview.beside_cards import opening_line
from prompts.interview.child.told_first import is_told
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, ask
from prompts.phrases import phrase


def opening_lead(now: Interview) -> str:
    """Return the lines above its first card; words that begin it say themselves what it is."""
    begun = is_told(now) or bool(now.parts)
    lines = [readers_line(now)] if begun else [opening_line(now), readers_line(now)]
    return "\n".join(filter(None, lines))


def led_by_opening(turn: Turn[Interview]) -> Turn[Interview]:
    """Return the turn that opens it, with those lines first."""
    line = opening_lead(turn.conversation.state)
    if not line or not turn.cards:
        return turn
    return replace(turn, cards=(*turn.cards[:-1], turn.cards[-1].led_by(line)))


def asking_child(talk: Talk) -> Turn[Interview]:
    """Return the turn that asks which child it is about, by reference, before anything else."""
    slot = talk.state.slot_at((talk.state.child_question, 0))
    assert slot is not None  # noqa: S101 - the guide asks which child
    return ask(talk, slot, {}, phrase("cards.not_by_name"))
