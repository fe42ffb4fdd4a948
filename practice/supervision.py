"""Supervision policy: which children are due to be discussed, and which to propose in depth.

Source of the monthly rule: LGA Standards for Employers of Social Workers in England (2020),
standard 5, supervision at least monthly. The bot counts it for each child: one discussion a
month, day zero the first of the month, due by the month's last working day.

The turn of children under a protection plan and of those looked after is the council's policy
(DepthPolicy): unless it sets another, in depth at every third supervision or after 12 weeks,
whichever is sooner, so that each review, up to 13 weeks apart, rests on one (Working Together 2023;
Care Planning Regulations 2010, reg. 33).

Children of one family are one item: they are in depth together, and stand beside one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from practice.calendar import Month, last_working_day_of_month
from practice.terms import ChildStatus

MOST_IN_DEPTH = 3

_DAYS_IN_WEEK = 7
_IN_TURN = frozenset({ChildStatus.CP, ChildStatus.CLA})
_RISK_FIRST = (
    ChildStatus.CP,
    ChildStatus.CLA,
    ChildStatus.CIN,
    ChildStatus.ASSESSMENT,
    ChildStatus.CARE_LEAVER,
)


class Reason(StrEnum):
    """Why a child is proposed, most worthy first; wording belongs to the phrases.

    Risk first: a date that passed, then whose turn has come; then what the practitioner wishes.
    """

    CONTINGENCY_PASSED = "contingency_passed"
    OUTCOME_PASSED = "outcome_passed"
    TURN_COME = "turn_come"
    WISHED = "wished"
    OUTCOME_FELL = "outcome_fell"
    NOT_DISCUSSED = "not_discussed"
    NEVER_IN_DEPTH = "never_in_depth"
    LAST_IN_DEPTH = "last_in_depth"
    SIBLING = "sibling"


_ONLY_ITS_WAIT = (Reason.NEVER_IN_DEPTH, Reason.LAST_IN_DEPTH)
_RANKS = {reason: place for place, reason in enumerate(Reason)}
# One queue: a child never in depth waits from the day the case opened, not before all others.
_RANKS[Reason.LAST_IN_DEPTH] = _RANKS[Reason.NEVER_IN_DEPTH]


@dataclass(frozen=True)
class DepthPolicy:
    """When the turn of a child at risk or in care comes: at every so many meetings, or weeks."""

    supervisions: int = 3
    weeks: int = 12


OURS = DepthPolicy()
"""The policy where a council sets no other."""


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """What is known of one child of the practitioner's before a meeting; outcomes are 0 to 10.

    `meetings_since` is how many meetings listed the child since it was last in depth, or ever
    where it never was; `family` is what children of one family share.
    """

    child_ref: str
    child_id: str
    status: str
    opened_on: date | None = None
    last_discussed: date | None = None
    last_in_depth: date | None = None
    contingency_on: date | None = None
    outcome_due_on: date | None = None
    outcome_last: int | None = None
    outcome_before: int | None = None
    wished: bool = False
    meetings_since: int = 0
    family: str | None = None


@dataclass(frozen=True, kw_only=True)
class Why:
    """One reason for a child, and the values it is worded with.

    `on` is the date the reason rests on: the contingency or outcome date that passed, the day
    last discussed or in depth (None: never) or opened (None: unknown). `weeks` is how many
    whole weeks ago that was. `sibling` is the child of the family because of whom this one is in
    depth too. By how much an outcome fell is no part of it: both people rate before they see it.
    """

    reason: Reason
    on: date | None = None
    weeks: int | None = None
    sibling: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A child on the proposed agenda, with every reason that speaks for it, worthiest first.

    When it was last in depth, or that it never was, is a reason only where there is no other.
    """

    child_ref: str
    child_id: str
    in_depth: bool
    reasons: tuple[Why, ...]


def says_how_seen(status: str, *, unborn: bool) -> bool:
    """Say whether *no change* of a child is to tell how it was seen: one at risk, or in care."""
    return status in _IN_TURN and not unborn


def due_on(month: Month) -> date:
    """Return the day by which the children due in `month` are to be discussed."""
    return last_working_day_of_month(month.first)


def is_open(started_on: date, ended_on: date | None, day: date) -> bool:
    """Say whether an involvement is open on `day`: from its start until the day before its end."""
    return started_on <= day and (ended_on is None or day < ended_on)


def is_due(started_on: date, ended_on: date | None, month: Month) -> bool:
    """Say whether an involvement makes its child due in `month`: open on the month's first day."""
    return is_open(started_on, ended_on, month.first)


@dataclass(frozen=True)
class _At:
    """The day for which is proposed, and the council's policy."""

    today: date
    policy: DepthPolicy = OURS


