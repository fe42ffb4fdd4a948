"""What is asked where two people, each apart, rated the same thing far from each other. Pure."""

from collections.abc import Mapping

from prompts.interview.given import Given, Place
from prompts.phrases import phrase
from prompts.question import Kind, Question

FAR = 2
"""By how much two numbers differ that are asked about."""
_SHOWS = ("other_explanation", "child_voice", "why", "changed_view")


def differing(beside: Mapping[Place, Given], name: str) -> Mapping[Place, Question]:
    """Return the question about each place where the numbers differ; `name` is the other's.

    They are those that were given apart: what is changed since takes no question away.
    """
    return {
        place: _asked(given.mine, given.value, name)
        for place, given in beside.items()
        if isinstance(given.mine, int)
        and isinstance(given.value, int)
        and abs(given.mine - given.value) >= FAR
    }


def _asked(mine: int, theirs: int, name: str) -> Question:
    return Question(
        id="differs",
        kind=Kind.TEXT,
        ask=phrase("beside.differs", mine=mine, theirs=theirs, name=name),
        hint=phrase("beside.differs_hint"),
        short=phrase("beside.differs_short"),
        whose="both",
        shows=_SHOWS,
    )
