"""Where a supervision stands, folded from its steps. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from practice.terms import Discussion, SignAnswer, StepKind
from prompts.another_child import Known
from prompts.changed import changed
from prompts.meeting.listed import AgendaChild, LookedAt, OverdueAction
from prompts.steps import Json, Step

MOST_IN_DEPTH = 3
AGENDA, CHOOSE, CHECK, CHANGE = "#agenda", "#choose", "#check", "#change"
PERSONAL = "personal"
HELD, NEXT, REST = "held", "next", "rest"


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
    `detail` is what the asking froze: a doubt.
    """

    practitioner: str = ""
    practitioner_id: str = ""
    supervisor: str = ""
    held_on: str = ""
    proposed_on: str = ""
    written_on: str = ""
    children: tuple[AgendaChild, ...] = ()
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


def _open(now: Meeting, step: Step) -> Meeting:
    if not isinstance(step.value, Mapping):
        return now
    context: Mapping[str, Any] = step.value
    return changed(
        now,
        practitioner=context["practitioner"],
        practitioner_id=context["practitioner_id"],
        supervisor=context["supervisor"],
        held_on=now.held_on if now.written_on else context["held_on"],
        proposed_on=context["held_on"],
        children=tuple(AgendaChild(**child) for child in context["children"]),
    )


def _looked(now: Meeting, ref: str, change: LookedAt) -> Meeting:
    return changed(now, looked={**now.looked, ref: change})


def _told_anew(now: Meeting, ref: str, change: LookedAt) -> Meeting:
    """Take what became of a child; what was said of its actions before is asked again."""
    child = now.child(ref)
    asked = {one.id for one in child.actions_overdue()} if child else set[str]()
    came = {key: said for key, said in now.came.items() if key not in asked}
    return changed(_looked(now, ref, change), came=came)


def _seen(now: Meeting, ref: str, value: Json) -> Meeting:
    looked = now.looked.get(ref) or LookedAt(Discussion.NO_CHANGE)
    return _looked(now, ref, changed(looked, seen=str(value)))


def _came(now: Meeting, value: Mapping[str, Any]) -> Meeting:
    return changed(now, came={**now.came, value["id"]: value["answer"]})


def _sign(value: Json) -> tuple[str, str | None] | None:
    return (str(value), None) if value else None


def _moved(now: Meeting, ref: str, value: Json) -> Meeting:
    """Take the new day of a plan beside what was said of its old one; None: it was left out."""
    if not value:
        return changed(now, undated=now.undated | {ref})
    said = now.signs.get(ref)
    answer = said[0] if said else SignAnswer.MOVED
    dated = {**now.signs, ref: (answer, str(value))}
    return changed(now, signs=dated, undated=now.undated - {ref})


def _answer_depth(now: Meeting, ref: str, value: Json) -> Meeting:
    """Take a child in or out of depth; out of it, its part is recorded no longer.

    What was written about the child goes with it: no words are lost by changing the agenda.
    """
    recorded = now.recorded if value else now.recorded - {ref}
    moved = changed(now, depth={**now.depth, ref: bool(value)}, recorded=recorded)
    looked, told = now.looked.get(ref), now.told.get(ref)
    if value and looked is not None and looked.text:
        return changed(moved, told={**now.told, ref: looked.text})
    if not value and told:
        without = {r: words for r, words in now.told.items() if r != ref}
        return changed(_looked(moved, ref, LookedAt(Discussion.CHANGED, told)), told=without)
    return moved


def _answer_personal(now: Meeting, _: str, value: Json) -> Meeting:
    recorded = now.recorded if value == "today" else now.recorded - {PERSONAL}
    return changed(now, personal=str(value), recorded=recorded)


_ANSWERS: dict[str, Callable[[Meeting, str, Any], Meeting]] = {
    "started": lambda now, _, __: changed(now, started=True),
    "looked": lambda now, ref, value: _told_anew(now, ref, LookedAt(value)),
    "changed": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.CHANGED, text=value)
    ),
    "unchanged": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.NO_CHANGE, text=value)
    ),
    "why": lambda now, ref, value: _told_anew(
        now, ref, LookedAt(Discussion.NOT_DISCUSSED, reason=value)
    ),
    "seen": _seen,
    "came": lambda now, _, value: _came(now, value),
    "sign": lambda now, ref, value: changed(now, signs={**now.signs, ref: _sign(value)}),
    "moved": lambda now, ref, value: _moved(now, ref, value),
    "depth": _answer_depth,
    "record": lambda now, ref, value: changed(now, records={**now.records, ref: value}),
    "recorded": lambda now, ref, _: changed(now, recorded=now.recorded | {ref}),
    "personal": _answer_personal,
    "minutes": lambda now, _, value: changed(now, minutes=int(value)),
    NEXT: lambda now, _, value: changed(now, next_on=value, asked_next=True),
    HELD: lambda now, _, value: changed(now, held_on=value["on"], written_on=value["written"]),
}


def _answer(now: Meeting, step: Step) -> Meeting:
    key, _, ref = (step.question or "").partition(":")
    answered = _ANSWERS[key](now, ref, step.value)
    return changed(answered, parts=(), trail=_trail(now, key, ref))


def _join(now: Meeting, step: Step) -> Meeting:
    """Take the longer text about a child; what is asked now goes on as it is."""
    key, _, ref = (step.question or "").partition(":")
    text = step.value.get("text") if isinstance(step.value, Mapping) else None
    if key == "told":
        return changed(now, told={**now.told, ref: str(text or "")})
    if text is None:
        return changed(now, looked={r: one for r, one in now.looked.items() if r != ref})
    became = Discussion.NO_CHANGE if key == "unchanged" else Discussion.CHANGED
    before = now.looked.get(ref)
    seen = before.seen if before and before.became == became else None
    return _looked(now, ref, LookedAt(became, text=str(text), seen=seen))


def _trail(now: Meeting, key: str, ref: str) -> tuple[str, ...]:
    """Return the cards answered so far, each once and the last answered last."""
    told = ("changed", "unchanged", "why", "seen", "came")
    looked = dict.fromkeys(told, f"looked:{ref}")
    asked = "sign" if ref in now.signs or not now.is_settled(ref) else "looked"
    card = {**looked, "moved": f"{asked}:{ref}"}.get(key, now.position)
    if card.partition(":")[0] not in {"sign", "looked", "personal", "minutes", NEXT}:
        return now.trail
    return (*(known for known in now.trail if known != card), card)


def _ask(now: Meeting, step: Step) -> Meeting:
    detail = step.value if isinstance(step.value, Mapping) else {}
    return changed(now, position=step.question or "", detail=detail, parts=())


FOLDS: dict[str, Callable[[Meeting, Step], Meeting]] = {
    StepKind.OPENED: _open,
    StepKind.ASKED: _ask,
    StepKind.PART: lambda now, step: changed(now, parts=(*now.parts, str(step.value))),
    StepKind.ANSWERED: _answer,
    StepKind.JOINED: _join,
    StepKind.SUBMITTED: lambda now, _: changed(now, sendings=now.sendings + 1, returned=None),
    StepKind.RETURNED: lambda now, step: changed(
        now, returned=str(step.value or ""), position=CHECK
    ),
}
