"""The people of the invented council (bot/demo/hartwell.toml): who came and who left."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from practice.calendar import Month
from storage.tables import Person, Team

FILE = Path(__file__).parent / "hartwell.toml"
FULL_LOAD, NEW_LOAD, PART_LOAD = range(14, 18), range(9, 12), range(8, 11)
# A new worker's share of their load, by month since they came.
_RAMP = (0.35, 0.6, 0.85)

_SPECIAL = ("agency", "part_time", "newly_qualified")
_LEFT_MONTHS_AGO = range(3, 16)
# A newly qualified worker in their place is then still within the year.
_LEFT_LATELY = range(3, 9)


@dataclass(frozen=True)
class TeamPlan:
    """A team and how it works. `quality` is the chance that an answer says something, then and now.

    `held` is the chance that a month's supervision is held, `minutes` how long it usually is, and
    `missed` names those who had none in the last whole month.
    """

    team: Team
    draws: Sequence[str]
    quality: tuple[float, float]
    held: float
    minutes: int
    missed: Sequence[str]


@dataclass
class Worker:
    """A practitioner: whose supervision they have, how many children they should have, and when.

    `usual` is the working day of the month on which they meet, `hour` the hour.
    """

    person: Person
    supervisor: Person
    plan: TeamPlan
    load: int
    usual: int
    hour: int
    bent: float

    @property
    def started(self) -> date:
        """The day they came."""
        return self.person.started_on or date.min

    def is_here(self, day: date) -> bool:
        """Say whether they work here on a day."""
        left = self.person.left_on
        return self.started <= day and (left is None or day < left)

    def target(self, month: Month) -> int:
        """Return how many children they should have in a month."""
        came = Month.of(self.started)
        months = (month.year - came.year) * 12 + month.month - came.month
        share = _RAMP[months] if 0 <= months < len(_RAMP) else 1.0
        return round(self.load * share)

    def quality(self, far: float) -> float:
        """Return the chance that an answer says something; `far` goes from 0, then, to 1, now."""
        then, now = self.plan.quality
        return min(max(then + (now - then) * far + self.bent, 0.05), 0.97)


@dataclass
class Roster:
    """Teams and people, each before those who refer to it."""

    teams: list[Team] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    special: Mapping[str, Sequence[str]] = field(default_factory=dict)
    workers: list[Worker] = field(default_factory=list)

    def worker(self, name: str) -> Worker:
        """Return the practitioner of that name."""
        return next(worker for worker in self.workers if worker.person.name == name)

    def named(self, name: str) -> Person:
        """Return the person of that name."""
        return next(person for person in self.people if person.name == name)

    def below(self, team_id: str) -> set[str]:
        """Return the ids of a team and of every team below it."""
        found = {team_id}
        for team in self.teams:
            found |= {team.id} if team.parent_id in found else set()
        return found

    def featured_ids(self) -> set[str]:
        """Return the ids of those one can be in the demo."""
        return {self.named(name).id for name in council()["featured"].values()}

    def add(self, name: str, role: str, team: Team, **fields: Any) -> Person:  # noqa: ANN401
        """Add somebody and return them; references count up."""
        ref = f"P{len(self.people) + 1:04}"
        person = Person(ref=ref, name=name, role=role, team_id=team.id, **fields)
        self.people.append(person)
        return person


@cache
def council() -> Mapping[str, Any]:
    """Return the council as it is written down."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def ref_of(name: str) -> str:
    """Return the reference of somebody of the council: the same on every day."""
    days = date(2001, 1, 1), date(2002, 1, 1)
    people = roster(Random(0), *days).people  # noqa: S311 - only the order of the names counts
    return next(person.ref for person in people if person.name == name)


def roster(rng: Random, begins: date, today: date) -> Roster:
    """Return the council's people between two days."""
    listed = council()
    made = Roster(special=listed["special"])
    top = Team(name=listed["council"])
    made.teams.append(top)
    long_ago = begins - timedelta(days=900)
    director = made.add(listed["director"], "manager", top, started_on=long_ago)
    made.add(listed["featured"]["practice_lead"], "practice lead", top, started_on=long_ago)
    made.add(listed["administrator"], "administrator", top, started_on=long_ago)
    services: dict[str, tuple[Team, Person]] = {}
    for one in listed["service"]:
        team = Team(name=one["name"], parent_id=top.id)
        made.teams.append(team)
        fields = {"supervisor_id": director.id, "started_on": long_ago}
        services[one["name"]] = team, made.add(one["manager"], "manager", team, **fields)
    for one in listed["team"]:
        _add_team(made, rng, one, services[one["service"]], (begins, today))
    return made


def _add_team(
    made: Roster,
    rng: Random,
    listed: Mapping[str, Any],
    service: tuple[Team, Person],
    span: tuple[date, date],
) -> None:
    above, manager = service
    team = Team(name=listed["name"], parent_id=above.id)
    made.teams.append(team)
    then, now = listed["quality"]
    held, minutes, missed = listed["held"], listed["minutes"], listed.get("missed", ())
    plan = TeamPlan(team, listed["draws"], (then, now), held, minutes, missed)
    started = span[0] - timedelta(days=rng.randrange(100, 1500))
    fields = {"supervisor_id": manager.id, "started_on": started}
    supervisor = made.add(listed["supervisor"], "supervisor", team, **fields)
    lately = any(name in made.special["newly_qualified"] for name in listed["people"])
    gone = [_leaving(rng, lately, span) for _ in listed["left"]]
    stay = len(listed["people"]) - len(gone)
    for name, (came, left) in zip(listed["left"], gone, strict=True):
        _add_worker(made, rng, (name, plan, supervisor), came, left)
    for number, name in enumerate(listed["people"]):
        came = span[0] - timedelta(days=rng.randrange(60, 2000))
        if number >= stay:
            came = gone[number - stay][1] + timedelta(days=rng.randrange(0, 30))
        _add_worker(made, rng, (name, plan, supervisor), came, None)


def _leaving(rng: Random, lately: bool, span: tuple[date, date]) -> tuple[date, date]:
    """Return when somebody came who left, and when they left: early in a month."""
    begins, today = span
    month = Month.of(today)
    for _ in range(rng.choice(_LEFT_LATELY if lately else _LEFT_MONTHS_AGO)):
        month = month.previous()
    came = begins - timedelta(days=rng.randrange(60, 900))
    return came, month.first + timedelta(days=rng.randrange(0, 5))


def _add_worker(
    made: Roster,
    rng: Random,
    who: tuple[str, TeamPlan, Person],
    came: date,
    left: date | None,
) -> None:
    name, plan, supervisor = who
    agency, part_time, newly = (name in made.special[what] for what in _SPECIAL)
    person = made.add(
        name,
        "practitioner",
        plan.team,
        supervisor_id=supervisor.id,
        employment="agency" if agency else "permanent",
        fte=0.6 if part_time else 1.0,
        newly_qualified_until=came + timedelta(days=365) if newly else None,
        started_on=came,
        left_on=left,
    )
    loads = PART_LOAD if part_time else NEW_LOAD if newly else FULL_LOAD
    made.workers.append(
        Worker(
            person,
            supervisor,
            plan,
            load=rng.choice(loads),
            usual=rng.randrange(6, 17),
            hour=rng.choice((9, 10, 11, 13, 14, 15)),
            bent=rng.gauss(0, 0.06),
        )
    )
