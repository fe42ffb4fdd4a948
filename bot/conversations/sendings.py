"""What a record was sent with: its steps by its sendings, and the claims of the last one."""

from collections.abc import Mapping, Sequence

from practice.terms import SENT_STATES, StepKind
from prompts.steps import Step
from storage import records
from storage.session import Session


def as_sent(steps: Sequence[Step]) -> list[Step]:
    """Return the steps up to the last sending and its agreement: later ones are a draft's."""
    sent = [at for at, step in enumerate(steps) if step.kind in SENT_STATES]
    return list(steps[: sent[-1] + 1]) if sent else []


def sent_before(steps: Sequence[Step]) -> list[Step]:
    """Return the steps up to the sending before the last one; none where there was no other."""
    sent = [at for at, step in enumerate(steps) if step.kind == StepKind.SUBMITTED]
    return list(steps[: sent[-2] + 1]) if len(sent) > 1 else []


def counting_claims(session: Session, record_id: str) -> Mapping[str, tuple[str, str]]:
    """Return the claims of a record that count, by id: the indicator of each and its sentence."""
    claims = records.claims(session, records.last_submission(session, record_id) or "")
    return {claim.id: (claim.indicator, claim.sentence) for claim in claims if claim.counts}
