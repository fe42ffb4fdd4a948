"""A guide answered from one end to the other: what an interview would have come to."""

from collections.abc import Callable, Mapping

from practice.terms import StepKind
from prompts.guide import Guide, Kind
from prompts.interview import InterviewConversation
from prompts.interview.path import Answer, Slot, Walk, next_probe
from prompts.interview.state import CHECK, Interview
from prompts.kinds import KINDS
from prompts.steps import Json, Step

Teller = Callable[[Slot], Json]
"""Returns the answer to a slot; None skips it."""


def tell(guide: Guide, context: Mapping[str, Json], teller: Teller) -> InterviewConversation:
    """Return an interview told to its end, from the opening to the card that checks it.

    It goes once along the path while that is answered: the engine, which finds its place anew at
    every answer, would take a minute for the council.
    """
    answers: dict[tuple[str, int], Answer] = {}
    probes: list[str] = []
    walk = Walk(guide, context, answers, probes)
    steps = [Step(StepKind.OPENED, value=context, sealed=True)]
    for slot in walk.slots():
        if slot.question.kind is Kind.NOTE:
            continue
        value = teller(slot)
        skipped = value is None and slot.question.may_skip
        answers[slot.place] = Answer(value, skipped)
        walk.values[slot.question.id] = value
        steps += [Step(StepKind.ASKED, slot.key, slot.entry), _answer(slot, value, skipped)]
        probe = next_probe(guide, probes, slot, walk.applies)
        probes += [probe.id] if probe else []
    told = Interview(guide, context, answers, tuple(probes), CHECK)
    return InterviewConversation(told, steps=(*steps, Step(StepKind.ASKED, CHECK)))


def _answer(slot: Slot, value: Json, skipped: bool) -> Step:
    if skipped:
        return Step(StepKind.SKIPPED, slot.key, slot.entry)
    return Step(StepKind.ANSWERED, slot.key, slot.entry, value, KINDS[slot.question.kind].is_sealed)
