"""The guides as they shipped before a supervision had six movements.

What is tested with them holds whatever a guide asks: words that wait, claims, corrections,
returns. The six movements have tests and conversations of their own.
"""

from functools import cache

from prompts.loader import Guides, shipped

NEWER = ("case-supervision", 3)


@cache
def guides() -> Guides:
    """Return the guides that ship, without the six movements."""
    every = shipped()
    kept = {(g.name, g.version): g for g in every.every() if (g.name, g.version) != NEWER}
    return Guides(kept, {place: every.digests()[place] for place in kept})
