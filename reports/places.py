"""Where most of what does not count is, as it is told, and the questions it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar

from practice.calendar import Month

MOST = "most"
"""The list of what does not count where most of it is."""
EXPECTED = "expected"
"""The page of what was expected and what came."""


class Dimension(StrEnum):
    """By whom what does not count is looked at."""

    PRACTITIONER = "practitioner"
    TEAM = "team"


@dataclass(frozen=True)
class Question:
    """A finding of a month, the question to ask because of it, and whom; `about` is its measure.

    `part` is the team below that it is of, empty where that is all of them.
    """

    about: str
    finding: str
    question: str
    ask: str
    part: str = ""


@dataclass(frozen=True)
class Enquired:
    """A question that was taken up: whose it is, by when, the answer, and the figure since."""

    id: str
    about: str
    finding: str
    question: str
    owner: str
    due: date
    is_late: bool
    answer: str | None
    since_then: str


@dataclass(frozen=True)
class Missing:
    """A file, or a column of it ("contacts.outcome"), and the first month without it.

    Of a file that ends before the month does, `after` is the day of its last row; of one that
    begins after it, `before` is the day of its first.
    """

    source: str
    since: Month
    after: date | None = None
    before: date | None = None


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


class Owned(Protocol):
    """What a row of a list says of whose it is."""

    @property
    def counted(self) -> bool:
        """Whether it counts."""

    @property
    def team_id(self) -> str:
        """The team it is of."""

    @property
    def worker_id(self) -> str | None:
        """The practitioner, where they are named."""


_Row = TypeVar("_Row", bound=Owned)


def most(rows: Iterable[_Row], sits: Where | None) -> tuple[_Row, ...]:
    """Return those rows that do not count and are where most of them are; none without `sits`."""
    if sits is None:
        return ()
    return tuple(row for row in rows if not row.counted and _place(row, sits.dimension) in sits.ids)


def _place(row: Owned, dimension: Dimension) -> str | None:
    return row.team_id if dimension is Dimension.TEAM else row.worker_id
