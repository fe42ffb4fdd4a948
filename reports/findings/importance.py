"""In which order findings stand: those nearest to the children first, and of these the largest."""

from reports.finding import Finding

NEAREST = (
    "outcomes.",
    "children.discussed_share",
    "records.child_voice",
    "records.seen_alone",
    "assessments.child_seen_share",
    "section47.",
    "conferences.",
    "children.",
    "assessments.",
    "contacts.recorded",
    "contacts.true",
    "contacts.",
    "referrals.",
    "records.",
    "actions.",
    "supervision.",
    "workforce.",
)
"""Keys, or what they begin with; what is not named comes last."""


def nearness(key: str) -> int:
    """Return the place of a measure, 0 for what is nearest to the children.

    The longest name that fits decides.
    """
    fits = [name for name in NEAREST if key.startswith(name)]
    return NEAREST.index(max(fits, key=len)) if fits else len(NEAREST)


_SMALL = 0.05


def order(finding: Finding) -> tuple[object, ...]:
    """Return what findings are sorted by: signals first, then by nearness; a concern before others.

    What is not known well enough stands before what is no more than chance. A share that moved by
    less than five in a hundred comes after the others.
    """
    verdicts = ("signal", "too little data", "noise")
    concern = finding.direction != "concern"
    return (
        verdicts.index(finding.verdict),
        finding.is_signal and _is_small(finding),
        nearness(finding.measure),
        concern,
        -_moved(finding),
        finding.id,
    )


def _is_small(finding: Finding) -> bool:
    before, after = finding.before or 0, finding.after or 0
    return max(before, after) <= 1 and abs(after - before) < _SMALL


def _moved(finding: Finding) -> float:
    """Return by how many of its units a measure moved; 0 where it did not."""
    if finding.before is None or finding.after is None:
        return 0
    return abs(finding.after - finding.before) * finding.records
