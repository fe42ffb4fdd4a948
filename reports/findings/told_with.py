"""Which findings tell of two measures: where one is read beside the other and moved with it."""

from collections.abc import Mapping

from reports.finding import Direction
from reports.findings.telling import Change

Key = tuple[str, str]
"""A measure and a team; the team is empty where it is all of them."""
_BESIDE = 2
"""What changed within so many months is said to have moved at the same time."""


def told_with(changes: Mapping[Key, Change]) -> dict[Key, str]:
    """Return, by change, the measure beside which it stands and that moved the same way with it.

    That measure's finding tells of both; two that name each other are told by the first of them.
    What points the wrong way stands alone beside what does not: it would pass for a part of that.
    """
    found: dict[Key, str] = {}
    for (key, team), change in changes.items():
        for other in change.watched.paired_with:
            at = (other, team)
            same = at in changes and changes[at].way == change.way
            sinks = at in changes and _sinks(changes[at], change)
            if same and not sinks and (key, team) not in found and near(change, changes[at]):
                found.setdefault(at, key)
    return found


def _sinks(concern: Change, beside: Change) -> bool:
    """Say whether a concern would be told as a part of what is none."""
    return concern.direction is Direction.CONCERN is not beside.direction


def near(one: Change, other: Change) -> bool:
    """Say whether two changes began at about the same time."""
    months = [12 * change.since.year + change.since.month for change in (one, other)]
    return abs(months[0] - months[1]) <= _BESIDE
