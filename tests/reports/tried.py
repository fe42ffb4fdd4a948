"""Invented councils in which a guide's new version comes: volumes and effects are set down here.

Six supervisors write three records in depth a week each, for 20 weeks before the day and 18 from
then on. Each has habits of their own: what a tenth to a half of their records show. Planted: of
records written with the new version 25 in 100 more hold another explanation than its writer would.
In every second council somebody comes with the version who shows everything twice as often.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import SQLModel, insert

from practice.evidence import INDICATORS
from storage.ids import new_id
from storage.session import Session
from storage.tables import Claim, Draft, GuideVersion, Person, Record, Submission, Team
from tests.factories import a_person, a_team
from tests.reports.factories import noon

GUIDE, FORMER, NEW = "case-supervision", 2, 3
PLANTED, EFFECT = "other_explanation", 0.25
_WRITERS, _A_WEEK, _BEFORE, _AFTER = 6, 3, 20, 18

Row = tuple[type[SQLModel], dict[str, Any]]
_EARLIEST = date(2026, 1, 5)


@dataclass(frozen=True)
class Invented:
    """A council, the day on which its new version was first used, and a moment after its trial."""

    team: Team
    day: date

    @property
    def later(self) -> datetime:
        return noon(self.day + timedelta(weeks=_AFTER))


def invented(
    session: Session,
    seed: int,
    effect: float = 0.0,
    *,
    writers: int = _WRITERS,
    a_week: int = _A_WEEK,
) -> Invented:
    """Add a council; `effect` is what the new version adds to one indicator."""
    rng = Random(seed)  # noqa: S311 - no secret
    team = a_team(session)
    day = _EARLIEST + timedelta(days=rng.randrange(60))
    for version in (FORMER, NEW):
        session.merge(
            GuideVersion(guide=GUIDE, version=version, digest="d", first_used_at=noon(_EARLIEST))
        )
    people = [a_person(session, role="supervisor", team=team) for _ in range(writers)]
    habits = {one.id: {name: rng.uniform(0.1, 0.5) for name in INDICATORS} for one in people}
    comes = people[0] if seed % 2 else None
    if comes:
        habits[comes.id] = {name: 2 * share for name, share in habits[comes.id].items()}
    rows = [*_record(rng, people[-1], day, NEW, habits[people[-1].id])]
    for week in range(-_BEFORE, _AFTER):
        version = FORMER if week < 0 else NEW
        for writer in (one for one in people if week >= 0 or one is not comes):
            shares = dict(habits[writer.id])
            shares[PLANTED] += effect if version == NEW else 0.0
            for _ in range(a_week):
                at = day + timedelta(weeks=week, days=rng.randrange(7))
                rows += _record(rng, writer, at, version, shares)
    for table in (Draft, Record, Submission, Claim):
        session.execute(insert(table), [row for of, row in rows if of is table])
    return Invented(team, day)


def _record(
    rng: Random, writer: Person, day: date, version: int, shares: dict[str, float]
) -> Iterator[Row]:
    """Yield the rows of a record in depth that somebody began and sent on a day."""
    draft, record, submission = (new_id() for _ in range(3))
    yield (
        Draft,
        {
            "id": draft,
            "kind": "guide",
            "guide": GUIDE,
            "version": version,
            "person_id": writer.id,
            "opened_at": noon(day),
        },
    )
    yield (
        Record,
        {
            "id": record,
            "draft_id": draft,
            "kind": "in depth",
            "visibility": "child",
            "writer_id": writer.id,
            "team_id": writer.team_id,
            "held_on": day,
            "guide": GUIDE,
            "version": version,
        },
    )
    sent = {"id": submission, "record_id": record, "number": 1, "submitted_at": noon(day)}
    yield Submission, sent
    for name in (name for name, share in shares.items() if rng.random() < share):
        claim = {"id": new_id(), "submission_id": submission, "indicator": name}
        yield (
            Claim,
            {**claim, "sentence": "sealed", "confirmed_by": writer.id, "made_at": noon(day)},
        )
