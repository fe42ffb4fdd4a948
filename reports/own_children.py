"""A practitioner's month for themselves: their own children's progress, and nobody beside them.

It counts as the summary of a team does, over the children who are open to them, of the records that
open to them. Nothing in it compares people, and nothing is kept.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from practice.access import Viewer
from practice.calendar import Month, london_day
from practice.terms import NOT_KEPT, ActionStatus
from reports.own_records import Found, Line, answered, found, say
from reports.wording import month_name
from storage import children
from storage.measures import Session
from storage.own_children import Agreed

_MOVED = {"better": "nearer", "same": "unchanged", "worse": "further", "mixed": "mixed"}
_ANSWERS = ("done", "partly", "not_done", "no_longer_needed", "unsaid")


@dataclass(frozen=True)
class OfChild:
    """A child of theirs: where the child is, was heard, and what became of what was agreed.

    `head` says which way the ratings of the month point. `question` is the one that the next
    supervision comes back to.
    """

    ref: str
    head: str
    goals: tuple[Line, ...]
    said: tuple[Line, ...]
    due: tuple[Line, ...]
    plan: str
    question: Line | None

    @property
    def record_ids(self) -> list[str]:
        """The records whose words are shown, each once."""
        lines = [*self.goals, *self.said, *self.due, *([self.question] if self.question else [])]
        return list(dict.fromkeys(line.record_id for line in lines))


@dataclass(frozen=True)
class OwnChildren:
    """The month of somebody's own children: the short of it, and each child with something new.

    `quiet` says which were not talked about in depth; "" where all were.
    """

    period: Month
    short: tuple[str, ...]
    children: tuple[OfChild, ...] = ()
    quiet: str = ""

    @property
    def record_ids(self) -> list[str]:
        """The records whose words are shown, each once."""
        every = (record for child in self.children for record in child.record_ids)
        return list(dict.fromkeys(every))


def own_children(
    session: Session,
    viewer: Viewer,
    period: Month,
    as_of: datetime,
    carried: Mapping[str, Line],
) -> OwnChildren:
    """Return a month of the children who are open to `viewer` on the day of `as_of` (aware).

    `carried` are the questions that the next supervisions come back to, by child.
    """
    today = london_day(as_of)
    refs = {one.id: one.ref for one, _ in children.caseload(session, viewer.person_id, today)}
    if not refs:
        return OwnChildren(period, (say("short.nobody"),))
    known = found(session, viewer, refs, (period, as_of), carried)
    short = tuple(_short(known, period, today))
    refs_left = ", ".join(_quiet(known))
    quiet = say("quiet.refs", month=month_name(period), refs=refs_left) if refs_left else ""
    return OwnChildren(period, short, tuple(_children(known, period)), quiet)


def _short(known: Found, period: Month, today: date) -> Iterator[str]:
    """Yield the sentences that stand first: the goals, the words, what came due, what goes on."""
    yield say("short.goals", n=len(known.refs), g=known.with_goal)
    yield " ".join(_rated(known, month_name(period)))
    heard = len(known.said)
    yield say("short.heard", n=heard) if heard else say("short.heard_none")
    yield _came_due(known, period)
    if known.carried:
        yield say("short.carried", n=len(known.carried))
    if quiet := _quiet(known):
        yield say("short.quiet", n=len(quiet), month=month_name(period))
    if today <= period.last:
        yield say("short.running")


def _quiet(known: Found) -> list[str]:
    return sorted(ref for child, ref in known.refs.items() if child not in known.in_depth)


def _rated(known: Found, month: str) -> Iterator[str]:
    if not known.rated:
        yield say("short.rated_none", month=month)
        return
    yield say("short.rated", n=len(known.rated), month=month)
    states = Counter(known.moved.values())
    if known.moved:
        told = {"n": states["better"], "same": states["same"], "worse": states["worse"]}
        yield say("short.twice", m=len(known.moved), **told)
        if states["mixed"]:
            yield say("short.mixed", n=states["mixed"])
    else:
        yield say("short.none_twice")
    if alone := known.unseen - known.moved.keys():
        yield say("short.unseen", n=len(alone))


def _came_due(known: Found, period: Month) -> str:
    came = [one for one in known.actions if one.due_on and Month.of(one.due_on) == period]
    if not came:
        return say("short.due_none")
    said = Counter(answered(one) for one in came)
    told = [say(f"came.{key}", n=said[key]) for key in _ANSWERS if said[key]]
    return say("short.due", m=len(came), what=", ".join(told))


def _children(known: Found, period: Month) -> Iterator[OfChild]:
    """Yield each child of whom there is something new, or a question that goes on, by reference."""
    for child, ref in sorted(known.refs.items(), key=lambda one: one[1]):
        new = [each.get(child) for each in (known.goals, known.said, known.due, known.carried)]
        if any(new) or child in known.in_depth:
            yield OfChild(
                ref=ref,
                head=_head(known, child, period),
                goals=tuple(known.goals.get(child, ())),
                said=tuple(known.said.get(child, ())),
                due=tuple(known.due.get(child, ())),
                plan=_plan([one for one in known.actions if one.child_id == child]),
                question=known.carried.get(child),
            )


def _head(known: Found, child: str, period: Month) -> str:
    if child in known.moved:
        return say(f"head.{_MOVED[known.moved[child]]}")
    if child in known.unseen:
        return say("head.unseen")
    if child in known.rated:
        return say("head.once")
    return say("head.unrated", month=month_name(period))


def _plan(actions: Sequence[Agreed]) -> str:
    if not actions:
        return say("plan.none")
    stand = Counter(map(_stands, actions))
    told = [say(f"plan.{key}", n=stand[key]) for key in ("done", "let_go", "open") if stand[key]]
    return say("plan.counted", m=len(actions), what=", ".join(told))


def _stands(one: Agreed) -> str:
    if one.answer == ActionStatus.DONE:
        return "done"
    gone = one.answer == ActionStatus.NO_LONGER_NEEDED or one.next_step in NOT_KEPT
    return "let_go" if gone else "open"
