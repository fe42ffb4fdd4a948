"""Why a child stands on an agenda as proposed, in words."""

from practice.supervision import Proposal, Reason, Why
from prompts.days import day_words
from prompts.phrases import phrase

_ONLY_A_TURN = (Reason.LAST_IN_DEPTH, Reason.NEVER_IN_DEPTH)


def reasons(proposal: Proposal, name: str, *, prepared: bool = False) -> str | None:
    """Return every reason in words; of a child looked at only what presses.

    `prepared` says that the practitioner wished for the child as they prepared.
    """
    never = any(why.reason is Reason.NOT_DISCUSSED and why.on is None for why in proposal.reasons)
    told = [
        why
        for why in proposal.reasons
        if (proposal.in_depth or why.reason not in _ONLY_A_TURN)
        # Of a child never discussed nobody needs to hear that it was not in depth either.
        and not (never and why.reason is Reason.TURN_COME)
    ]
    return (
        phrase("agenda.between").join(_reason(why, name, prepared=prepared) for why in told) or None
    )


def _reason(why: Why, name: str, *, prepared: bool) -> str:
    if prepared and why.reason is Reason.WISHED:
        return phrase("agenda.prepared", practitioner=name)
    reason, day = why.reason, day_words(why.on) if why.on else ""
    if reason is Reason.NOT_DISCUSSED:
        if why.on is None or why.weeks is None:
            return phrase("agenda.not_discussed_ever")
        return phrase("agenda.not_discussed", weeks=why.weeks)
    if reason is Reason.NEVER_IN_DEPTH or (reason is Reason.TURN_COME and why.on is None):
        return phrase("agenda.never_in_depth")
    values: dict[Reason, dict[str, str]] = {
        Reason.OUTCOME_FELL: {},
        Reason.WISHED: {"practitioner": name},
        Reason.SIBLING: {"child": why.sibling or ""},
    }
    return phrase(f"agenda.{reason}", **values.get(reason, {"day": day}))
