"""Where a supervision stands; its steps fold to it (prompts/meeting/folds.py). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from practice.mentions import mentioned
from practice.terms import Discussion, SignAnswer
from prompts.another_child import Known
from prompts.meeting.listed import AgendaChild, LookedAt, OverdueAction
from prompts.steps import Json

MOST_IN_DEPTH = 3
AGENDA, CHOOSE, CHECK, CHANGE = "#agenda", "#choose", "#check", "#change"
PERSONAL = "personal"
HELD, NEXT, REST = "held", "next", "rest"


@dataclass(frozen=True)
class WhoAgrees:
    """Whether the practitioner is here to agree what is sent, or until which day they are away.

    `moved_on` are the children who are no longer theirs.
    """

    has_left: bool = False
    away_until: date | None = None
    moved_on: tuple[str, ...] = ()


HERE = WhoAgrees()


@dataclass(frozen=True)
class Meeting:
    """One supervision as its steps leave it.

    `signs` are what was said of a plan's day that had passed: (answer, day moved to), by child's
    reference; None where it was left. `undated` are those for whom a new day was left out.
    Keys of `records` are child references or PERSONAL.
    `parts` are the messages of a long answer so far; `trail` the cards answered so far, for going
    back. `told` is what was written before the part of a child in depth was opened, by reference:
    it is asked about there. `held_on` is the day of the agenda, `proposed_on`, until somebody
    dates the meeting back, on `written_on`; `next_on` is when the two agreed to meet next.
    `beside` are others whom its supervisor knows. `detail` is what the asking freezes: a doubt.
    `agrees` says who agrees it now that it is sent, as of today: no step says so.
    """

    practitioner: str = ""
    practitioner_id: str = ""
    supervisor: str = ""
    held_on: str = ""
    proposed_on: str = ""
    written_on: str = ""
    children: tuple[AgendaChild, ...] = ()
    beside: tuple[str, ...] = ()
    depth: Mapping[str, bool] = field(default_factory=dict)
    started: bool = False
    looked: Mapping[str, LookedAt] = field(default_factory=dict)
    signs: Mapping[str, tuple[str, str | None] | None] = field(default_factory=dict)
    undated: frozenset[str] = frozenset()
    came: Mapping[str, str | None] = field(default_factory=dict)
    records: Mapping[str, str] = field(default_factory=dict)
    recorded: frozenset[str] = frozenset()
    personal: str | None = None
    minutes: int | None = None
    next_on: str | None = None
    asked_next: bool = False
    position: str = AGENDA
    sendings: int = 0
    returned: str | None = None
    detail: Mapping[str, Json] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    agrees: WhoAgrees = HERE

    def is_in_depth(self, child: AgendaChild) -> bool:
        """Return whether a child is to be taken in depth, as the agenda stands now."""
        return self.depth.get(child.ref, child.in_depth)

    def in_depth(self) -> list[AgendaChild]:
        """Return the children in depth, in the order of the agenda."""
        return [child for child in self.children if self.is_in_depth(child)]

    def items_in_depth(self) -> int:
        """Return how many children or families are in depth: a family is one item."""
        return len({child.family or child.id for child in self.in_depth()})

    def takes_more_in_depth(self) -> bool:
        """Return whether one more child or family can be taken in depth yet."""
        return not self.sendings and self.items_in_depth() < MOST_IN_DEPTH

    def family_of(self, child: AgendaChild) -> list[AgendaChild]:
        """Return the children of the agenda who are one item with a child, and the child."""
        same = [one for one in self.children if child.family and one.family == child.family]
        return same or [child]

    def is_last_in_depth(self, ref: str) -> bool:
        """Return whether the part of every other child in depth was opened before this one's."""
        return all(child.ref in self.records for child in self.in_depth() if child.ref != ref)

    def others(self) -> list[AgendaChild]:
        """Return the children that take one tap each."""
        return [child for child in self.children if not self.is_in_depth(child)]

    def waiting(self) -> list[AgendaChild]:
        """Return the children that still take their one tap."""
        return [child for child in self.others() if not self.is_settled(child.ref)]

    def untold(self) -> list[AgendaChild]:
        """Return the children of whom nothing was said yet, and one tap is what is asked."""
        return [
            child
            for child in self.waiting()
            if not (self.asks_for_sign(child) or self.lacks_seen(child.ref))
        ]

    def spoken_of(self, words: str) -> list[AgendaChild]:
        """Return whom words that speak of several mean: those they name, or all who are untold."""
        named, untold = mentioned(words, self.known().refs), self.untold()
        return untold if not named[1:] else [one for one in untold if one.ref in named]

    def is_settled(self, ref: str) -> bool:
        """Return whether a looked-at child's answer is complete."""
        looked = self.looked.get(ref)
        if looked is None:
            return False
        if looked.became == Discussion.CHANGED:
            return looked.text is not None
        if looked.became == Discussion.NO_CHANGE:
            return not self.lacks_seen(ref)
        return looked.reason is not None

    def lacks_seen(self, ref: str) -> bool:
        """Return whether a child has no change, and how it was seen is still to be said."""
        child, looked = self.child(ref), self.looked.get(ref)
        without_change = looked is not None and looked.became == Discussion.NO_CHANGE
        asked = child is not None and child.asks_seen
        return bool(asked and without_change and looked and looked.seen is None)

    def overdue(self, ref: str) -> OverdueAction | None:
        """Return the next action of a child that was discussed of which nobody said what came."""
        child, looked = self.child(ref), self.looked.get(ref)
        if child is None or looked is None or not self.is_settled(ref):
            return None
        if looked.became == Discussion.NOT_DISCUSSED:
            return None
        return next((one for one in child.actions_overdue() if one.id not in self.came), None)

    def known(self) -> Known:
        """Return the children on the agenda, and which of them are of one family."""
        families = {child.ref: child.family for child in self.children if child.family}
        return Known([child.ref for child in self.children], families)

    def asks_for_sign(self, child: AgendaChild) -> bool:
        """Return whether a child's plan had its day, and nobody has yet said what came of it."""
        return child.act_by_passed and child.ref not in self.signs

    def with_plan_of(self, ref: str) -> list[str]:
        """Return a child, and the siblings not told of yet whose plan is the same, by reference.

        A plan for when nothing changes is one for the family: what came of it is asked once.
        """
        child = self.child(ref)
        same = [
            one.ref
            for one in (self.family_of(child) if child else [])
            if one.ref != ref and child and one.has_plan_of(child)
        ]
        waiting = {one.ref for one in self.waiting()}
        return [ref, *(one for one in same if one in waiting)]

    def lacks_a_day(self, ref: str) -> bool:
        """Return whether a child has no change, and its day to act by has come and none follows.

        A plan that was acted on needs no other; of one that was not, a day was asked for before.
        """
        child, looked = self.child(ref), self.looked.get(ref)
        if child is None or child.act_by is None or looked is None or ref in self.undated:
            return False
        has_come = child.act_by_passed or child.act_by <= self.held_on
        said = self.signs.get(ref) or (SignAnswer.NOT_COME, None)
        waits = said == (SignAnswer.NOT_COME, None)
        return has_come and waits and looked.became == Discussion.NO_CHANGE

    def child(self, ref: str) -> AgendaChild | None:
        """Return the child of that reference on the agenda, or None."""
        return next((child for child in self.children if child.ref == ref), None)
