"""Where most of what does not count is, as it is told: in a few practitioners, or a few teams."""

from dataclasses import dataclass
from enum import StrEnum

MOST = "most"
"""The list of what does not count where most of it is."""


class Dimension(StrEnum):
    """By whom what does not count is looked at."""

    PRACTITIONER = "practitioner"
    TEAM = "team"


@dataclass(frozen=True)
class Where:
    """Where most of what does not count is: `count` of `of`, in a few practitioners or teams.

    `ids` are theirs. `unmet` of these practitioners had no supervision in the month, which is all
    of them where that is what they have in common.
    """

    count: int
    of: int
    dimension: Dimension
    ids: tuple[str, ...]
    text: str
    unmet: int = 0
