"""How the two change the agenda that was proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from bot.demo.bank import chance
from bot.demo.telling import Teller
from practice.terms import StepKind
from prompts.meeting.state import AGENDA, CHOOSE, MOST_IN_DEPTH
from prompts.steps import Step


@dataclass(frozen=True)
class Wishes:
    """What is to happen at a meeting, by the children's references.

    `asked` are those the practitioner asked for, `prepared` those they did so as they prepared.
    `told` says what is said of a child whose part is written down beforehand. `in_depth`,
    `looked_at` and `left_out` (not discussed) are to end so; with `all_others` nobody else is left
    out. `dates` are the days by which a child's plan must have worked, `after` as accounts.Dates
    has it.
    """

    asked: Sequence[str] = ()
    prepared: Sequence[str] = ()
    told: Mapping[str, Teller] = field(default_factory=dict)
    in_depth: Sequence[str] = ()
    looked_at: Sequence[str] = ()
    left_out: Sequence[str] = ()
    all_others: bool = False
    dates: Mapping[str, date] = field(default_factory=dict)
    after: date | None = None


def changed(
    rng: Random, listed: Sequence[Mapping[str, Any]], wishes: Wishes
) -> tuple[list[Step], list[str]]:
    """Return the steps that change a proposed agenda, and the references that are in depth then.

    Children of one family go in and out together, as the meeting moves them.
    """
    items = _items(listed)
    chosen = {child["ref"] for child in listed if child["in_depth"]}
    proposed = [item for item in items if chosen.issuperset(item)]
    others = [item for item in items if item not in proposed]
    out, into = _moved(rng, proposed, others, wishes)
    kept = [item for item in proposed if item not in out]
    refs = [ref for item in (*kept, *into) for ref in item]
    if not out and not into:
        return [], refs
    steps: list[Step] = []
    for ref in (ref for item in (*out, *into) for ref in item):
        steps.append(Step(StepKind.ASKED, CHOOSE))
        steps.append(Step(StepKind.ANSWERED, f"depth:{ref}", value=ref in refs))
    return [*steps, Step(StepKind.ASKED, CHOOSE), Step(StepKind.ASKED, AGENDA)], refs


_Item = tuple[str, ...]
"""A child, or the children of one family, by reference: one item of an agenda."""


def _items(listed: Sequence[Mapping[str, Any]]) -> list[_Item]:
    by_family: dict[str, list[str]] = {}
    for child in listed:
        by_family.setdefault(child["family"] or child["ref"], []).append(child["ref"])
    return [tuple(refs) for refs in by_family.values()]


def _moved(
    rng: Random, proposed: Sequence[_Item], others: Sequence[_Item], wishes: Wishes
) -> tuple[list[_Item], list[_Item]]:
    """Return who goes out of depth and who comes in: as wished, or now and then as they like."""
    light, wished = {*wishes.left_out, *wishes.looked_at}, set(wishes.in_depth)
    out = [item for item in proposed if not light.isdisjoint(item)]
    free = [item for item in others if light.isdisjoint(item)]
    if not (wishes.in_depth or light) and len(proposed) > 1 and chance(rng, 0.3):
        return [proposed[-1]], [rng.choice(free)] if free and chance(rng, 0.5) else []
    into = [item for item in others if not wished.isdisjoint(item)]
    stay = [item for item in proposed if item not in out]
    over = len(stay) + len(into) - MOST_IN_DEPTH
    if over > 0:
        out += [item for item in stay if wished.isdisjoint(item)][-over:]
    return out, into
