"""What a summary says of its month beside another one: words and numbers alone."""

from dataclasses import dataclass
from enum import StrEnum

from practice.calendar import Month
from reports.finding import Direction


class Apart(StrEnum):
    """Whether two months lie further apart than chance sets them."""

    MORE = "more than chance"
    CHANCE = "no more than chance"
    UNKNOWN = "too little data"


@dataclass(frozen=True)
class Pair:
    """A figure in both months, as people read it. Without a `size` they are not set beside.

    `size` is by how much it moved, of a share from 0 to 1, `change` the same in words. `why` says
    why the months are not set beside each other, or why nothing is said of chance.
    """

    key: str
    label: str
    unit: str
    now: str
    then: str
    now_value: float | None = None
    then_value: float | None = None
    size: float | None = None
    change: str = ""
    apart: Apart = Apart.UNKNOWN
    direction: Direction = Direction.NEITHER
    why: str = ""


@dataclass(frozen=True)
class TwoMonths:
    """A month beside the summary's: what moved, in sentences, and every figure in both."""

    then: Month
    sentences: tuple[str, ...]
    pairs: tuple[Pair, ...]
