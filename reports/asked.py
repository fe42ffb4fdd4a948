"""Which indicators the guides of a team's records asked for."""

from collections.abc import Iterable

from practice.evidence import INDICATORS
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.loader import Guides
from reports.all_guides import used_guides
from storage.measures import Part
from storage.session import Session


def asked_for(session: Session, told_by: Iterable[Part]) -> frozenset[str]:
    """Return the indicators that the guides of records in depth asked for: their parts by guide.

    A follow-up asks a few for more, so what it alone asks for was not asked for.
    """
    places = {(part.state or "").rpartition(" ")[::2] for part in told_by}
    known = used_guides(session)
    guides = (_guide(known, name, int(version)) for name, version in places)
    asked = {q.asks_for for guide in guides if guide for _, q in guide.everything_asked()}
    return frozenset(name for name in INDICATORS if name in asked)


def _guide(known: Guides, name: str, version: int) -> Guide | None:
    """Return a guide; None where there is none of that name, as of an imported note."""
    try:
        return known.version(name, version)
    except PromptsError:
        return None
