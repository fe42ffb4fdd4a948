"""A child on the agenda of a supervision, as the meeting was opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MOST_ASKED = 3
"""Of how many overdue actions of a child the list asks; the others stand on /due."""


class OverdueAction(NamedTuple):
    """An action whose day has passed: the row in which it was first sent, and its words."""

    id: str
    words: str


@dataclass(frozen=True)
class AgendaChild:
    """A child on the agenda as the meeting was opened; days are ISO dates, or None for never.

    `rating` is 0-10, given on `rated_on`; `due` are the actions that are due, and `overdue` those
    whose day has passed (id, words); `act_by` is the day of the plan for when nothing changes, and
    `act_by_words` says it with the plan; `seen_on` and `heard_on` are the days of the records that
    told last that somebody saw the child, and what the child said or did; `asks_seen` says that
    *no change* tells how the child was seen; `reason` holds the words beside a proposal; `family`
    is what children of one family share; `asked` says that the practitioner asks to talk about it.
    """

    id: str
    ref: str
    status: str
    in_depth_on: str | None = None
    looked_at_on: str | None = None
    rating: int | None = None
    rated_on: str | None = None
    act_by: str | None = None
    act_by_passed: bool = False
    act_by_words: str = ""
    due: Sequence[str] = ()
    overdue: Sequence[Mapping[str, str]] = ()
    seen_on: str | None = None
    heard_on: str | None = None
    asks_seen: bool = False
    reason: str | None = None
    in_depth: bool = False
    family: str | None = None
    asked: bool = False

    def actions_overdue(self) -> list[OverdueAction]:
        """Return the overdue actions that the list asks about."""
        return [OverdueAction(one["id"], one["words"]) for one in self.overdue[:_MOST_ASKED]]

    def has_plan_of(self, sibling: "AgendaChild") -> bool:
        """Return whether the plan for when nothing changes is the one that a sibling has too."""
        mine, theirs = (self.act_by, self.act_by_words), (sibling.act_by, sibling.act_by_words)
        return self.act_by is not None and mine == theirs


@dataclass(frozen=True)
class LookedAt:
    """What became of a child that was not taken in depth; `text` is what was said of it, if any.

    `seen` is how a child without change was seen, where that is asked; `came` what was said of its
    overdue actions, as a record that was sent tells it.
    """

    became: str
    text: str | None = None
    reason: str | None = None
    seen: str | None = None
    came: Sequence[tuple[str, str]] = ()
