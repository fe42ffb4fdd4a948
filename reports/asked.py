"""Which indicators the guides of a team's records asked for."""

from functools import cache

from practice.evidence import INDICATORS
from prompts.errors import PromptsError
from prompts.guide import Guide
from prompts.loader import Guides, load_guides
from storage import measures as queries
from storage.measures import Scope, Session


def asked_for(session: Session, scope: Scope) -> frozenset[str]:
    """Return the indicators that the guides of the records in depth asked for.

    A follow-up asks a few for more, so what it alone asks for was not asked for.
    """
    guides = (_guide(*place) for place in queries.guides(session, scope))
    asked = {q.asks_for for guide in guides if guide for _, q in guide.everything_asked()}
    return frozenset(name for name in INDICATORS if name in asked)


def _guide(name: str, version: int) -> Guide | None:
    """Return a guide; None where it does not ship, as that of an imported note."""
    try:
        return _guides().version(name, version)
    except PromptsError:
        return None


@cache
def _guides() -> Guides:
    return load_guides()
