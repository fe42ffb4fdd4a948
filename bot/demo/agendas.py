"""How the two change the agenda that was proposed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from bot.demo.bank import chance
from practice.terms import StepKind
from prompts.meeting.state import AGENDA, CHOOSE, MOST_IN_DEPTH
from prompts.steps import Step


@dataclass(frozen=True)
class Wishes:
    """What is to happen at a meeting, by the children's references.

    `asked` are those the practitioner asked for; `in_depth`, `looked_at` and `left_out` (not
    discussed) are to end so; with `all_others` nobody else is left out. `dates` are the days by
    which a child's plan must have worked, `after` as accounts.Dates has it.
    """

    asked: Sequence[str] = ()
    in_depth: Sequence[str] = ()
    looked_at: Sequence[str] = ()
    left_out: Sequence[str] = ()
    all_others: bool = False
    dates: Mapping[str, date] = field(default_factory=dict)
    after: date | None = None


def changed(
    rng: Random, listed: Sequence[Mapping[str, Any]], wishes: Wishes
) -> tuple[list[Step], list[str]]:
    """Return the steps that change a proposed agenda, and the references that are in depth then."""
    proposed = [child["ref"] for child in listed if child["in_depth"]]
    others = [child["ref"] for child in listed if not child["in_depth"]]
    out, into = _moved(rng, proposed, others, wishes)
    if not out and not into:
        return [], proposed
    steps: list[Step] = []
    for ref in (*out, *into):
        steps.append(Step(StepKind.ASKED, CHOOSE))
        steps.append(Step(StepKind.ANSWERED, f"depth:{ref}", value=ref in into))
    steps += [Step(StepKind.ASKED, CHOOSE), Step(StepKind.ASKED, AGENDA)]
    return steps, [ref for ref in proposed if ref not in out] + into


def _moved(
    rng: Random, proposed: Sequence[str], others: Sequence[str], wishes: Wishes
) -> tuple[list[str], list[str]]:
    """Return who goes out of depth and who comes in: as wished, or now and then as they like."""
    light = (*wishes.left_out, *wishes.looked_at)
    out = [ref for ref in proposed if ref in light]
    free = [ref for ref in others if ref not in light]
    if not (wishes.in_depth or light) and len(proposed) > 1 and chance(rng, 0.3):
        return [proposed[-1]], [rng.choice(free)] if free and chance(rng, 0.5) else []
    into = [ref for ref in wishes.in_depth if ref in others]
    stay = [ref for ref in proposed if ref not in out]
    over = len(stay) + len(into) - MOST_IN_DEPTH
    if over > 0:
        out += [ref for ref in stay if ref not in wishes.in_depth][-over:]
    return out, into
