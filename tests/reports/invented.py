"""Small councils drawn at random, stored as rows and counted again by hand.

The recount reads the drawn council and never the database: what a measure says must agree with it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from sqlmodel import Session

from practice.calendar import Month
from storage.tables import Action, Child, Outcome, Person, Submission, Team
from tests.factories import a_child, a_person, a_team, an_involvement
from tests.reports.factories import (
    a_meeting,
    a_rating,
    a_record,
    a_reflection,
    a_step,
    a_strike,
    a_submission,
    an_action,
    an_agenda_item,
    an_answer,
    an_outcome,
    claims,
    noon,
)

MONTHS = (Month(2026, 1), Month(2026, 2), Month(2026, 3))
START = MONTHS[0].first
INDICATORS = ("child_voice", "own_practice", "contingency", "research", "seen_alone")
# Practitioner 0 works in the upper team, the others in the lower one.
PRACTITIONERS, CHILDREN = 3, 2


@dataclass(frozen=True)
class Sending:
    """One sending of a record: claims (confirmed, struck), ratings, answer, new actions, end.

    The answer is with what is to become of the action. `copied` is None where nobody compared it.
    """

    day: int
    claims: tuple[tuple[str, bool, bool], ...]
    ratings: tuple[int | None, int | None]
    answer: tuple[str, str | None] | None
    actions: tuple[tuple[bool, bool], ...]
    ends: str
    copied: bool | None


@dataclass(frozen=True)
class Part:
    """A child's part of a meeting; without a sending it was not discussed."""

    child: int
    kind: str
    sendings: tuple[Sending, ...]


@dataclass(frozen=True)
class Meeting:
    """A meeting of a practitioner, `day` days after the start."""

    practitioner: int
    day: int
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Case:
    """A worker's time with a child, in days after the start."""

    child: int
    practitioner: int
    starts: int
    ends: int | None


@dataclass(frozen=True)
class Drawn:
    """A whole small council and the moment, in days after the start, at which it is asked."""

    cases: tuple[Case, ...]
    meetings: tuple[Meeting, ...]
    as_of_day: int

    @property
    def as_of(self) -> datetime:
        """The moment, an hour after whatever was sent at noon that day."""
        return noon(START + timedelta(days=self.as_of_day)) + timedelta(hours=1)


_DAYS = st.integers(0, 89)
_ANSWERS = [
    *(("done", None), ("no longer needed", None), ("partly", None)),
    *(("not done", then) for then in ("keep", "change", "raise", "give up")),
]
_SENDINGS = st.builds(
    Sending,
    day=st.integers(0, 20),
    claims=st.lists(
        st.tuples(st.sampled_from(INDICATORS), st.booleans(), st.booleans()), max_size=3
    ).map(tuple),
    ratings=st.tuples(*[st.none() | st.integers(3, 6)] * 2),
    answer=st.none() | st.sampled_from(_ANSWERS),
    actions=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=2).map(tuple),
    ends=st.sampled_from(["agreed", "returned", "waits"]),
    copied=st.none() | st.booleans(),
)


def _in_order(sendings: list[Sending]) -> tuple[Sending, ...]:
    return tuple(sorted(sendings, key=lambda sending: sending.day))


_PARTS = st.builds(
    Part,
    child=st.integers(0, CHILDREN - 1),
    kind=st.sampled_from(["in depth", "in depth", "looked at", "not discussed"]),
    sendings=st.lists(_SENDINGS, min_size=1, max_size=2).map(_in_order),
)
_MEETINGS = st.builds(
    Meeting,
    practitioner=st.integers(0, PRACTITIONERS - 1),
    day=_DAYS,
    parts=st.lists(_PARTS, min_size=1, max_size=3, unique_by=lambda part: part.child).map(tuple),
)
_CASES = st.builds(
    Case,
    child=st.integers(0, CHILDREN - 1),
    practitioner=st.integers(0, PRACTITIONERS - 1),
    starts=st.integers(-30, 89),
    ends=st.none() | st.integers(0, 89),
).filter(lambda case: case.ends is None or case.ends >= case.starts)
COUNCILS = st.builds(
    Drawn,
    cases=st.lists(_CASES, max_size=5).map(tuple),
    # Two meetings on one day have no order that a rating "before" could follow.
    meetings=st.lists(_MEETINGS, min_size=1, max_size=6, unique_by=lambda meeting: meeting.day).map(
        tuple
    ),
    as_of_day=st.integers(40, 120),
)


