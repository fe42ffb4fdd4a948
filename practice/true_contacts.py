"""True contacts: which recorded contacts are calls on open cases or duplicates, and how surely.

What references prove and what a person wrote down or confirmed is set aside. What only names or
nearness in time suggest is a doubt: nobody's count changes by it, but the range says how far it
could. The earliest contact of an event always stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from practice.contact_answers import Answer, Answers, ContactQuestion

if TYPE_CHECKING:
    # What reads references alone need not wait for numpy.
    from practice.linkage.proposals import Proposal

EVENT_DAYS = 7
"""Two contacts for one reason about one child within so many days may be about one event."""

ALREADY_OPEN = "already open"


class SetAside(StrEnum):
    """As what a contact is set aside."""

    ON_OPEN_CASE = "on open case"
    DUPLICATE = "duplicate"


class Ground(StrEnum):
    """What says so. The first three are sure; the others wait for a person."""

    REFERENCE = "reference"
    RECORDED = "recorded"
    CONFIRMED = "confirmed"
    NAMES = "names"
    TIME = "time"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Contact:
    """The columns of a recorded contact that the rules ask for; "" is unknown.

    Reasons are one where capitals alone tell them apart: each who takes a call writes as they do.
    """

    ref: str
    received_on: date
    child_ref: str = ""
    reason: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OpenInterval:
    """From when until when a child's case was open, or somebody worked with the child."""

    child_ref: str
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a contact is set aside, or may have to be: the child or contact it rests on is `of`.

    `probability` is that of a proposal by names; other doubts have none. A doubt `is_looked_at`
    where somebody looked and could not tell.
    """

    as_what: SetAside
    ground: Ground
    of: str
    probability: float | None = None
    is_looked_at: bool = False

    @property
    def question(self) -> ContactQuestion:
        """What a person is asked who is to end this doubt."""
        if self.as_what is SetAside.DUPLICATE:
            return ContactQuestion.EVENT
        is_open = self.ground is Ground.CONTRADICTION
        return ContactQuestion.OPEN if is_open else ContactQuestion.CHILD


@dataclass(frozen=True, slots=True)
class Judged:
    """A contact and why it is set aside; where it is not, the doubts, the strongest first."""

    contact: Contact
    set_aside: Reason | None = None
    doubts: tuple[Reason, ...] = ()

    @property
    def unlooked(self) -> tuple[Reason, ...]:
        """The doubts that nobody looked at yet."""
        return tuple(doubt for doubt in self.doubts if not doubt.is_looked_at)


@dataclass(frozen=True)
class TrueCount:
    """Contacts as recorded, set aside by what and on what ground, and true ones as a range.

    `at_most` is the true count: what references prove and people confirmed is taken off. Were
    every doubt confirmed, it would be `at_least`. `doubtful` has the most doubtful last.
    """

    recorded: int
    set_aside: Mapping[tuple[SetAside, Ground], int]
    at_least: int
    at_most: int
    doubtful: tuple[Judged, ...]

    def aside(self, as_what: SetAside) -> int:
        """Return how many are surely set aside as that."""
        return sum(many for (what, _), many in self.set_aside.items() if what is as_what)

    @property
    def unlooked(self) -> tuple[Judged, ...]:
        """Those in doubt of whom nobody looked at every doubt."""
        return tuple(judged for judged in self.doubtful if judged.unlooked)


@dataclass(frozen=True)
class Evidence:
    """What the contacts are judged by.

    `children` are proposals by name of a contact (left) and a child (right), `alike` of two
    contacts. Of `answers` on the same question the last one holds.
    """

    intervals: Sequence[OpenInterval] = ()
    children: "Sequence[Proposal]" = ()
    alike: "Sequence[Proposal]" = ()
    answers: Sequence[Answer] = ()


def judge(contacts: Iterable[Contact], evidence: Evidence, today: date) -> list[Judged]:
    """Return each contact received by `today` with why it is set aside, the earliest first.

    To judge a month, hand in the contacts of the `EVENT_DAYS` before it as well.
    """
    received = [contact for contact in contacts if contact.received_on <= today]
    ordered = sorted(received, key=_order)
    return _Judging(ordered, evidence).all()


def count(judged: Iterable[Judged], first: date, last: date) -> TrueCount:
    """Return the count of the contacts received from `first` to `last`."""
    within = [j for j in judged if first <= j.contact.received_on <= last]
    aside: dict[tuple[SetAside, Ground], int] = defaultdict(int)
    for reason in (j.set_aside for j in within if j.set_aside):
        aside[reason.as_what, reason.ground] += 1
    at_most = len(within) - sum(aside.values())
    doubtful = sorted((j for j in within if j.doubts), key=_most_doubtful_last)
    return TrueCount(len(within), dict(aside), at_most - len(doubtful), at_most, tuple(doubtful))


def _most_doubtful_last(judged: Judged) -> tuple[bool, float, date, str]:
    """Order by the strongest doubt: whatever has no probability stands before all that has."""
    named, surest, *_ = _strongest_first(judged.doubts[0])
    return named, surest, *_order(judged.contact)


class _Judging:
    def __init__(self, contacts: Sequence[Contact], evidence: Evidence) -> None:
        self._contacts = contacts
        self._at = {contact.ref: contact for contact in contacts}
        self._intervals: dict[str, list[OpenInterval]] = defaultdict(list)
        for interval in evidence.intervals:
            self._intervals[interval.child_ref].append(interval)
        self._answers = Answers(evidence.answers)
        self._children: dict[str, list[Proposal]] = defaultdict(list)
        for proposal in evidence.children:
            self._children[proposal.left].append(proposal)
        self._alike: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for proposal in evidence.alike:
            self._alike[proposal.left].append((proposal.right, proposal.probability))
            self._alike[proposal.right].append((proposal.left, proposal.probability))
        self._before: dict[str, list[Contact]] = defaultdict(list)
        """The contacts about a child that were gone through, the earliest first."""

    def all(self) -> list[Judged]:
        return [self._one(contact) for contact in self._contacts]

    def _one(self, contact: Contact) -> Judged:
        child = self._child(contact)
        sure = self._sure(contact, child)
        doubts = () if sure else tuple(sorted(self._doubts(contact, child), key=_strongest_first))
        if child:
            self._before[child].append(contact)
        return Judged(contact, sure, doubts)

    def _child(self, contact: Contact) -> str:
        return contact.child_ref or self._answers.child.get(contact.ref, "")

    def _sure(self, contact: Contact, child: str) -> Reason | None:
        ground = Ground.REFERENCE if contact.child_ref else Ground.CONFIRMED
        if child and self._is_open(child, contact.received_on):
            return Reason(SetAside.ON_OPEN_CASE, ground, child)
        written = contact.outcome == ALREADY_OPEN
        if written and child and self._answers.was_open(contact.ref):
            return Reason(SetAside.ON_OPEN_CASE, Ground.CONFIRMED, child)
        if written and not child:
            return Reason(SetAside.ON_OPEN_CASE, Ground.RECORDED, "")
        return self._sure_duplicate(contact, child)

    def _sure_duplicate(self, contact: Contact, child: str) -> Reason | None:
        for other in self._answers.same_as.get(contact.ref, ()):
            if other in self._at and _order(self._at[other]) < _order(contact):
                return Reason(SetAside.DUPLICATE, Ground.CONFIRMED, other)
        for earlier in self._earlier(contact, child):
            same_day = earlier.received_on == contact.received_on
            if same_day and contact.reason and _is_one_reason(contact, earlier):
                by_ref = contact.child_ref and earlier.child_ref
                ground = Ground.REFERENCE if by_ref else Ground.CONFIRMED
                return Reason(SetAside.DUPLICATE, ground, earlier.ref)
        return None

    def _doubts(self, contact: Contact, child: str) -> Iterator[Reason]:
        for doubt in self._possible(contact, child):
            looked = self._answers.is_looked_at(doubt.question, contact.ref, doubt.of)
            yield replace(doubt, is_looked_at=looked)

    def _possible(self, contact: Contact, child: str) -> Iterator[Reason]:
        written = contact.outcome == ALREADY_OPEN
        if child and written and self._answers.was_open(contact.ref) is None:
            yield Reason(SetAside.ON_OPEN_CASE, Ground.CONTRADICTION, child)
        for proposal in () if child else self._children[contact.ref]:
            ref = proposal.right
            denied = self._answers.is_child(contact.ref, ref) is False
            if not denied and self._is_open(ref, contact.received_on):
                by_name = (SetAside.ON_OPEN_CASE, Ground.NAMES)
                yield Reason(*by_name, ref, proposal.probability)
        for earlier in self._earlier(contact, child):
            if _maybe_one_event(earlier, contact):
                yield Reason(SetAside.DUPLICATE, Ground.TIME, earlier.ref)
        for ref, probability in self._alike[contact.ref]:
            if self._may_repeat(contact, child, ref):
                yield Reason(SetAside.DUPLICATE, Ground.NAMES, ref, probability)

    def _earlier(self, contact: Contact, child: str) -> list[Contact]:
        """Return the earlier contacts about a child, but those that are another event."""
        known = self._before[child] if child else []
        return [other for other in known if not self._apart(contact, other.ref)]

    def _apart(self, contact: Contact, other_ref: str) -> bool:
        return self._answers.is_same(contact.ref, other_ref) is False

    def _may_repeat(self, contact: Contact, child: str, ref: str) -> bool:
        """Return whether names alone make a contact maybe the second about an event."""
        other = self._at.get(ref)
        if other is None or _order(other) > _order(contact):
            return False
        if (child and self._child(other)) or self._apart(contact, ref):
            return False
        return _maybe_one_event(other, contact)

    def _is_open(self, child: str, day: date) -> bool:
        """Return whether a case was open before that day and still was on it.

        One that began on the day was opened by the contact, as far as anybody can tell.
        """
        return any(
            interval.started_on < day and (interval.ended_on is None or day <= interval.ended_on)
            for interval in self._intervals.get(child, ())
        )


def _order(contact: Contact) -> tuple[date, str]:
    return contact.received_on, contact.ref


def _maybe_one_event(earlier: Contact, later: Contact) -> bool:
    near = later.received_on - earlier.received_on <= timedelta(days=EVENT_DAYS)
    return near and (not (earlier.reason and later.reason) or _is_one_reason(earlier, later))


def _is_one_reason(one: Contact, other: Contact) -> bool:
    return one.reason.lower() == other.reason.lower()


def _strongest_first(reason: Reason) -> tuple[bool, float, str, str]:
    probability = reason.probability
    return probability is not None, -(probability or 0), reason.as_what, reason.of
