"""Another entry of a group, offered on the card of the question that follows it."""

from practice.terms import StepKind
from prompts.conversation import Turn
from prompts.interview import cards
from prompts.interview.path import Slot
from prompts.interview.state import Interview
from prompts.interview.turns import Talk, ask
from prompts.phrases import phrase
from prompts.steps import Step


def another_entry(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Return the turn that asks for another entry of the group before `slot`, asked after it."""
    end = talk.state.entry_offered(slot)
    if end is None:
        return talk.turn(cards.question_card(talk.state, slot))
    added = talk.add(Step(StepKind.ANSWERED, end.key, end.entry, "add"))
    return ask(added, added.state.entry_of(end.group, end.entry + 1)[0], {})


def no_other_entry(talk: Talk, slot: Slot) -> Turn[Interview]:
    """Return the turn that keeps that there is no other entry, and asks `slot` again."""
    end = talk.state.entry_offered(slot)
    if end is None:
        return talk.turn(cards.question_card(talk.state, slot))
    said = talk.add(Step(StepKind.ANSWERED, end.key, end.entry, "all"))
    lead = phrase("cards.no_other", name=cards.group_name(end))
    return ask(said, slot, dict(talk.state.detail), lead)
