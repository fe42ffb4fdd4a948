"""Assessments, section 47 enquiries, conferences and plans of the invented council."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from bot.demo.bank import chance
from bot.demo.files.council import Child, Council
from bot.demo.files.front_door import Drawn
from bot.demo.files.planted import (
    ASSESSMENT_DAYS,
    CHILD_SEEN,
    CONFERENCE_IN_TIME,
    DAYS_ADDED,
    ENQUIRIES,
    OF_CHANGES,
    SOURCES,
    SPREAD,
    When,
    about,
    chance_of,
    drawn,
)
from practice.calendar import add_working_days
from practice.terms import PlanKind
from storage.imports import Cell

_A_YEAR = timedelta(days=365)
_LONGEST = timedelta(days=130)
_PLANS = (PlanKind.CIN, PlanKind.CP, PlanKind.CLA)


def assessments(
    council: Council, cases: Sequence[Child], span: tuple[date, date], referrals: Sequence[Drawn]
) -> list[Drawn]:
    """Return the assessments that begin between two days: as a case opens, and one a year after.

    A change of worker may come in the middle of one, which then takes longer.
    """
    of_child = {row["child_ref"]: row["referral_ref"] for row in referrals}
    found = [row for child in cases for row in _of_child(council, child, span, of_child)]
    found.sort(key=lambda row: (str(row["started_on"]), str(row["child_ref"])))
    return [{"assessment_ref": f"AS-{n:05}", **row} for n, row in enumerate(found, 1)]


def _of_child(
    council: Council, child: Child, span: tuple[date, date], referrals: Mapping[Cell, Cell]
) -> Iterator[Drawn]:
    rng = chance_of(council.today, "assessments", child.ref)
    begins = max(child.opened_on, span[0] - timedelta(days=rng.randrange(0, 300)))
    changes = [later.started_on for spell, later in pairwise(child.spells)
               if spell.worker != later.worker]  # fmt: skip
    spanning = [day - timedelta(days=rng.randrange(6, 32)) for day in changes
                if chance(rng, OF_CHANGES)]  # fmt: skip
    after = date.min
    for started in sorted([*_yearly(begins, span[1]), *spanning]):
        if started < max(span[0], child.opened_on, after):
            continue
        row = _assessment(rng, child, started, changes)
        authorised = row["authorised_on"]
        assert isinstance(authorised, date)  # noqa: S101 - as _assessment has it
        if child.closed_on is None or authorised <= child.closed_on:
            first = started <= child.opened_on + timedelta(days=3)
            yield {**row, "referral_ref": referrals.get(child.ref) if first else None}
        after = started + _LONGEST


def _yearly(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _A_YEAR


def _assessment(rng: Random, child: Child, started: date, changes: Sequence[date]) -> Drawn:
    days = max(8, round(rng.gauss(ASSESSMENT_DAYS, SPREAD)))
    authorised = add_working_days(started, days)
    if any(started < day <= authorised for day in changes):
        authorised = add_working_days(authorised, DAYS_ADDED)
    seen = add_working_days(started, rng.randrange(1, 7)) if chance(rng, CHILD_SEEN) else None
    whose = child.with_on(authorised)
    return {
        "child_ref": child.ref,
        "started_on": started,
        "authorised_on": authorised,
        "child_seen_on": seen,
        "outcome": "plan goes on" if child.closed_on is None else "no further action",
        "person_ref": whose.worker,
        "team": whose.team,
    }


@dataclass
class Enquiries:
    """The rows of enquiries, conferences and of the plans that these make."""

    council: Council
    section47: list[Drawn] = field(default_factory=list)
    conferences: list[Drawn] = field(default_factory=list)
    plans: list[Drawn] = field(default_factory=list)
    _owed: dict[str, float] = field(default_factory=dict)

    def go_through(self, when: When, cases: Sequence[Child]) -> None:
        """Add the enquiries of a month and what follows them."""
        rng = chance_of(self.council.today, "section47", when.month)
        for team, usual in ENQUIRIES.items():
            theirs = [c for c in cases if c.is_open(when.month) and _is_of(c, team, when)]
            for _ in range(about(rng, usual) if theirs else 0):
                self._enquire(rng, when, rng.choice(theirs), team)

    def _enquire(self, rng: Random, when: When, child: Child, team: str) -> None:
        started = when.month.first + timedelta(days=rng.randrange(when.month.last.day))
        met = self._met(team, when.conversion(team), rng)
        ref = f"EN-{len(self.section47) + 1:04}"
        reason = "substantiated, at risk" if met else rng.choice(_WITHOUT)
        self.section47.append(
            {
                "enquiry_ref": ref,
                "child_ref": child.ref,
                "strategy_discussion_on": started,
                "started_on": started,
                "completed_on": add_working_days(started, rng.randrange(6, 14)),
                "source": drawn(rng, SOURCES),
                "outcome": "conference" if met else "no conference",
                "outcome_reason": reason,
                "person_ref": child.with_on(started).worker,
                "team": team,
            }
        )
        if met:
            self._confer(rng, child, ref, started)

    def _met(self, team: str, share: float, rng: Random) -> bool:
        """Say whether an enquiry leads to a conference: evenly, so that no team's share wanders."""
        owed = self._owed.get(team, rng.random()) + share
        self._owed[team] = owed % 1
        return owed >= 1

    def _confer(self, rng: Random, child: Child, enquiry: str, started: date) -> None:
        days = rng.randint(8, 15) if chance(rng, CONFERENCE_IN_TIME) else rng.randint(16, 24)
        held, made = add_working_days(started, days), chance(rng, 0.85)
        conference = f"IC-{len(self.conferences) + 1:04}"
        self.conferences.append(
            {
                "conference_ref": conference,
                "enquiry_ref": enquiry,
                "child_ref": child.ref,
                "held_on": held,
                "plan_made": made,
            }
        )
        if made:
            ended = held + timedelta(days=rng.randrange(150, 330))
            self._plan(child, PlanKind.CP, held, ended)

    def _plan(self, child: Child, kind: str, started: date, ended: date | None) -> None:
        ref = f"PL-{len(self.plans) + 1:04}"
        told: Drawn = {"plan_ref": ref, "child_ref": child.ref, "kind": kind}
        told |= {"started_on": started, "ended_on": ended}
        self.plans.append({**told, "last_visit_on": None, "seen_alone": None})

    def plan_for_all(self, cases: Sequence[Child]) -> None:
        """Add the plan that each child's case goes on by, six weeks after it opened."""
        for child in cases:
            if child.status in _PLANS:
                self._plan(child, child.status, child.opened_on + timedelta(days=42), None)


_WITHOUT = ("substantiated, no longer at risk", "not substantiated", "help by agreement")


def _is_of(child: Child, team: str, when: When) -> bool:
    """Say whether a child is a team's from the first day of a month to its last."""
    days = when.month.first, when.month.last
    return all(child.with_on(day).team == team for day in days)