class Stored:
    """The rows of a drawn council."""

    def __init__(self, session: Session, drawn: Drawn) -> None:
        self.session = session
        self.upper: Team = a_team(session)
        self.lower: Team = a_team(session, parent=self.upper)
        self._people = [self._person(n) for n in range(PRACTITIONERS)]
        self._children: list[Child] = [a_child(session) for _ in range(CHILDREN)]
        self._plans = self._long_ago()
        for case in drawn.cases:
            self._open(case)
        for meeting in drawn.meetings:
            self._hold(meeting)

    def _person(self, number: int) -> Person:
        team = self.lower if number else self.upper
        supervisor = a_person(self.session, role="supervisor", team=team)
        return a_person(self.session, team=team, supervisor=supervisor)

    def _long_ago(self) -> list[tuple[list[Outcome], Action]]:
        """Two outcomes and an action of each child, from a team and a time nobody asks about."""
        stranger = a_person(self.session, team=a_team(self.session))
        plans = []
        for child in self._children:
            meeting = a_meeting(self.session, stranger, date(2020, 1, 1))
            sent = a_submission(self.session, a_record(self.session, meeting, child))
            outcomes = [an_outcome(self.session, sent) for _ in range(2)]
            plans.append((outcomes, an_action(self.session, sent)))
        return plans

    def _open(self, case: Case) -> None:
        child, worker = self._children[case.child], self._people[case.practitioner]
        ends = START + timedelta(days=case.ends) if case.ends is not None else None
        an_involvement(self.session, child, worker, START + timedelta(days=case.starts), ends)

    def _hold(self, meeting: Meeting) -> None:
        day = START + timedelta(days=meeting.day)
        row = a_meeting(self.session, self._people[meeting.practitioner], day)
        for part in meeting.parts:
            child = self._children[part.child]
            if part.kind == "not discussed":
                an_agenda_item(self.session, row, child, "not discussed")
                continue
            record = a_record(self.session, row, child, part.kind)
            for number, sending in enumerate(part.sendings, 1):
                moment = noon(day + timedelta(days=sending.day))
                sent = a_submission(self.session, record, number, moment, copied=sending.copied)
                if part.kind == "in depth":
                    self._say(sent, sending, part.child)
                if sending.ends != "waits":
                    a_step(self.session, record, sending.ends, moment)

    def _say(self, sent: Submission, sending: Sending, child: int) -> None:
        outcomes, action = self._plans[child]
        for indicator, confirmed, struck in sending.claims:
            (claim,) = claims(self.session, sent, [indicator], confirmed)
            if struck:
                a_strike(self.session, claim, self._people[0])
        for outcome, rating in zip(outcomes, sending.ratings, strict=True):
            if rating is not None:
                a_rating(self.session, sent, outcome, rating)
        if sending.answer:
            an_answer(self.session, sent, action, *sending.answer)
        for why, how in sending.actions:
            an_action(self.session, sent, "w" if why else None, "h" if how else None)

    def reflect(self) -> None:
        """Add a reflection of every practitioner about every child in every month."""
        for person in self._people:
            for child in self._children:
                for month in MONTHS:
                    a_reflection(self.session, person, child, month.first)


