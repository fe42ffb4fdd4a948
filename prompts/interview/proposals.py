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


@dataclass(frozen=True)
class Proposals:
    """What was proposed, and every indicator that was looked for."""

    looked_for: tuple[str, ...] = ()
    claims: tuple[Proposal, ...] = ()

    def as_json(self) -> Mapping[str, Json]:
        """Return it as a step keeps it."""
        claims: list[Json] = [[c.indicator, c.sentence, *c.place, c.reader] for c in self.claims]
        return {"looked_for": list(self.looked_for), "claims": claims}


def proposals_in(value: Any) -> Proposals:  # noqa: ANN401 - what a step kept
    """Return what a step kept of a check card."""
    claims = [
        Proposal(name, sentence, (key, entry), reader)
        for name, sentence, key, entry, reader in value["claims"]
    ]
    return Proposals(tuple(value["looked_for"]), tuple(claims))