def propose(
    facts: Sequence[ChildFacts],
    today: date,
    most: int = MOST_IN_DEPTH,
    policy: DepthPolicy = OURS,
) -> list[Proposal]:
    """Return every child once: at most `most` children or families in depth, then all others.

    The worthiest come first, children of one family beside one another. Each child carries its own
    reasons; the others come longest not discussed first. The order of the facts changes nothing.
    """
    at = _At(today, policy)
    families = [sorted(one, key=lambda child: _worth(child, at)) for one in _families(facts)]
    by_worth = sorted(families, key=lambda family: _worth(family[0], at))
    others = [sorted(family, key=_waiting) for family in by_worth[most:]]
    others.sort(key=lambda family: _waiting(family[0]))
    return [
        _proposal(child, at, first=None if child is family[0] else family[0], in_depth=True)
        for family in by_worth[:most]
        for child in family
    ] + [_proposal(child, at, in_depth=False) for family in others for child in family]


def _families(facts: Sequence[ChildFacts]) -> list[list[ChildFacts]]:
    """Return the children by family; one whose family is not known stands alone."""
    found: dict[tuple[str, str], list[ChildFacts]] = {}
    for child in facts:
        key = ("family", child.family) if child.family else ("child", child.child_ref)
        found.setdefault(key, []).append(child)
    return list(found.values())


def _reasons(child: ChildFacts, at: _At) -> list[Reason]:
    """Return what speaks for a child, in the order of Reason; never nothing."""
    last = Reason.LAST_IN_DEPTH if child.last_in_depth else Reason.NEVER_IN_DEPTH
    return list(_pressing(child, at)) or [last]


def _pressing(child: ChildFacts, at: _At) -> Iterator[Reason]:
    if _passed(child.contingency_on, at.today):
        yield Reason.CONTINGENCY_PASSED
    if _passed(child.outcome_due_on, at.today):
        yield Reason.OUTCOME_PASSED
    if _turn_has_come(child, at):
        yield Reason.TURN_COME
    if child.wished:
        yield Reason.WISHED
    if _fell_by(child) > 0:
        yield Reason.OUTCOME_FELL
    if _missed_a_month(child, at.today):
        yield Reason.NOT_DISCUSSED


def _passed(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _turn_has_come(child: ChildFacts, at: _At) -> bool:
    if child.status not in _IN_TURN:
        return False
    since = _without_depth_since(child)
    waited = since is not None and at.today - since >= timedelta(weeks=at.policy.weeks)
    return waited or child.meetings_since + 1 >= at.policy.supervisions  # with the one proposed


def _without_depth_since(child: ChildFacts) -> date | None:
    return child.last_in_depth or child.opened_on


def _fell_by(child: ChildFacts) -> int:
    if child.outcome_before is None or child.outcome_last is None:
        return 0
    return child.outcome_before - child.outcome_last


def _missed_a_month(child: ChildFacts, today: date) -> bool:
    # This month still runs: only the one before it can have been missed.
    last_month = Month.of(today).previous()
    if child.last_discussed is not None:
        return child.last_discussed < last_month.first
    return child.opened_on is not None and is_due(child.opened_on, None, last_month)


def _worth(child: ChildFacts, at: _At) -> tuple[int, date, int, int, date, str]:
    reason = _reasons(child, at)[0]
    since = _since(child, reason) or date.min
    return (_RANKS[reason], since, -_fell_by(child), _risk(child), *_waiting(child))


def _since(child: ChildFacts, reason: Reason) -> date | None:
    """Return the day from which a reason has spoken for a child: the earliest comes first."""
    if reason is Reason.NOT_DISCUSSED:
        return _waiting_since(child)
    if reason in {Reason.TURN_COME, Reason.NEVER_IN_DEPTH, Reason.LAST_IN_DEPTH}:
        return _without_depth_since(child)
    return _on(child, reason)


def _waiting(child: ChildFacts) -> tuple[date, str]:
    return _waiting_since(child) or date.min, child.child_ref


def _waiting_since(child: ChildFacts) -> date | None:
    return child.last_discussed or child.opened_on


def _risk(child: ChildFacts) -> int:
    known = child.status in _RISK_FIRST
    return _RISK_FIRST.index(child.status) if known else len(_RISK_FIRST)


def _on(child: ChildFacts, reason: Reason) -> date | None:
    return {
        Reason.CONTINGENCY_PASSED: child.contingency_on,
        Reason.OUTCOME_PASSED: child.outcome_due_on,
        Reason.TURN_COME: child.last_in_depth,
        Reason.NOT_DISCUSSED: child.last_discussed,
        Reason.NEVER_IN_DEPTH: child.opened_on,
        Reason.LAST_IN_DEPTH: child.last_in_depth,
    }.get(reason)


def _proposal(
    child: ChildFacts, at: _At, *, in_depth: bool, first: ChildFacts | None = None
) -> Proposal:
    """Return a child as proposed; `first` is the sibling because of whom it is in depth too."""
    reasons = [_why(child, reason, at.today) for reason in _reasons(child, at)]
    if first is not None:
        pressing = [why for why in reasons if why.reason not in _ONLY_ITS_WAIT]
        reasons = [*pressing, Why(reason=Reason.SIBLING, sibling=first.child_ref)]
    return Proposal(
        child_ref=child.child_ref,
        child_id=child.child_id,
        in_depth=in_depth,
        reasons=tuple(reasons),
    )


def _why(child: ChildFacts, reason: Reason, today: date) -> Why:
    on = _on(child, reason)
    return Why(
        reason=reason, on=on, weeks=None if on is None else (today - on).days // _DAYS_IN_WEEK
    )
