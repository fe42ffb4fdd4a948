"""What a check card proposes that a record shows, frozen as the card is shown.

People confirm the sentences that they saw: a later version of the reader changes none of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prompts.steps import Json


@dataclass(frozen=True)
class Proposal:
    """An indicator, the sentence it would rest on, and the place of the answer that holds it.

    `reader` is the version that found it.
    """

    indicator: str
    sentence: str
    place: tuple[str, int]
    reader: str

    @property
    def words(self) -> tuple[str, str]:
        """The indicator with its sentence: what is seen of it."""
        return self.indicator, self.sentence


@dataclass(frozen=True)
class Pointed:
    """Words of an answer to which the writer pointed, and whose place they stand in."""

    place: tuple[str, int]
    sentence: str


@dataclass(frozen=True)
class Proposals:
    """What was proposed, and every indicator that was looked for.

    `standing` are the indicators of the claims that the card itself showed: others stand behind
    [See all]. `perhaps` may show what was looked for, but not surely enough to propose it.
    """

    looked_for: tuple[str, ...] = ()
    claims: tuple[Proposal, ...] = ()
    perhaps: tuple[Proposal, ...] = ()
    standing: tuple[str, ...] = ()

    @property
    def shown(self) -> frozenset[tuple[str, str]]:
        """What the card itself showed of the claims."""
        return frozenset(claim.words for claim in self.claims if claim.indicator in self.standing)

    @property
    def every(self) -> frozenset[tuple[str, str]]:
        """What [See all] shows: every claim."""
        return frozenset(claim.words for claim in self.claims)

    def as_json(self) -> Mapping[str, Json]:
        """Return it as a step keeps it."""
        return {
            "looked_for": list(self.looked_for),
            "claims": _as_json(self.claims),
            "perhaps": _as_json(self.perhaps),
            "standing": list(self.standing),
        }


def _as_json(proposals: tuple[Proposal, ...]) -> list[Json]:
    return [[p.indicator, p.sentence, *p.place, p.reader] for p in proposals]


def proposals_in(value: Any) -> Proposals:  # noqa: ANN401 - what a step kept
    """Return what a step kept of a check card."""
    looked_for, standing = tuple(value["looked_for"]), tuple(value["standing"])
    return Proposals(looked_for, _kept(value["claims"]), _kept(value["perhaps"]), standing)


def _kept(listed: Any) -> tuple[Proposal, ...]:  # noqa: ANN401 - what a step kept
    return tuple(
        Proposal(name, sentence, (key, entry), reader)
        for name, sentence, key, entry, reader in listed
    )