class Recount:
    """The drawn council counted by hand: `numbers(key, month)` gives (numerator, denominator)."""

    def __init__(self, drawn: Drawn, practitioners: set[int]) -> None:
        self._drawn, self._practitioners = drawn, practitioners

    def numbers(self, key: str, month: Month) -> tuple[int, int]:
        if month.first > self._drawn.as_of.date():
            return 0, 0
        counting = _COUNTS.get(key, Recount._claims(key.removeprefix("records.")))
        units = counting(self, month)
        return sum(units.values()), len(units)

    def shown(self, key: str, month: Month) -> tuple[int, int]:
        """Return what a summary counts: nothing of months before a supervision was written down."""
        return self.numbers(key, month) if self.has_begun(month) else (0, 0)

    def has_begun(self, month: Month) -> bool:
        """Say whether any supervision was written down that was held by the end of a month."""
        held = (
            self._day(meeting.day)
            for meeting in self._drawn.meetings
            if meeting.practitioner in self._practitioners and meeting.day <= self._drawn.as_of_day
        )
        return any(day <= month.last for day in held)

    def _day(self, days: int) -> date:
        return START + timedelta(days=days)

    def _sent(
        self, month: Month | None, kinds: set[str]
    ) -> Iterator[tuple[Meeting, Part, Sending]]:
        """Give each record's counting sending; with no month, of every team and month."""
        for meeting in sorted(self._drawn.meetings, key=lambda meeting: meeting.day):
            if month and meeting.practitioner not in self._practitioners:
                continue
            if month and Month.of(self._day(meeting.day)) != month:
                continue
            for part in meeting.parts:
                known = [s for s in part.sendings if meeting.day + s.day <= self._drawn.as_of_day]
                if part.kind in kinds and known:
                    yield meeting, part, known[-1]

    def _open_cases(self, month: Month) -> Iterator[Case]:
        last = min(month.last, self._drawn.as_of.date())
        for case in self._drawn.cases:
            ended = case.ends is not None and self._day(case.ends) <= month.first
            begun = self._day(case.starts) <= last
            if case.practitioner in self._practitioners and begun and not ended:
                yield case

    def _held(self, month: Month) -> dict[object, bool]:
        met = {
            meeting.practitioner
            for meeting in self._drawn.meetings
            if Month.of(self._day(meeting.day)) == month and meeting.day <= self._drawn.as_of_day
        }
        return {case.practitioner: case.practitioner in met for case in self._open_cases(month)}

    def _discussed(self, month: Month) -> dict[object, bool]:
        seen = {part.child for _, part, _ in self._sent(month, {"in depth", "looked at"})}
        return {case.child: case.child in seen for case in self._open_cases(month)}

    def _rated(self, month: Month) -> dict[object, bool]:
        units: dict[object, bool] = defaultdict(bool)
        for _, part, sending in self._sent(month, {"in depth"}):
            units[part.child] |= sending.ratings != (None, None)
        return units

    def _improving(self, month: Month) -> dict[object, bool]:
        before: dict[tuple[int, int], int] = {}
        change: dict[tuple[int, int], int | None] = {}
        for meeting, part, sending in self._sent(None, {"in depth"}):
            here = Month.of(self._day(meeting.day)) == month
            for number, rating in enumerate(sending.ratings):
                if rating is None:
                    continue
                outcome = (part.child, number)
                if here and meeting.practitioner in self._practitioners:
                    change[outcome] = rating - before[outcome] if outcome in before else None
                before[outcome] = rating
        moves: dict[object, list[int]] = defaultdict(list)
        for (child, _), moved in change.items():
            if moved is not None:
                moves[child].append(moved)
        return {child: max(moved) > 0 and min(moved) >= 0 for child, moved in moves.items()}

    def _done(self, month: Month) -> dict[object, bool]:
        units: dict[object, bool] = defaultdict(bool)
        for _, part, sending in self._sent(month, {"in depth"}):
            if sending.answer:
                units[part.child] |= sending.answer[0] == "done"
        return units

    def _carried_over(self, month: Month) -> dict[object, bool]:
        units: dict[object, bool] = defaultdict(bool)
        for _, part, sending in self._sent(month, {"in depth"}):
            if sending.answer:
                answer, then = sending.answer
                units[part.child] |= answer in {"partly", "not done"} and then != "give up"
        return units

    def _why_and_how(self, month: Month) -> dict[object, bool]:
        return {
            (meeting.day, part.child, number): why and how
            for meeting, part, sending in self._sent(month, {"in depth"})
            for number, (why, how) in enumerate(sending.actions)
        }

    def _agreed(self, month: Month) -> dict[object, bool]:
        return {
            (meeting.day, part.child): sending.ends == "agreed"
            for meeting, part, sending in self._sent(month, {"in depth"})
        }

    def _copied(self, month: Month) -> dict[object, bool]:
        return {
            (meeting.day, part.child): sending.copied
            for meeting, part, sending in self._sent(month, {"in depth"})
            if sending.copied is not None
        }

    @staticmethod
    def _claims(indicator: str) -> "Counting":
        def counting(recount: "Recount", month: Month) -> dict[object, bool]:
            return {
                (meeting.day, part.child): (indicator, True, False) in sending.claims
                for meeting, part, sending in recount._sent(month, {"in depth"})
            }

        return counting


Counting = Callable[[Recount, Month], dict[object, bool]]
_COUNTS: dict[str, Counting] = {
    "supervision.held_share": Recount._held,
    "children.discussed_share": Recount._discussed,
    "outcomes.rated_share": Recount._rated,
    "outcomes.improving_share": Recount._improving,
    "actions.done_share": Recount._done,
    "actions.carried_over": Recount._carried_over,
    "actions.why_and_how_share": Recount._why_and_how,
    "records.agreed": Recount._agreed,
    "records.copied": Recount._copied,
}
