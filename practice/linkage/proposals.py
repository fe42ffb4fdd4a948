"""Proposals that rows name the same person, the surest first and the most doubtful last."""

from collections.abc import Sequence
from dataclasses import dataclass

LIKELY = 0.5
"""From here on two rows are likelier one person than not."""

DOUBTFUL = 0.02
"""Below this nobody is asked."""


@dataclass(frozen=True)
class Proposal:
    """Two rows, by their refs, and how probable it is that they name the same person."""

    left: str
    right: str
    probability: float


@dataclass(frozen=True)
class Group:
    """Rows that are likely one person, by their refs, as sure as the weakest link among them."""

    refs: tuple[str, ...]
    probability: float


def groups(proposals: Sequence[Proposal], least: float = LIKELY) -> list[Group]:
    """Return the rows that proposals of at least that probability join, the surest group first."""
    joined: dict[str, list[str]] = {}
    weakest: dict[int, float] = {}
    for proposal in sorted(proposals, key=surest_first):
        if proposal.probability < least:
            break
        one, other = (joined.setdefault(ref, [ref]) for ref in (proposal.left, proposal.right))
        if one is other:
            continue
        one += other
        weakest[id(one)] = proposal.probability
        joined.update(dict.fromkeys(other, one))
    different = {id(refs): refs for refs in joined.values()}
    found = [Group(tuple(sorted(refs)), weakest[at]) for at, refs in different.items()]
    return sorted(found, key=lambda group: (-group.probability, group.refs))


def surest_first(proposal: Proposal) -> tuple[float, str, str]:
    """Return what proposals are sorted by: how probable, then their refs."""
    return -proposal.probability, proposal.left, proposal.right
