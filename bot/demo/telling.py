"""A guide answered from one end to the other: the steps an interview would have left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from typing_extensions import override

from prompts.conditions import holds
from prompts.guide import Guide, Kind
from prompts.interview.path import Answer, Slot, Walk
from prompts.interview.state import CHECK, DONE, Interview
from prompts.kinds import KINDS
from prompts.steps import Json, Step

Teller = Callable[[Slot], Json]
"""Returns the answer to a slot; None skips it."""


@dataclass(frozen=True)
class Told(Interview):
    """An interview that was told to its end; it remembers its path instead of walking it anew."""

    slots: tuple[Slot, ...] = ()

    @override
    def path(self) -> list[Slot]:
        """Return every slot on the path, notes included."""
        return list(self.slots)

    @override
    def answered(self) -> list[tuple[Slot, Answer]]:
        """Return the slots on the path that hold an answer, with it; skipped ones are left out."""
        return self._answered

    @cached_property
    def _answered(self) -> list[tuple[Slot, Answer]]:
        return super().answered()


def tell(
    guide: Guide, context: Mapping[str, Json], teller: Teller, author_id: str
) -> tuple[Told, list[Step]]:
    """Return the interview and its steps, from the opening to the card that checks it."""
    answers: dict[tuple[str, int], Answer] = {}
    probes: list[str] = []
    walk = Walk(guide, context, answers, probes)
    followed = {probe.after for probe in guide.probes}
    path: list[Slot] = []
    steps = [Step("opened", value=context, sealed=True)]
    for slot in walk.slots():
        if _falls_away(slot, answers):
            continue
        path.append(slot)
        if slot.question.kind is Kind.NOTE:
            continue
        value = teller(slot)
        skipped = value is None and slot.question.may_skip
        answers[slot.place] = Answer(value, skipped, author_id)
        steps.append(Step("asked", slot.key, slot.entry))
        steps.append(_answer(slot, value, skipped))
        if slot.key in followed or slot.is_probe:
            probes += _next_probe(guide, slot, probes, {**walk.values, slot.question.id: value})
    steps.append(Step("asked", CHECK))
    told = Told(guide, context, answers, tuple(probes), CHECK, status=DONE, slots=tuple(path))
    return told, steps


def _falls_away(slot: Slot, answers: Mapping[tuple[str, int], Answer]) -> bool:
    """Say whether an entry's first field was skipped, so that its others are not on the path.

    A walk knows it only when it begins the entry anew.
    """
    if slot.group is None or slot.group.each is not None or slot.asks_for_more:
        return False
    first = answers.get((f"{slot.group.id}.{slot.group.fields[0].id}", slot.entry))
    return first is not None and first.skipped


def _answer(slot: Slot, value: Json, skipped: bool) -> Step:
    if skipped:
        return Step("skipped", slot.key, slot.entry)
    return Step("answered", slot.key, slot.entry, value, KINDS[slot.question.kind].is_sealed)


def _next_probe(
    guide: Guide, slot: Slot, asked: list[str], values: Mapping[str, Json]
) -> list[str]:
    """Return the probe that follows, as the interview chooses it, in a list of at most one."""
    after = guide.probe(slot.question.id).after if slot.is_probe else slot.key
    here = [probe for probe in asked if guide.probe(probe).after == after]
    if len(asked) >= guide.probes_at_most or len(here) >= guide.probes_each:
        return []
    due = (p for p in guide.probes if p.after == after and p.id not in asked)
    return [probe.id for probe in due if holds(probe.when, values)][:1]
