"""A record's steps by its sendings: what was sent last, and what stood in the sending before."""

from collections.abc import Sequence

from practice.terms import SENT_STATES, StepKind
from prompts.steps import Step


def as_sent(steps: Sequence[Step]) -> list[Step]:
    """Return the steps up to the last sending and its agreement: later ones are a draft's."""
    sent = [at for at, step in enumerate(steps) if step.kind in SENT_STATES]
    return list(steps[: sent[-1] + 1]) if sent else []


def sent_before(steps: Sequence[Step]) -> list[Step]:
    """Return the steps up to the sending before the last one; none where there was no other."""
    sent = [at for at, step in enumerate(steps) if step.kind == StepKind.SUBMITTED]
    return list(steps[: sent[-2] + 1]) if len(sent) > 1 else []
