"""An answer that the other of two people gave apart, as it stands beside one's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practice.terms import StepKind
from prompts.steps import Json, Step

Place = tuple[str, int]
OTHER = "other"
"""In what a view is opened with: the name of who holds the meeting."""


@dataclass(frozen=True)
class GivenClaim:
    """What a sentence of such an answer shows, as its own writer confirmed.

    `reader` is the version that proposed it; None where the writer pointed to it.
    """

    indicator: str
    sentence: str
    reader: str | None = None


@dataclass(frozen=True)
class Given:
    """An answer of the other's, and its claims.

    `mine` is the number that stood here as it was set beside, and `after` says that it was written
    after seeing what stood here.
    """

    value: Json
    author_id: str | None
    mine: Json = None
    after: bool = False
    claims: tuple[GivenClaim, ...] = ()


def beside_step(place: Place, given: Given) -> Step:
    """Return the step that sets an answer beside one's own: its author is who gave it."""
    claims: Sequence[Json] = [vars(claim) for claim in given.claims]
    value: Json = {
        "value": given.value,
        "mine": given.mine,
        "after": given.after,
        "claims": claims,
    }
    return Step(StepKind.BESIDE, *place, value, sealed=True, author_id=given.author_id)


def given_in(step: Step) -> Given:
    """Return the answer that a step set beside one's own."""
    said = step.value if isinstance(step.value, Mapping) else {}
    listed = said.get("claims")
    claims = listed if isinstance(listed, list | tuple) else ()
    return Given(
        said.get("value"),
        step.author_id,
        said.get("mine"),
        bool(said.get("after")),
        tuple(_claim(claim) for claim in claims if isinstance(claim, Mapping)),
    )


def other_name(context: Mapping[str, Json]) -> str:
    """Return the name of the other of the two people of a part, or of a view beside it."""
    return str(context.get(OTHER) or context.get("practitioner") or "")


def is_view(context: Mapping[str, Json]) -> bool:
    """Say whether what was opened so is the practitioner's own view, beside a part."""
    return OTHER in context


def _claim(kept: Mapping[str, Json]) -> GivenClaim:
    reader = kept.get("reader")
    return GivenClaim(
        str(kept["indicator"]), str(kept["sentence"]), str(reader) if reader else None
    )
